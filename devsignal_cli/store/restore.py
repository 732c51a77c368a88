"""Puts a copy in the database's place: looked over before the swap, the database of before kept.

At each moment the path names the old database or the new one, whole. The old one's journal is played back or kept
beside it before the new one comes, so that SQLite never takes it for the new one's.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from devsignal_cli.errors import CannotWriteError, DamagedError, NotFoundError, UsageError
from devsignal_cli.folders import flush, make_private
from devsignal_cli.store import backup, blueprint, copying, lock, migrate
from devsignal_cli.store.copying import JOURNALS
from devsignal_cli.store.db import reading


@dataclass(frozen=True, slots=True)
class Candidate:
    """A copy of a backup, looked over and brought to this version's schema, that may take the database's place."""

    draft: Path
    schema: str
    rows: int


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that no file can have
        return False


@contextmanager
def prepared(source: Path, database: Path) -> Iterator[Candidate]:
    """A candidate out of a backup, beside the database; gone with the block unless it was put in its place.

    Raises:
        NotFoundError: there is no such file.
        UsageError: it is the database itself.
        DamagedError: it is damaged, of another program, or newer than this program.
        CannotWriteError: there is no space for the copy.
    """
    if not _is_file(source):
        raise NotFoundError(
            f"There is no file {source}.", "Automatic backups lie in the folder `backups` of DEVSIGNAL_HOME."
        )
    if database.exists() and source.samefile(database):
        raise UsageError(f"{source} is the database itself.", "Name a backup of it.")
    version = migrate.schema_version(source)
    if version is None:
        raise DamagedError(f"{source} holds no database.", "Name a file that `devsignal db backup` made.")
    try:
        make_private(database.parent)
        with copying.draft_beside(database) as draft:
            copying.copy_pages(source, draft)
            backup.must_be_restorable(draft, source)
            migrate.upgrade_copy(draft)
            yield Candidate(draft, version, _look_over(draft, source))
    except OSError as error:
        raise CannotWriteError(
            f"The database in {database.parent} cannot be written: {error.strerror}.",
            "Free some space; nothing changed.",
        ) from error


def swap(candidate: Candidate, database: Path, backups: Path) -> Path | None:
    """Put a candidate in the database's place; where the database of before lies now, if there was one.

    Raises:
        LockedError: another command is at work on the database; nothing was touched.
        CannotWriteError: there is no space or right to keep the database of before; nothing was touched.
    """
    with lock.alone(database.parent / "locks"):
        kept = _keep(database, backups) if database.exists() else None
        for end in JOURNALS:
            database.with_name(database.name + end).unlink(missing_ok=True)
        flush(candidate.draft)
        candidate.draft.replace(database)
        flush(database.parent)
    return kept


def _look_over(draft: Path, source: Path) -> int:
    """How many rows a candidate has."""
    with closing(reading(draft)) as connection:
        there = blueprint.structure(connection)
        missing = sorted(
            name for name, what in blueprint.expected(migrate.SCRIPTS, migrate.HEAD).items() if there.get(name) != what
        )
        if missing:
            raise DamagedError(f"{source} is not whole: its {missing[0]} is missing.", "Restore another backup.")
        return sum(copying.counts(connection).values())


def _keep(database: Path, backups: Path) -> Path:
    """Keep the database of before, with its journal if that could not be played back."""
    _play_back(database)
    make_private(backups)
    stamp = datetime.now(UTC).strftime(migrate.STAMP)
    kept = backups / f"{database.stem}-replaced-{stamp}.db"
    for end in ("", *JOURNALS):
        old = database.with_name(database.name + end)
        if old.exists():
            _link(old, kept.with_name(kept.name + end))
    flush(backups)
    return kept


def _link(old: Path, new: Path) -> None:
    """Give a file a second name, or copy it where that cannot be (another disk)."""
    try:
        os.link(old, new)
    except OSError:
        try:
            os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            shutil.copyfile(old, new)
            flush(new)
        except OSError:
            new.unlink(missing_ok=True)
            raise
    new.chmod(0o600)


def _play_back(database: Path) -> None:
    """Have SQLite finish what a killed writer left, so that one file is the database; a damaged one stays as it is."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout = 1000")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
