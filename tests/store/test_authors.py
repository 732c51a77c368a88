"""Profiles: paid once, shared between organizations, with the handles and companies they have named."""

import zlib

from devsignal_cli.model.people import Claim
from devsignal_cli.model.posts import Profile
from devsignal_cli.store import authors
from devsignal_cli.store.db import Database
from tests.store.rows import NOW, ORG, OTHER, asked, item, profile, store

WHOLE = profile(
    7001, username="Rae_Quill", username_key="rae_quill", name="Rae", person_key="quill rae", description="I ship", location="Porto",
    url="https://quill.test", entities="{}", affiliation="{}", is_protected=True, is_verified=True,
    verified_type="business", followers=1, following=2, posts=3, listed=4, created_at=5,
    claims=(Claim("domain", "quill.test", "link", "works", founds=True), Claim("handle", "acme", "bio_handle", "not")),
)  # fmt: skip


def known(database: Database, *profiles: Profile, missing: tuple[int, ...] = (), now: int = NOW) -> None:
    with database.write() as session:
        authors.store_profiles(session, profiles, missing, now)


def unseen(database: Database, limit: int = 100) -> list[int]:
    with database.read() as session:
        return authors.unseen(session, ORG, limit)


def unseen_of(database: Database, *ids: int) -> tuple[int, ...]:
    with database.read() as session:
        return authors.unseen_of(session, ids)


def test_authors_of_signals_are_unseen_until_they_are_looked_up(database: Database) -> None:
    store(database, item(1, author_id=9), item(2, author_id=8), item(3, author_id=None))
    assert unseen(database) == [8, 9]
    known(database, profile(8), missing=(9,))
    assert unseen(database) == []


def test_unseen_authors_are_told_up_to_a_limit(database: Database) -> None:
    store(database, *(item(number, author_id=number) for number in range(1, 6)))
    assert unseen(database, 2) == [1, 2]


def test_authors_of_other_organizations_signals_are_theirs_to_look_up(database: Database) -> None:
    store(database, item(1, keyword_ids=(4,)), org=OTHER)
    assert unseen(database) == []


def test_of_some_authors_the_unseen_are_told_in_order(database: Database) -> None:
    store(database, *(item(number, author_id=number) for number in range(1, 1_203)))
    known(database, profile(2), missing=(3,))
    assert unseen_of(database, *range(1_202, 0, -1)) == (1, *range(4, 1_203))
    assert unseen_of(database) == ()


def test_a_profile_is_stored_whole(database: Database) -> None:
    known(database, WHOLE)
    columns = ", ".join(row[1] for row in asked(database, "PRAGMA table_info(author)") if row[1] != "person_key")
    assert asked(database, f"SELECT {columns}, person_key FROM author") == [
        (
            7001, "Rae_Quill", "rae_quill", "Rae", "I ship", "Porto", "https://quill.test", "{}", "{}", 1, 1, "business",
            1, 2, 3, 4, 5, NOW, None, 1, "quill rae",
        )
    ]  # fmt: skip
    ((org, kind, object_id, body, crc),) = asked(
        database, "SELECT organization_id, kind, object_id, body, crc FROM raw_answer"
    )
    assert (org, kind, object_id, zlib.decompress(body), crc) == (0, "author", 7001, WHOLE.raw, zlib.crc32(WHOLE.raw))


def test_a_later_profile_takes_the_place_of_the_older(database: Database) -> None:
    known(database, WHOLE)
    known(database, profile(7001, username="quill"), now=NOW + 60)
    question = "SELECT username, username_key, description, followers, seen_at FROM author"
    assert asked(database, question) == [("quill", "quill", "", None, NOW + 60)]


def test_handles_leave_a_history(database: Database) -> None:
    known(database, profile(7, username="old"))
    known(database, profile(7, username="new"), now=NOW + 60)
    known(database, profile(7, username="old"), profile(8, username="new"), now=NOW + 90)
    assert asked(database, "SELECT * FROM author_handle ORDER BY author_id, username_key") == [
        (7, "new", NOW + 60, NOW + 60),
        (7, "old", NOW, NOW + 90),
        (8, "new", NOW + 90, NOW + 90),
    ]


def test_a_missing_author_keeps_what_was_known_and_may_come_back(database: Database) -> None:
    known(database, profile(7))
    known(database, missing=(7,), now=NOW + 60)
    assert asked(database, "SELECT username, not_found_at FROM author") == [("user7", NOW + 60)]
    known(database, profile(7), now=NOW + 90)
    assert asked(database, "SELECT not_found_at, seen_at FROM author") == [(None, NOW + 90)]


def test_a_later_profile_points_to_other_companies(database: Database) -> None:
    question = "SELECT kind, value, source, stance, founds FROM author_claim ORDER BY kind"
    known(database, WHOLE)
    assert asked(database, question) == [
        ("domain", "quill.test", "link", "works", 1),
        ("handle", "acme", "bio_handle", "not", 0),
    ]
    known(database, profile(7001), now=NOW + 60)
    assert asked(database, question) == []
