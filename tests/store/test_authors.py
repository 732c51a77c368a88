"""Profiles: paid once, shared, and tied to contacts by a rule."""

import zlib
from collections.abc import Sequence

import pytest

from devsignal_cli.cli.noise_wiring import RULES
from devsignal_cli.model.people import AuthorFacts, ContactFacts, Link
from devsignal_cli.model.posts import Profile
from devsignal_cli.store import authors
from devsignal_cli.store.db import Database
from tests.store.rows import NOW, ORG, OTHER, add_company, add_contact, asked, item, profile, run_sql, store

WHOLE = profile(
    7001, username="Rae_Quill", username_key="rae_quill", name="Rae", name_key="rae", description="I ship", location="Porto",
    url="https://quill.test", domain="quill.test", entities="{}", affiliation="{}", is_protected=True, is_verified=True,
    verified_type="business", followers=1, following=2, posts=3, listed=4, created_at=5,
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


def by_handle(author: AuthorFacts, contacts: Sequence[ContactFacts]) -> Link | None:
    """A rule for tests: the first contact on file, surely."""
    return Link(author.id, contacts[0].id, None, "handle", 1.0, "on file", "confirmed") if contacts else None


def resolved(database: Database, *author_ids: int, rule: authors.Resolve = by_handle) -> tuple[int, int]:
    with database.write() as session:
        return authors.resolve(session, ORG, author_ids, rule, NOW, noise=RULES)


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
    assert asked(database, "SELECT * FROM author") == [
        (
            7001, "Rae_Quill", "rae_quill", "Rae", "rae", "I ship", "Porto", "https://quill.test", "quill.test", "{}",
            "{}", 1, 1, "business", 1, 2, 3, 4, 5, NOW, None, 1,
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


def test_a_contact_on_file_is_tied_and_its_signals_follow(database: Database) -> None:
    add_company(database, 30)
    add_contact(database, 20, company=30, handle="user9")
    store(database, item(1, author_id=9), item(2, author_id=8))
    known(database, profile(9), profile(8))
    assert resolved(database, 9, 8) == (1, 1)
    assert asked(database, "SELECT contact_id, company_id, identity_state FROM signal ORDER BY id") == [
        (20, 30, "confirmed"),
        (None, None, "unknown"),
    ]
    columns = "organization_id, author_id, contact_id, company_id, method, confidence, evidence, state, decided_by, created_at"
    assert asked(database, f"SELECT {columns} FROM identity") == [
        (1, 9, 20, None, "handle", 1.0, "on file", "confirmed", "rule", NOW)
    ]


def test_an_author_with_a_live_link_is_not_resolved_again(database: Database) -> None:
    add_contact(database, 20, handle="user9")
    known(database, profile(9))
    assert [resolved(database, 9), resolved(database, 9)] == [(1, 0), (0, 0)]
    assert asked(database, "SELECT count(*) FROM identity") == [(1,)]


def test_the_rule_sees_the_contacts_by_user_id_and_by_handle_of_this_organization(database: Database) -> None:
    add_contact(database, 20, handle="user9")
    add_contact(database, 21)
    add_contact(database, 22, org=OTHER, handle="user9")
    add_contact(database, 23, handle="someone")
    run_sql(database, "UPDATE contact SET x_user_id = 9 WHERE id = 21")
    known(database, profile(9))
    told: list[tuple[AuthorFacts, list[ContactFacts]]] = []

    def rule(author: AuthorFacts, contacts: Sequence[ContactFacts]) -> None:
        told.append((author, list(contacts)))

    assert resolved(database, 9, rule=rule) == (0, 0)
    assert told == [(AuthorFacts(9, "user9"), [ContactFacts(20, None, "user9"), ContactFacts(21, 9, None)])]


def test_an_author_that_was_never_looked_up_is_known_by_id(database: Database) -> None:
    store(database, item(1, author_id=9))
    add_contact(database, 20)
    run_sql(database, "UPDATE contact SET x_user_id = 9")
    assert resolved(database, 9) == (1, 0)


def test_a_link_for_review_ties_no_signal(database: Database) -> None:
    add_contact(database, 20, handle="user9")
    store(database, item(1, author_id=9))
    known(database, profile(9))
    unsure = Link(9, 20, None, "name", 0.4, "the same name", "review")
    assert resolved(database, 9, rule=lambda _author, _contacts: unsure) == (0, 0)
    assert asked(database, "SELECT identity_state FROM signal") == [("unknown",)]
    assert asked(database, "SELECT state, confidence FROM identity") == [("review", 0.4)]


@pytest.mark.parametrize("ids", [(), (404,)])
def test_nobody_to_resolve_is_nobody_resolved(database: Database, ids: tuple[int, ...]) -> None:
    assert resolved(database, *ids) == (0, 0)
