"""Values that no column can hold are named, and a sound database has none."""

from contextlib import closing
from pathlib import Path

import pytest

from devsignal_cli.store import value_kinds
from devsignal_cli.store.db import Database, connect
from tests.store.rows import ORG
from tests.store.test_check_and_purge import fill

ODD = [
    ("signal", "posted_at", "'yesterday'"),
    ("signal", "posted_at", "9223372036854775807"),
    ("signal", "text", "x'ff00'"),
    ("signal", "score", "x'ff00'"),
    ("raw_answer", "body", "'no blob'"),
    ("open_window", "keyword_ids", "'{'"),
    ("open_window", "keyword_ids", "'7'"),
    ("keyword", "text", "''"),
    ("organization", "time_zone", "'Mars/Olympus'"),
    ("ledger", "micro_usd", "9223372036854775807"),
]


def named(path: Path) -> list[str]:
    with Database(path).read() as session:
        return list(value_kinds.odd(session))


def test_a_sound_database_has_none(database: Database) -> None:
    fill(database, ORG, 7)
    assert named(database.path) == []


@pytest.mark.parametrize(("table", "column", "value"), ODD)
def test_a_value_of_another_kind_is_named(database: Database, table: str, column: str, value: str) -> None:
    fill(database, ORG, 7)
    with closing(connect(database.path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        assert connection.execute(f"UPDATE OR IGNORE {table} SET {column} = {value}").rowcount > 0
    assert [told.partition(" ")[0] for told in named(database.path)] == [f"{table}.{column}"]
