"""The tables, columns, indexes, checks and views that a database has, and those that a schema version should have."""

import re
import sqlite3
from pathlib import Path
from typing import Any

Structure = dict[str, tuple[object, ...]]
"""What there is, by its name: `table signal`, `column signal.text`, `index ix_…`, `reference …`, `check …`."""
_NAMES = r"""
SELECT name, sql FROM sqlite_master
WHERE type = :type AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'signal\_text\_%' ESCAPE '\' ORDER BY name
"""  # what the full-text index keeps for itself is SQLite's own affair
_CHECK = re.compile(r"CONSTRAINT \W?(ck_\w+)")
_WHERE = re.compile(r"\sWHERE\s(.*)$", re.IGNORECASE | re.DOTALL)


def structure(connection: sqlite3.Connection) -> Structure:
    """What a database has."""
    found: Structure = {}
    for table, text in connection.execute(_NAMES, {"type": "table"}).fetchall():
        found[f"table {table}"] = ()
        for _, name, kind, is_required, default, key in _asked(connection, "table_info", table):
            found[f"column {table}.{name}"] = (kind.upper(), is_required, (default or "").strip("'\"()"), key)
        for row in _asked(connection, "foreign_key_list", table):
            found[f"reference {table}.{row[3]}"] = (row[2], row[4])
        found |= {f"check {name}": () for name in _CHECK.findall(text)}
        if text.startswith("CREATE VIRTUAL"):
            found[f"table {table}"] = (_plain(text),)
    for index, text in connection.execute(_NAMES, {"type": "index"}).fetchall():
        columns = tuple(row[2] for row in _asked(connection, "index_info", index))
        where = _WHERE.search(text or "")
        found[f"index {index}"] = ("UNIQUE" in (text or "").upper(), columns, _plain(where[1]) if where else "")
    for view, text in connection.execute(_NAMES, {"type": "view"}).fetchall():
        found[f"view {view}"] = (_plain(text),)
    return found


def expected(scripts: Path, version: str) -> Structure:
    """What a database of a schema version has: its migrations are run in memory, which loads alembic."""
    from alembic import command  # noqa: PLC0415 - heavy: 0.6 s
    from alembic.config import Config  # noqa: PLC0415 - as above
    from sqlalchemy import create_engine  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        made = connection.connection.driver_connection
        assert isinstance(made, sqlite3.Connection)  # noqa: S101 - it was asked for by its URL
        found = structure(made)
    engine.dispose()
    return found


def _asked(connection: sqlite3.Connection, pragma: str, name: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(f"SELECT * FROM pragma_{pragma}(:name)", {"name": name})]


def _plain(sql: str) -> str:
    return re.sub(r"[\s()]+", " ", sql).strip().casefold()
