"""Copies a database whole: consistent while others write, looked over before it takes its name, private throughout."""

import glob
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from devsignal_cli.errors import CannotWriteError, DamagedError
from devsignal_cli.folders import flush, make_private
from devsignal_cli.store.db import reading, said

JOURNALS = ("-journal", "-wal", "-shm")
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds."""

    size_bytes: int
    rows: int


def copy(source: Path, target: Path) -> Copied:
    """Copy a database to `target`, in one step that no writer gets into; what stood there goes when the copy is whole.

    Raises:
        DamagedError: the copy is not whole, because the source is not.
        CannotWriteError: there is no space, or no right to write. Nothing is left of the copy.
    """
    with drafted(target) as draft:
        return copy_pages(source, draft)


def copy_pages(source: Path, draft: Path) -> Copied:
    """Copy a database over an empty file, and look the copy over. Raises like `copy`."""
    try:
        counted = _copy_pages(source, draft)
        with closing(sqlite3.connect(draft, isolation_level=None)) as made:
            made.execute("PRAGMA journal_mode = DELETE")  # a copy is one file, whatever the source is
            found = [row[0] for row in made.execute("PRAGMA integrity_check(1)")]
            if found != ["ok"]:
                raise DamagedError(
                    f"{source} is damaged: {found[0].splitlines()[-1]}.", "`devsignal db check` looks closer."
                )
            if counts(made) != counted:
                raise DamagedError(f"The copy of {source} has other rows than it.", "Copy it once more.")
    except sqlite3.Error as error:
        is_damaged = getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
        raise said(error, source if is_damaged else draft.parent) from error
    return Copied(draft.stat().st_size, sum(counted.values()))


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = [row[0] for row in connection.execute(_TABLES)]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """An empty file (0600) beside `target` that takes its name when the block ends well; else nothing is left of it.

    Raises:
        CannotWriteError: the folder or the file cannot be written.
    """
    try:
        make_private(target.parent)
        with draft_beside(target) as draft:
            yield draft
            _settle(draft, target)
    except OSError as error:
        raise CannotWriteError(
            f"{target} cannot be written: {error.strerror}.", "Free some space, or name a file in a folder of yours."
        ) from error


@contextmanager
def draft_beside(target: Path) -> Iterator[Path]:
    """An empty file (0600) beside `target`, gone with the block; those of killed processes go now."""
    for left in target.parent.glob(f"{glob.escape(target.name)}.part-*"):
        _drop_of_dead(left)
    draft = target.with_name(f"{target.name}.part-{os.getpid()}")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        yield draft
    finally:
        for path in (draft, *(draft.with_name(draft.name + end) for end in JOURNALS)):
            path.unlink(missing_ok=True)


def _copy_pages(source: Path, draft: Path) -> dict[str, int]:
    with closing(reading(source)) as old, closing(sqlite3.connect(draft, isolation_level=None)) as new:
        new.execute("PRAGMA journal_mode = MEMORY")  # nobody needs a half copy back
        old.execute("BEGIN")
        counted = counts(old)
        old.backup(new)
    return counted


def _settle(draft: Path, target: Path) -> None:
    flush(draft)
    for end in JOURNALS:  # of what stood there: SQLite would play it into the copy
        target.with_name(target.name + end).unlink(missing_ok=True)
    draft.replace(target)
    flush(target.parent)


def _drop_of_dead(left: Path) -> None:
    number = left.name.rpartition(".part-")[2].partition("-")[0]
    with suppress(ValueError, PermissionError):
        try:
            os.kill(int(number), 0)
            is_alive = int(number) != os.getpid()  # one of our number is dead: containers count from 1 each time
        except ProcessLookupError:
            is_alive = False
        if not is_alive:
            left.unlink(missing_ok=True)
