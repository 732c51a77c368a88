"""Open windows, the places of keywords, and gaps."""

from dataclasses import replace

import pytest

from devsignal_cli.model.connection import Window
from devsignal_cli.store import windows
from devsignal_cli.store.db import Database
from tests.store.rows import NOW, ORG, OTHER, RUN, asked, run_sql

WINDOW = Window(
    query='("quokka")', keyword_ids=(1, 2), since_id=10, start_time=20, until_id=30, newest_id=40, oldest_id=35,
    next_token="b26v", posts_read=7, pages=2, stalled=1, opened_at=NOW, covered_from=50, covered_until=60,
)  # fmt: skip
BARE = Window(query="bare", keyword_ids=(3,))


def saved(database: Database, window: Window) -> Window:
    with database.write() as session:
        return replace(window, id=windows.save(session, ORG, window))


def every(database: Database) -> list[Window]:
    with database.read() as session:
        return windows.every(session, ORG)


def place(database: Database, ids: tuple[int, ...], to: int | None, covered_until: int | None) -> None:
    with database.write() as session:
        windows.place_keywords(session, ids, to, covered_until)


def places(database: Database) -> list[tuple[int | None, int | None]]:
    rows = asked(database, "SELECT place, covered_until FROM keyword WHERE organization_id = 1 ORDER BY id")
    return [(row[0], row[1]) for row in rows]


@pytest.mark.parametrize("window", [WINDOW, BARE])
def test_a_window_comes_back_as_it_was_saved(database: Database, window: Window) -> None:
    assert every(database) == []
    assert [saved(database, window)] == every(database)


def test_a_window_saved_again_moves_on(database: Database) -> None:
    first = saved(database, WINDOW)
    moved = replace(
        first, since_id=None, start_time=21, until_id=31, newest_id=41, oldest_id=30, next_token=None, posts_read=9,
        pages=3, stalled=0, covered_until=61,
    )  # fmt: skip
    assert saved(database, moved).id == first.id
    assert every(database) == [moved]


def test_windows_are_listed_oldest_first_and_each_organizations_own(database: Database) -> None:
    both = [saved(database, WINDOW), saved(database, BARE)]
    run_sql(
        database,
        "INSERT INTO open_window (organization_id, query, keyword_ids, posts_read, pages, stalled, opened_at) VALUES (2, 'q', '[4]', 0, 0, 0, 1)",
    )
    assert every(database) == both


def test_closing_moves_the_places_and_drops_the_window(database: Database) -> None:
    window, other = saved(database, WINDOW), saved(database, BARE)
    with database.write() as session:
        windows.close(session, ORG, window)
    assert every(database) == [other]
    assert places(database) == [(40, 60), (40, 60), (None, None)]


def test_dropping_moves_no_place(database: Database) -> None:
    window = saved(database, WINDOW)
    with database.write() as session:
        windows.drop(session, ORG, window)
    assert (every(database), places(database)) == ([], [(None, None)] * 3)


def test_another_organizations_window_cannot_be_dropped(database: Database) -> None:
    window = saved(database, WINDOW)
    with database.write() as session:
        windows.drop(session, OTHER, window)
    assert every(database) == [window]


@pytest.mark.parametrize(
    ("before", "to", "after"),
    [
        ((None, None), (40, 60), (40, 60)),
        ((30, 50), (40, 60), (40, 60)),
        ((50, 70), (40, 60), (50, 70)),
        ((30, 70), (40, 60), (40, 70)),
        ((30, 50), (None, 60), (30, 60)),
        ((30, 50), (40, None), (40, 50)),
        ((None, None), (None, None), (None, None)),
    ],
)
def test_a_place_never_moves_back_and_nothing_known_is_lost(
    database: Database, before: tuple[int | None, int | None], to: tuple[int | None, int | None], after: tuple[int | None, int | None]
) -> None:  # fmt: skip
    place(database, (1,), *before)
    place(database, (1,), *to)
    assert places(database)[0] == after


def test_more_keywords_than_one_question_can_bind_are_moved(database: Database) -> None:
    run_sql(
        database,
        *(
            f"INSERT INTO keyword (id, organization_id, text, created_at) VALUES ({n}, 1, 'k{n}', 1)"
            for n in range(10, 1_210)
        ),
    )
    place(database, tuple(range(10, 1_210)), 40, None)
    assert asked(database, "SELECT count(*) FROM keyword WHERE place = 40") == [(1_200,)]


def test_a_gap_is_remembered_with_its_run_and_query(database: Database) -> None:
    with database.write() as session:
        windows.add_gap(session, ORG, RUN, "q", (100, 200))
    assert asked(database, "SELECT organization_id, run_id, query, from_time, to_time FROM gap") == [
        (1, 1, "q", 100, 200)
    ]
