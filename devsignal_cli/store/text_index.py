"""The full-text index over posts, kept in step by `store/signals`, the one door through which their texts change.

It is SQLite's FTS5 without texts of its own. What is taken out of it leaves traces until its parts are merged, which
`settle` does at the end of the run that took something out. PostgreSQL keeps its own index by itself.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from devsignal_cli.store.db import Parameters, Session, reading
from devsignal_cli.store.states import State

_NEWEST = "SELECT coalesce(max(id), 0) FROM signal"  # no number is given twice, so what is new lies above
_ADD_SINCE = "INSERT INTO signal_text (rowid, text) SELECT id, text FROM signal WHERE id > :newest"
_ADD = "INSERT INTO signal_text (rowid, text) VALUES (:id, :text)"
_TAKE = "INSERT INTO signal_text (signal_text, rowid, text) VALUES ('delete', :id, :text)"
_TAKE_WHERE = "INSERT INTO signal_text (signal_text, rowid, text) SELECT 'delete', id, text FROM signal WHERE {}"
_MERGE = "INSERT INTO signal_text (signal_text) VALUES ('optimize')"
_REBUILD = "INSERT INTO signal_text (signal_text) VALUES ('rebuild')"
_EMPTIED = (  # SQLite opens no index whose first rows are damaged, not even to drop it
    "CREATE VIRTUAL TABLE temp.fresh_text USING fts5(text)",
    "DELETE FROM signal_text_data",
    "INSERT INTO signal_text_data SELECT * FROM temp.fresh_text_data",
    "DROP TABLE temp.fresh_text",
)
_COMPARE = "INSERT INTO signal_text (signal_text, rank) VALUES ('integrity-check', 1)"
_NOTE_TRACES = "INSERT INTO setting (name, value) VALUES ('text_index', 'traces') ON CONFLICT (name) DO NOTHING"
_HAS_TRACES = "SELECT 1 FROM setting WHERE name = 'text_index'"
_NO_TRACES = "DELETE FROM setting WHERE name = 'text_index'"


def newest(session: Session) -> int:
    """The number of the newest signal, before more are stored."""
    return int(session.value(_NEWEST))


def add_since(session: Session, newest: int) -> None:
    """Take in the texts of all signals above a number: at once, because one by one takes five times as long."""
    session.execute(_ADD_SINCE, {"newest": newest})


def replace(session: Session, changes: Sequence[tuple[State, State]]) -> None:
    """Take in the new texts of signals in place of their old ones."""
    if changes:
        session.execute_many(_TAKE, [{"id": old["id"], "text": old["text"]} for old, _ in changes])
        session.execute_many(_ADD, [{"id": old["id"], "text": new["text"]} for old, new in changes])
        session.execute(_NOTE_TRACES)


def take_out(session: Session, where: str, parameters: Parameters) -> None:
    """Take out the texts of signals that are about to be deleted."""
    if session.execute(_TAKE_WHERE.format(where), parameters):
        session.execute(_NOTE_TRACES)


def settle(session: Session) -> None:
    """Leave no trace of what was taken out, if anything was."""
    if session.value(_HAS_TRACES):
        session.execute(_MERGE)
        session.execute(_NO_TRACES)


def rebuild(session: Session) -> None:
    """Make the index anew out of what is stored, whatever state it is in."""
    for statement in _EMPTIED:
        session.execute(statement)
    session.execute(_REBUILD)
    session.execute(_NO_TRACES)


def is_whole(path: Path) -> bool:
    """Whether the index says of each post what its text says. SQLite asks that as a writer; nothing is written.

    Raises:
        sqlite3.Error: it cannot be asked, because another program holds the database, or what it lies in is damaged.
    """
    with closing(reading(path)) as connection:
        connection.execute("PRAGMA query_only = OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(_COMPARE)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_CORRUPT_VTAB":
                return False
            raise
        finally:
            connection.execute("ROLLBACK")
    return True
