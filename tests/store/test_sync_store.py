"""What a sync writes: each page whole, or not at all."""

from dataclasses import replace

import pytest

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.errors import DevsignalError
from devsignal_cli.model.connection import Window
from devsignal_cli.model.posts import Damaged, PageStored, ProfilePage, ProfilesStored, SearchPage
from devsignal_cli.model.words import RunId
from devsignal_cli.store.db import Database
from devsignal_cli.store.sync_store import SyncStore
from tests.store.rows import DAY, NOW, ORG, POST_ID, add_contact, asked, item, profile, run_sql, store

WINDOW = Window(query='("quokka")', keyword_ids=(1, 2), newest_id=POST_ID + 9, covered_until=NOW - 30, opened_at=NOW)
WHOLE = replace(WINDOW, is_whole=True)


@pytest.fixture
def sync(database: Database) -> SyncStore:
    return SyncStore(database, ORG, "account", "c1", RULES)


def page_of(*numbers: int, damaged: tuple[Damaged, ...] = ()) -> SearchPage:
    return SearchPage(tuple(item(number).post for number in numbers), NOW, damaged=damaged)


def store_page(
    sync: SyncStore, *numbers: int, window: Window = WINDOW, damaged: tuple[Damaged, ...] = ()
) -> PageStored:
    run_id = sync.start_run(NOW)
    return sync.store_page(
        run_id, window, page_of(*numbers, damaged=damaged), [item(number) for number in numbers], NOW
    )


def test_a_page_stores_signals_spend_and_window_together(sync: SyncStore, database: Database) -> None:
    stored = store_page(sync, 1, 2)
    assert stored == PageStored(1, (item(1), item(2)), 0, 0, 0.01, 0, (7001,), 0, 0)
    assert asked(database, "SELECT run_id, classifier FROM signal") == [(1, "c1")] * 2
    assert [window.id for window in sync.open_windows()] == [1]


def test_the_same_page_again_costs_and_changes_nothing(sync: SyncStore) -> None:
    store_page(sync, 1, 2)
    again = store_page(sync, 1, 2, window=replace(WINDOW, id=1))
    assert (again.created, again.duplicates, again.spend_usd, again.free, again.window_id) == ((), 2, 0.0, 2, 1)


def test_a_whole_window_closes_and_moves_its_keywords(sync: SyncStore) -> None:
    first = store_page(sync, 1)
    assert store_page(sync, 2, window=replace(WHOLE, id=first.window_id)).window_id is None
    assert sync.open_windows() == []
    assert [(keyword.text, keyword.place, keyword.covered_until) for keyword in sync.keywords()] == [
        ("word1", POST_ID + 9, NOW - 30),
        ("word2", POST_ID + 9, NOW - 30),
        ("word3", None, None),
    ]


def test_a_page_that_cannot_be_stored_leaves_no_trace(sync: SyncStore, database: Database) -> None:
    run_id = sync.start_run(NOW)
    odd = replace(item(2), sentiment="angry")  # type: ignore[arg-type]  # what the database must refuse
    with pytest.raises(DevsignalError, match="CHECK"):
        sync.store_page(run_id, WHOLE, page_of(1, 2), [item(1), odd], NOW)
    counts = "SELECT (SELECT count(*) FROM signal), (SELECT count(*) FROM ledger), (SELECT count(*) FROM author)"
    assert asked(database, counts) == [(0, 0, 0)]
    assert sync.keywords()[0].place is None


def test_items_that_cannot_be_read_are_kept_for_later(sync: SyncStore, database: Database) -> None:
    store_page(sync, 1, damaged=(Damaged(b'{"id": "no"}', "a post without a usable id"),))
    assert asked(database, "SELECT organization_id, run_id, service, reason, raw, created_at FROM quarantine") == [
        (1, 1, "twitter", "a post without a usable id", b'{"id": "no"}', NOW)
    ]


def test_a_gap_is_kept_with_the_page_that_showed_it(sync: SyncStore, database: Database) -> None:
    store_page(sync, 1, window=replace(WINDOW, gap=(100, 200)))
    assert asked(database, "SELECT run_id, query, from_time, to_time FROM gap") == [(1, '("quokka")', 100, 200)]


def test_a_window_can_close_without_a_further_page(sync: SyncStore) -> None:
    stored = store_page(sync, 1)
    sync.close_window(RunId(1), replace(WHOLE, id=stored.window_id))
    assert sync.open_windows() == []
    assert sync.keywords()[0].place == POST_ID + 9


def test_a_window_whose_keywords_are_all_gone_is_dropped(sync: SyncStore, database: Database) -> None:
    store_page(sync, 1)
    run_sql(database, "UPDATE keyword SET removed_at = 5 WHERE id = 1")
    assert len(sync.open_windows()) == 1
    run_sql(database, "UPDATE keyword SET removed_at = 5 WHERE id = 2")
    assert sync.open_windows() == []
    sync.drop_unwatched_windows()
    assert asked(database, "SELECT count(*) FROM open_window") == [(0,)]


def test_authors_that_an_earlier_run_left_are_asked_for_a_hundred_at_a_time(
    sync: SyncStore, database: Database
) -> None:
    store(database, *(item(number, author_id=number) for number in range(1, 131)))
    assert sync.unseen_authors() == list(range(1, 101))


def test_a_look_up_stores_profiles_spend_and_links(sync: SyncStore, database: Database) -> None:
    add_contact(database, 20, handle="user7001")
    store_page(sync, 1)
    page = ProfilePage((profile(7001), profile(8)), (9,), NOW)
    assert sync.store_profiles(RunId(1), page, NOW) == ProfilesStored(2, 1, 0, 0.02)
    assert sync.unseen_authors() == []
    assert asked(database, "SELECT contact_id FROM signal") == [(20,)]


def test_a_page_of_a_known_author_ties_its_posts_at_once(sync: SyncStore, database: Database) -> None:
    add_contact(database, 20, handle="user7001")
    store_page(sync, 1)
    sync.store_profiles(RunId(1), ProfilePage((profile(7001),), (), NOW), NOW)
    stored = store_page(sync, 2)
    assert stored.unseen_authors == ()
    assert asked(database, "SELECT contact_id FROM signal ORDER BY id") == [(20,), (20,)]


def test_spending_counts_by_the_servers_day(sync: SyncStore) -> None:
    store_page(sync, 1)
    assert [sync.month_spend_usd(NOW), sync.month_spend_usd(NOW + 31 * DAY)] == [0.005, 0.0]


def test_keywords_are_levelled_up(sync: SyncStore) -> None:
    store_page(sync, 1, window=WHOLE)
    sync.level_places([1, 3], POST_ID + 5)
    assert [keyword.place for keyword in sync.keywords()] == [POST_ID + 9, POST_ID + 9, POST_ID + 5]


def test_a_run_ends_with_its_result(sync: SyncStore, database: Database) -> None:
    run_id = sync.start_run(NOW)
    sync.finish_run(run_id, NOW + 4, "complete", None, "{}")
    assert asked(database, "SELECT service, kind, finished_at, status, reason, result FROM run") == [
        ("twitter", "sync", NOW + 4, "complete", None, "{}")
    ]
