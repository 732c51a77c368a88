"""`signals remove --run N`: an import is taken back, and what somebody holds on to stays."""

import sqlite3
from pathlib import Path

import pytest

from devsignal_cli.store import lock
from tests.archives import file_of, gone, id_of, page, post, user
from tests.support import Cli, quiet_world, simulator


@pytest.fixture
def imported(cli: Cli, tmp_path: Path) -> Cli:
    cli("twitter", "import", file_of(tmp_path, "a", page([post(n) for n in range(4)], user(100), user(55))))
    return cli


def test_an_import_is_taken_back_whole(imported: Cli) -> None:
    ran = imported("signals", "remove", "--run", "1", "--yes", "--json")
    assert (ran.code, ran.json) == (
        0,
        {"org": "default", "run": "1", "signals_removed": 4, "kept": {"synced": 0, "by_hand": 0, "deleted": 0}},
    )
    for table in ("signal", "signal_keyword", "raw_answer", "author", "author_handle", "identity"):
        assert imported.sql(f"SELECT count(*) FROM {table}") == [(0,)], table
    assert imported("signals", "remove", "--run", "1", "--yes").out == "default: 0 signals of run 1 removed.\n"


def test_what_a_person_or_a_sync_holds_on_to_stays(imported: Cli, tmp_path: Path) -> None:
    ids = [id_of(n) for n in range(4)]
    with simulator(quiet_world(0), replay=[Path(file_of(tmp_path, "b", page([post(0)])))]) as x:
        imported.connect(x)
        imported("twitter", "sync")
    imported("twitter", "import", file_of(tmp_path, "gone", gone(ids[2])))
    execute(imported, f"UPDATE signal SET note = 'call them' WHERE post_id = {ids[1]}")
    ran = imported("signals", "remove", "--run", "1", "--yes")
    assert ran.out.split("\n")[:-1] == [
        "default: 1 signal of run 1 removed.",
        "  kept 1: brought by a sync too",
        "  kept 1: corrected, noted or closed by a person",
        "  kept 1: deleted at X, a mere id so that it never comes back",
    ]
    assert [row[0] for row in imported.sql("SELECT post_id FROM signal ORDER BY post_id")] == ids[:3]


def execute(cli: Cli, statement: str) -> None:
    with sqlite3.connect(cli.database) as connection:
        connection.execute(statement)


@pytest.mark.parametrize("column", ["type_by_hand = 1", "sentiment_by_hand = 1", "done = 1", "note = ''"])
def test_what_a_person_touched_in_any_way_stays(imported: Cli, column: str) -> None:
    execute(imported, f"UPDATE signal SET {column} WHERE post_id = {id_of(1)}")
    assert imported("signals", "remove", "--run", "1", "--yes", "--json").json["kept"]["by_hand"] == 1


def test_another_import_keeps_its_own(imported: Cli, tmp_path: Path) -> None:
    imported("twitter", "import", file_of(tmp_path, "b", page([post(3), post(4)], user(104))))
    imported("signals", "remove", "--run", "1", "--yes")
    assert imported.sql("SELECT post_id FROM signal ORDER BY post_id") == [(id_of(4),)]
    assert imported.sql("SELECT id FROM author") == [(104,)]


@pytest.mark.parametrize("run", ["7", "nine", "0", "-1", "9" * 30, ""])
def test_a_run_that_is_no_import_is_named_with_those_that_are(imported: Cli, run: str) -> None:
    ran = imported("signals", "remove", "--run", run, "--yes", "--json")
    assert (ran.code, ran.error["code"], ran.error["message"]) == (2, "not_found", f"There is no import {run} here.")
    assert ran.error["hint"] == "The last imports are 1; each named itself in its last line."


def test_a_sync_and_another_organizations_import_are_not_taken_back(imported: Cli) -> None:
    with simulator(quiet_world(1)) as x:
        imported.connect(x)
        imported("twitter", "sync")
    assert imported("signals", "remove", "--run", "2", "--yes").code == 2
    imported("org", "add", "other")
    ran = imported("signals", "remove", "--run", "1", "--yes", "--org", "other", "--json")
    assert (ran.code, ran.error["hint"].startswith("Nothing was imported yet")) == (2, True)


def test_without_a_terminal_taking_back_wants_a_yes(imported: Cli) -> None:
    ran = imported("signals", "remove", "--run", "1")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: This deletes 4 signals of default that run 1 brought. Say --yes to do it.\n"
    assert len(imported.stored()) == 4


def test_nothing_is_taken_back_while_another_run_is_under_way(imported: Cli) -> None:
    with lock.held(imported.home / "locks", "1-twitter"):
        assert imported("signals", "remove", "--run", "1", "--yes").code == 75
    assert len(imported.stored()) == 4


def test_the_undo_of_another_organization_names_it(cli: Cli, tmp_path: Path) -> None:
    cli("org", "add", "other")
    out = cli("twitter", "import", file_of(tmp_path, "a", post(1)), "--org", "other").out
    assert out.endswith("Undo: devsignal signals remove --run 1 --org other\n")
