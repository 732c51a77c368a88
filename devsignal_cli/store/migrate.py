"""Brings a database to this version's schema: makes a new one, upgrades an old one after a backup, refuses a newer one.

The schema version is one row, read before alembic (half a second of import) is thought of.
"""

import glob
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from devsignal_cli.errors import DamagedError, LockedError
from devsignal_cli.store import copying, emptied, lock
from devsignal_cli.store.db import make_private, reading, said

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).parent / "migrations"
VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
HEAD = VERSIONS[-1]
BACKUPS_KEPT = 3
STAMP = "%Y%m%dT%H%M%S.%fZ"
_MAKING_SECONDS = 30


def schema_version(path: Path) -> str | None:
    """The schema version of a database; None for a file that is missing or empty.

    Raises:
        DamagedError: the file is no database, or a database of something else.
    """
    if not path.exists() or path.stat().st_size == 0:
        return None
    try:
        with closing(reading(path)) as connection:
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
                row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
                if row:
                    return str(row[0])
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.Error as error:
        raise said(error, path) from error
    if tables:
        raise DamagedError(
            f"{path} is a database of another program.", "Set DEVSIGNAL_DATABASE_URL to a file of its own."
        )
    return None


@contextmanager
def opened(path: Path, backups: Path) -> Iterator[Path | None]:
    """Keep the database at `path` at this version's schema for the time of the block; the backup of an upgraded one.

    Any number of commands may be at work within it at once; nobody upgrades or replaces the database meanwhile.

    Raises:
        DamagedError: the database is newer than this program, or no database.
        LockedError: it is old and another command is at work on it, or it is being changed right now.
    """
    with _shared(path) as is_current:
        if is_current:
            yield None
            return
    backup = ensure(path, backups)
    with _shared(path):
        yield backup


def ensure(path: Path, backups: Path, *, scripts: Path = SCRIPTS, versions: tuple[str, ...] = VERSIONS) -> Path | None:
    """Bring the database at `path` to the last of `versions`; the backup's path if an old one was upgraded.

    Nobody else may be at work on an old one. Who finds another at making a new one waits for it.

    Raises:
        DamagedError: the database is newer than this program, or no database, or was emptied.
        LockedError: another command is at work on an old one.
    """
    until = time.monotonic() + _MAKING_SECONDS
    while not _is_current(path, versions):
        try:
            with lock.alone(path.parent / "locks"):
                return None if _is_current(path, versions) else _brought_up(path, backups, scripts)
        except LockedError:
            if time.monotonic() > until or schema_version(path):
                raise
    return None


def upgrade_copy(path: Path) -> None:
    """Bring a copy that nobody else knows to this version's schema.

    Raises:
        DamagedError: it is newer than this program, or no database.
    """
    if not _is_current(path, VERSIONS):
        _upgrade(path, SCRIPTS)


def back_up(path: Path, backups: Path) -> Path:
    """Write a copy of the database (0600) beside the last ones, looked over, and drop all but the newest three."""
    stamp = datetime.now(UTC).strftime(STAMP)
    copy = backups / f"{path.stem}-{schema_version(path)}-{stamp}.db"
    copying.copy(path, copy)
    mine = f"{glob.escape(path.stem)}-[0-9][0-9][0-9][0-9]-[0-9]*T*Z.db"
    older = sorted(backup for backup in backups.glob(mine) if backup != copy)
    for old in older[: 1 - BACKUPS_KEPT]:
        old.unlink(missing_ok=True)
    return copy


def offline_sql(url: str) -> str:
    """The whole chain of migrations as SQL text for the engine of `url`; no server is asked."""
    import io  # noqa: PLC0415 - with alembic, for tests and database administrators only

    from alembic import command  # noqa: PLC0415 - heavy: 0.6 s

    config = _config(SCRIPTS)
    config.set_main_option("sqlalchemy.url", url)
    config.output_buffer = written = io.StringIO()
    command.upgrade(config, "head", sql=True)
    return written.getvalue()


@contextmanager
def _shared(path: Path) -> Iterator[bool]:
    """The database shared with other commands; whether it has this version's schema. One that is made is waited for."""
    until = time.monotonic() + _MAKING_SECONDS
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(lock.shared(path.parent / "locks"))
                break
            except LockedError:
                if time.monotonic() > until or schema_version(path):
                    raise
        yield _is_current(path, VERSIONS)


def _brought_up(path: Path, backups: Path, scripts: Path) -> Path | None:
    emptied.refuse(path, backups)
    make_private(path)
    backup = back_up(path, backups) if schema_version(path) else None
    _upgrade(path, scripts)
    return backup


def _is_current(path: Path, versions: tuple[str, ...]) -> bool:
    version = schema_version(path)
    if version is not None and version not in versions:
        raise DamagedError(
            f"{path} has schema {version}, made by a newer devsignal; this one knows up to {versions[-1]}.",
            "Nothing was touched. Install the newer version again: pip install --upgrade devsignal.",
        )
    return version == versions[-1]


def _config(scripts: Path) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - heavy: 0.6 s

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config


def _upgrade(path: Path, scripts: Path) -> None:
    from alembic import command  # noqa: PLC0415 - heavy: 0.6 s

    from devsignal_cli.store.engine import migrating  # noqa: PLC0415 - heavy: SQLAlchemy

    config = _config(scripts)
    with migrating(path) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
