"""F19: the upgrade of each schema that has stood on main, killed at its writes, loses nothing; a newer one is refused."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from devsignal_cli.store import migrate
from tests.store.killing import is_killed
from tests.store.test_golden import DERIVED_COLUMNS, GOLDEN, NEW_COLUMNS, contents, loaded
from tests.support import Cli

EVERY = int(os.environ.get("DEVSIGNAL_TEST_EVERY", "8"))
"""Each which point is killed at; 1 takes some five minutes. Read once: each test gets a clean environment."""
OLDER = GOLDEN[:-1]


def upgraded(before: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    """What an upgrade makes of rows."""
    return {
        table: [
            NEW_COLUMNS.get(table, {}) | {k: v for k, v in row.items() if k not in DERIVED_COLUMNS.get(table, set())}
            for row in rows
        ]
        for table, rows in before.items()
    }


def sound(path: Path) -> dict[str, list[dict[str, object]]]:
    """The rows of a database that is whole."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return contents(path)


def kill_everywhere(golden: Path, folder: Path, first: int, every: int) -> int:
    """Kill the upgrade at each `every`-th point from the `first` on; how many kills there were."""
    original = loaded(golden, folder / "golden.db")
    before = contents(original)
    wanted = upgraded(before)
    migrate.back_up(original, folder / "warm")  # imports what the children would
    migrate.ensure(Path(shutil.copy(original, folder / "warm.db")), folder / "warm")
    point, kills, home = first, 0, folder / "home"
    while True:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        path = Path(shutil.copy(original, home / "devsignal.db"))
        was_killed = is_killed(point, lambda path=path: migrate.ensure(path, path.parent / "backups"))  # type: ignore[misc]
        for backup in (home / "backups").glob("*.db"):
            assert sound(backup) == before, point
        assert sound(path).items() >= (wanted if migrate.schema_version(path) == migrate.HEAD else before).items(), (
            point
        )
        migrate.ensure(path, home / "backups")
        after = sound(path)
        assert {table: after[table] for table in wanted} == wanted, point
        assert [sound(backup) for backup in (home / "backups").glob("*.db")].count(before) >= 1, point
        if not was_killed:
            return kills
        kills, point = kills + 1, point + every


@pytest.mark.long
@pytest.mark.parametrize("golden", OLDER, ids=lambda golden: golden.stem)
def test_f19_an_upgrade_killed_at_its_writes_loses_nothing(golden: Path, tmp_path: Path) -> None:
    assert kill_everywhere(golden, tmp_path, 1 + OLDER.index(golden), EVERY) > 5


def test_f19_a_newer_database_is_refused_and_left_as_it_is(cli: Cli) -> None:
    with closing(sqlite3.connect(cli.database, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
    before = cli.database.read_bytes()
    for command in (["twitter", "status"], ["twitter", "sync"], ["db", "upgrade"], ["db", "rekey"], ["db", "check"]):
        ran = cli(*command)
        assert ran.code == 65, command
        said = " ".join((ran.out + ran.err).split())
        assert "made by a newer devsignal" in said
        assert "pip install --upgrade devsignal" in said
    assert cli.database.read_bytes() == before
    assert not (cli.home / "backups").exists()
    assert not (cli.home / "devsignal.db-journal").exists()
