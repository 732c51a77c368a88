"""The mark of spam, kept up to date while posts and profiles come in any order."""

from dataclasses import replace

from devsignal_cli.cli.noise_wiring import RULES
from devsignal_cli.cli.record_wiring import RULES as RECORD_RULES
from devsignal_cli.model.noise import Account
from devsignal_cli.store import noise, resolution, signals
from devsignal_cli.store.db import Database
from tests.store.noises import TEXT, know, nobody, said, somebody, spam
from tests.store.rows import NOW, ORG, OTHER, POST_ID, RUN, add_contact, asked, item, store


def test_a_post_is_marked_when_its_author_is_known_before_it(database: Database) -> None:
    know(database, nobody(9))
    store(database, item(1, author_id=9), item(2, author_id=8))
    assert asked(database, "SELECT author_id, spam FROM signal") == [(9, "few_followers,new_account"), (8, None)]


def test_a_post_is_marked_when_its_authors_profile_comes_after_it(database: Database) -> None:
    store(database, item(1, author_id=9))
    assert spam(database) == []
    know(database, nobody(9))
    assert spam(database) == [1]


def test_a_profile_that_grows_respectable_loses_the_mark(database: Database) -> None:
    store(database, item(1, author_id=9))
    know(database, nobody(9))
    know(database, nobody(9, is_verified=True), now=NOW + 1)
    assert spam(database) == []


def test_a_profile_that_another_organization_paid_for_marks_here_too(database: Database) -> None:
    store(database, item(1, author_id=9))
    store(database, item(1, author_id=9, keyword_ids=(4,)), org=OTHER)
    know(database, nobody(9))
    assert (spam(database), spam(database, OTHER)) == ([1], [1])


def test_a_known_contact_is_not_marked_and_linking_takes_the_mark_away(database: Database) -> None:
    store(database, item(1, author_id=9))
    know(database, nobody(9))
    add_contact(database, 20, handle="user9")
    with database.write() as session:
        assert resolution.resolve(session, ORG, [9], RECORD_RULES, NOW) == (1, 0)
    store(database, item(2, author_id=9))
    assert spam(database) == []


def test_the_third_copy_of_a_text_marks_the_earlier_ones_too(database: Database) -> None:
    know(database, *(somebody(number, followers=5) for number in (7, 8, 9)))
    store(database, said(1, TEXT, author_id=7), said(2, TEXT.upper() + "!", author_id=8))
    assert spam(database) == []
    store(database, said(3, f"{TEXT} https://t.co/x", author_id=9))
    assert spam(database) == [1, 2, 3]
    assert asked(database, "SELECT DISTINCT spam FROM signal") == [("few_followers,repeated_text",)]


def test_three_copies_in_one_batch_are_three(database: Database) -> None:
    know(database, somebody(7, followers=5))
    store(database, *(said(number, TEXT, author_id=7) for number in range(3)))
    assert spam(database) == [0, 1, 2]


def test_a_repeated_text_of_somebody_known_is_no_spam(database: Database) -> None:
    know(database, somebody(7))
    store(database, *(said(number, TEXT, author_id=7) for number in range(5)))
    assert spam(database) == []


def test_reposts_and_copies_of_other_organizations_are_no_copies(database: Database) -> None:
    know(database, somebody(7, followers=5))
    store(database, said(1, TEXT, author_id=7), said(2, TEXT, author_id=7), said(3, TEXT, author_id=7, is_repost=True))
    store(database, said(4, TEXT, author_id=7, keyword_ids=(4,)), org=OTHER)
    assert (spam(database), spam(database, OTHER)) == ([], [])


def test_the_same_post_again_is_no_further_copy(database: Database) -> None:
    know(database, somebody(7, followers=5))
    for _ in range(3):
        store(database, said(1, TEXT, author_id=7), said(2, TEXT, author_id=7))
    assert spam(database) == []


def test_an_edit_that_leaves_two_copies_takes_the_mark_from_both(database: Database) -> None:
    know(database, somebody(7, followers=5))
    store(database, *(said(number, TEXT, author_id=7) for number in range(3)))
    store(database, said(9, "something else that is quite long enough", author_id=7, root_id=POST_ID + 1))
    assert spam(database) == []
    store(database, said(11, TEXT, author_id=7, root_id=POST_ID + 1))
    assert spam(database) == [0, 1, 2]


def test_one_more_copy_of_a_text_with_hundreds_changes_no_other_row(database: Database) -> None:
    know(database, somebody(7, followers=5))
    store(database, *(said(number, TEXT, author_id=7) for number in range(400)))
    before = asked(database, "SELECT rowid, * FROM signal ORDER BY rowid")
    with database.write() as session:
        store_one = session.value("SELECT total_changes()")
        signals.store_posts(session, ORG, RUN, [said(401, TEXT, author_id=7)], "c1", NOW, noise=RULES)
        store_one = session.value("SELECT total_changes()") - store_one
    assert store_one <= 9  # the signal, its keyword, its raw JSON, its author, and five rows of the full-text index
    assert asked(database, "SELECT rowid, * FROM signal ORDER BY rowid")[:400] == before
    assert len(spam(database)) == 401


def test_copies_are_found_by_the_index(database: Database) -> None:
    plan = asked(
        database,
        """
        EXPLAIN QUERY PLAN WITH asked (text_key) AS (VALUES (1), (2)) SELECT asked.text_key, (SELECT count(*) FROM (
            SELECT 1 FROM signal s WHERE s.organization_id = 1 AND s.text_key = asked.text_key LIMIT 3) AS copies)
        FROM asked
        """,
    )
    assert any("ix_signal_organization_id_text_key" in row[3] for row in plan)


def test_a_profile_that_comes_again_with_other_figures_reads_no_signal(database: Database) -> None:
    know(database, somebody(9))
    store(database, *(item(number, author_id=9) for number in range(50)))
    asked_for: list[int] = []

    def signs(account: Account, posted_at: int, *, is_repeated: bool, is_contact: bool) -> tuple[str, ...]:
        asked_for.append(posted_at)
        return RULES.signs(account, posted_at, is_repeated=is_repeated, is_contact=is_contact)

    for later, profile in enumerate((somebody(9, followers=501, posts=902), somebody(9, followers=2)), 9):
        with database.write() as session:
            noise.store_profiles(session, [profile], (), NOW + later, replace(RULES, signs=signs))
        assert len(asked_for) == (50 if profile.followers == 2 else 0)
