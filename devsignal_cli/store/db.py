"""The SQLite file: safe modes, pragmas, and the two ways in, `read()` and `write()`. Plain `sqlite3`, no ORM.

A write is one short transaction begun as a writer (BEGIN IMMEDIATE), so that what it read is still true when it
writes; no network call may stand inside one. PostgreSQL gets the same two doors in a later part.
"""

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from devsignal_cli import folders
from devsignal_cli.errors import CannotWriteError, DamagedError, DevsignalError, LockedError
from devsignal_cli.store.touched import Touched

BUSY_MILLISECONDS = 30_000
# SQLite before 3.51.3 can corrupt a WAL file when two connections write and checkpoint at once.
JOURNAL_MODE = "WAL" if sqlite3.sqlite_version_info >= (3, 51, 3) else "DELETE"

_SIGNS_OF_DAMAGE = ("Could not decode to UTF-8", "integer overflow", "malformed JSON", "malformed database schema")

T = TypeVar("T")
Row = sqlite3.Row
Parameters = Mapping[str, Any]


class Session:
    """One transaction's view of the database: SQL texts with named parameters, rows that answer to names."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.touched = Touched()

    def take_touched(self) -> Touched:
        """What was touched so far; from now on it is the caller's to follow."""
        taken, self.touched = self.touched, Touched()
        return taken

    def execute(self, sql: str, parameters: Parameters | None = None) -> int:
        """Run one statement and tell how many rows it changed."""
        return self.connection.execute(sql, parameters or {}).rowcount

    def execute_many(self, sql: str, rows: Iterable[Parameters]) -> int:
        """Run one statement for each row and tell how many rows changed in all."""
        return self.connection.executemany(sql, rows).rowcount

    def rows(self, sql: str, parameters: Parameters | None = None) -> list[Row]:
        """All rows of a question."""
        return self.connection.execute(sql, parameters or {}).fetchall()

    def row(self, sql: str, parameters: Parameters | None = None) -> Row | None:
        """The first row of a question, or None."""
        found: Row | None = self.connection.execute(sql, parameters or {}).fetchone()
        return found

    def value(self, sql: str, parameters: Parameters | None = None) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]


class Database:
    """A database file by its path. Cheap to make; opens the file only when asked."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that reads one consistent state."""
        with self._open() as connection:
            connection.execute("BEGIN")
            yield Session(connection)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are stored all together at its end, or not at all if it raises."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            session = Session(connection)
            yield session
            assert not session.touched, "links must follow within the transaction: resolution.follow"  # noqa: S101
            connection.commit()

    def rebuild(self) -> None:
        """Write the file anew, so that nothing deleted is left in it, not even by a program that overwrites nothing.

        Takes as much free space as the file, and no time to speak of below some 100 MB.
        """
        with self._open() as connection:
            connection.execute("INSERT INTO signal_text (signal_text) VALUES ('rebuild')")  # no trace
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # nothing to do with a rollback journal

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = None
        try:
            connection = connect(self.path)
            yield connection
        except sqlite3.Error as error:
            raise said(error, self.path) from error
        finally:
            if connection is not None:
                connection.close()


def connect(path: Path) -> sqlite3.Connection:
    """Open the file (made 0600 in a 0700 folder if new) with the pragmas that every connection needs."""
    make_private(path)
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000)
    connection.row_factory = sqlite3.Row
    try:
        for pragma in pragmas():
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def reading(path: Path) -> sqlite3.Connection:
    """Open a file that is there, to read it and no more: neither its journal mode nor its file mode is touched."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA query_only = ON")
    return connection


def pragmas() -> tuple[str, ...]:
    """What must be said on each connection, first of all how long to wait for another writer."""
    return (
        f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
        f"PRAGMA journal_mode = {JOURNAL_MODE}",
        "PRAGMA foreign_keys = ON",
        "PRAGMA synchronous = FULL",
        "PRAGMA secure_delete = ON",  # what is deleted or moved is overwritten; not every SQLite does so
    )


def make_private(path: Path) -> None:
    """Make the folder (0700) and the file (0600) before SQLite opens it with the umask's mode.

    Raises:
        CannotWriteError: the folder or the file cannot be made.
    """
    try:
        folders.make_private(path.parent)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EROFS) and path.exists():
            return  # a read-only database can still be read; a write will say so
        raise CannotWriteError(
            f"{path} cannot be made: {error.strerror}.", "Free some space, or set DEVSIGNAL_HOME to a folder of yours."
        ) from error


def said(error: sqlite3.Error, path: Path) -> DevsignalError:
    """SQLite's error in words for people: damaged, cannot write, or busy for too long."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or str(error).startswith(_SIGNS_OF_DAMAGE):
        return DamagedError(
            f"{path} is damaged or is no devsignal database.",
            "`devsignal db check` looks closer and names backups; `devsignal db restore FILE` puts one in its place.",
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LockedError("Another program holds the database.", "Try again when it has ended.")
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")):
        return CannotWriteError(
            f"{path} cannot be written: {error}.", "Free some space and check the file's mode; nothing stored is lost."
        )
    return DevsignalError(f"The database answered: {error}.", "This is a defect; please report it.")


def chunks(ids: Sequence[T], size: int = 500) -> Iterator[dict[str, T]]:
    """Ids or keys as named parameters, some hundred at a time; `holders` gives the matching placeholders."""
    for start in range(0, len(ids), size):
        yield {f"id{number}": value for number, value in enumerate(ids[start : start + size])}


def holders(parameters: Mapping[str, object]) -> str:
    """The placeholders for a set of named parameters, for an IN list."""
    return ", ".join(f":{name}" for name in parameters)
