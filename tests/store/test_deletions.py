"""What X deleted loses its content and keeps its id; what an import brought goes as if it had never come."""

from devsignal_cli.cli.noise_wiring import RULES
from devsignal_cli.model.archive import Deleted
from devsignal_cli.model.posts import Damaged, Metrics
from devsignal_cli.model.words import RunId
from devsignal_cli.snowflake import time_of
from devsignal_cli.store import authors, purge, quarantine, signals
from devsignal_cli.store.db import Database
from tests.store.rows import NOW, ORG, OTHER, POST_ID, RUN, asked, item, profile, run_sql, store

LATER = NOW + 3_600


def delete(database: Database, *ids: int) -> Deleted:
    with database.write() as session:
        return signals.delete_content(session, ORG, ids, LATER, noise=RULES)


def texts(database: Database) -> list[tuple[object, ...]]:
    return asked(database, "SELECT post_id, text FROM signal ORDER BY organization_id, post_id")


def test_a_deleted_post_keeps_its_id_and_loses_what_it_said(database: Database) -> None:
    store(database, item(1, metrics=Metrics(likes=3, impressions=9), sentiment="negative", type="twitter_complaint"))
    run_sql(database, "UPDATE signal SET note = 'call them', text_key = 5")
    assert delete(database, POST_ID + 1) == Deleted(1, 0)
    columns = "post_id, text, text_key, note, likes, impressions, metrics_at, deleted_at, sentiment, type, author_id"
    assert asked(database, f"SELECT {columns} FROM signal") == [
        (POST_ID + 1, "", None, None, None, None, None, LATER, "negative", "twitter_complaint", 7001)
    ]
    assert asked(database, "SELECT * FROM raw_answer") == []


def test_an_id_may_be_that_of_the_first_or_of_the_newest_version(database: Database) -> None:
    store(database, item(5, root_id=POST_ID), item(15, root_id=POST_ID + 10))
    assert delete(database, POST_ID, POST_ID + 15) == Deleted(2, 0)
    assert texts(database) == [(POST_ID + 5, ""), (POST_ID + 15, "")]


def test_an_authors_id_stands_for_all_posts_of_that_author_here(database: Database) -> None:
    store(database, item(1), item(2), item(3, author_id=8))
    store(database, item(1, keyword_ids=(4,)), org=OTHER)
    assert delete(database, 7001) == Deleted(2, 0)
    assert [text for _, text in texts(database)] == ["", "", "quokka build 3 is green", "quokka build 1 is green"]
    assert asked(database, "SELECT organization_id, object_id FROM raw_answer ORDER BY 1, 2") == [
        (ORG, POST_ID + 3),
        (OTHER, POST_ID + 1),
    ]


def test_ids_that_nothing_is_stored_of_are_counted(database: Database) -> None:
    store(database, item(1))
    assert delete(database, POST_ID + 1, 5, 6, 5) == Deleted(1, 2)


def test_what_is_deleted_is_deleted_once(database: Database) -> None:
    store(database, item(1))
    delete(database, POST_ID + 1)
    assert delete(database, POST_ID + 1, 7001) == Deleted(0, 0)


def test_a_deleted_post_comes_back_in_no_version(database: Database) -> None:
    store(database, item(0, root_id=POST_ID))
    delete(database, POST_ID)
    assert store(database, item(0, root_id=POST_ID), item(5, root_id=POST_ID)).duplicates == 2
    assert texts(database) == [(POST_ID, "")]


def test_removing_takes_a_signal_with_all_that_hangs_on_it(database: Database) -> None:
    store(database, *(item(number) for number in range(1_200)))
    store(database, item(1, keyword_ids=(4,)), org=OTHER)
    with database.write() as session:
        signals.remove(session, ORG, [POST_ID + number for number in range(1_199)], noise=RULES)
    for table, name in (("signal", "post_key"), ("signal_keyword", "post_key"), ("raw_answer", "object_id")):
        rows = asked(database, f"SELECT organization_id, {name} FROM {table} ORDER BY 1")
        assert rows == [(ORG, POST_ID + 1_199), (OTHER, POST_ID + 1)]


def test_a_post_appeared_when_its_first_version_did_whichever_comes_first(database: Database) -> None:
    first = time_of(POST_ID)
    older = item(0, root_id=POST_ID, posted_at=first)
    newer = item(0, id=POST_ID + (900_000 << 22), root_id=POST_ID, posted_at=first + 900)
    store(database, older)
    store(database, newer)
    store(database, *(told for told in (newer, older)), org=OTHER)
    assert asked(database, "SELECT organization_id, posted_at FROM signal ORDER BY 1") == [(ORG, first), (OTHER, first)]


def test_profiles_of_several_ages_leave_the_newest_and_all_handles(database: Database) -> None:
    seen = [(profile(7, username=name), at) for name, at in (("b", NOW), ("c", NOW + 5), ("a", NOW - 5))]
    with database.write() as session:
        assert authors.store_seen(session, seen, LATER) == 1
        assert authors.store_seen(session, seen, LATER) == 0
    assert asked(database, "SELECT username, seen_at FROM author") == [("c", NOW + 5)]
    assert asked(database, "SELECT username_key, last_seen_at FROM author_handle ORDER BY 1") == [
        ("a", NOW - 5),
        ("b", NOW),
        ("c", NOW + 5),
    ]


def test_profiles_that_nobody_needs_are_counted_as_they_go(database: Database) -> None:
    store(database, item(1, author_id=1))
    with database.write() as session:
        authors.store_profiles(session, [profile(number) for number in (1, 2, 3)], (), NOW)
        assert purge.orphans(session) == 2
    assert asked(database, "SELECT id FROM author") == [(1,)]


def test_the_same_damaged_bytes_are_kept_once_an_organization(database: Database) -> None:
    items = [Damaged(b"%d" % (number % 600), "no id") for number in range(1_200)]
    for org in (ORG, OTHER, ORG):
        with database.write() as session:
            quarantine.keep(session, org, RunId(RUN), items, NOW)
    assert asked(database, "SELECT organization_id, count(*) FROM quarantine GROUP BY 1") == [(ORG, 600), (OTHER, 600)]
