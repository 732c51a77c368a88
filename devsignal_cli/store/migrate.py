"""Brings a database to this version's schema: makes a new one, upgrades an old one after a backup, refuses a newer one.

The schema version is one row, read before alembic (half a second of import) is thought of.
"""

import glob
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from devsignal_cli.errors import DamagedError
from devsignal_cli.store import lock
from devsignal_cli.store.db import connect, make_private, said

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).parent / "migrations"
VERSIONS = ("0001", "0002", "0003", "0004", "0005")
HEAD = VERSIONS[-1]
BACKUPS_KEPT = 3


def schema_version(path: Path) -> str | None:
    """The schema version of a database; None for a file that is missing or empty.

    Raises:
        DamagedError: the file is no database, or a database of something else.
    """
    if not path.exists() or path.stat().st_size == 0:
        return None
    try:
        with closing(connect(path)) as connection:
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


def ensure(path: Path, backups: Path, *, scripts: Path = SCRIPTS, versions: tuple[str, ...] = VERSIONS) -> Path | None:
    """Bring the database at `path` to the last of `versions`; the backup's path if an old one was upgraded.

    Raises:
        DamagedError: the database is newer than this program, or no database.
    """
    if _is_current(path, versions):
        return None
    make_private(path)
    with lock.held(path.parent / "locks", "schema", wait=True):
        if _is_current(path, versions):  # another process was quicker
            return None
        backup = back_up(path, backups) if schema_version(path) else None
        _upgrade(path, scripts)
    return backup


def back_up(path: Path, backups: Path) -> Path:
    """Write a consistent copy of the database (0600) beside the last ones and drop all but the newest three."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    copy = backups / f"{path.stem}-{schema_version(path)}-{stamp}.db"
    make_private(copy)  # an empty file is a fine target for VACUUM INTO, and has its mode from the start
    try:
        with closing(connect(path)) as connection:
            connection.execute("VACUUM INTO :copy", {"copy": str(copy)})
    except sqlite3.Error as error:
        copy.unlink(missing_ok=True)
        raise said(error, path) from error
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


def _is_current(path: Path, versions: tuple[str, ...]) -> bool:
    version = schema_version(path)
    if version is not None and version not in versions:
        raise DamagedError(
            f"{path} has schema {version}, made by a newer devsignal; this one knows up to {versions[-1]}.",
            "Install the newer version again: pip install --upgrade devsignal.",
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
