"""Tells a database that was emptied (a full disk, a copy that failed) from one that was never there."""

from pathlib import Path

from devsignal_cli.errors import DamagedError
from devsignal_cli.store.lock import SCHEMA


def refuse(path: Path, backups: Path) -> None:
    """Make sure that a file without a byte in it, if it is one, is a new database's.

    Raises:
        DamagedError: there are backups of it, locks of its runs, or a key made for its secrets: it held something.
    """
    if not path.exists() or path.stat().st_size:
        return
    runs = [lock for lock in (path.parent / "locks").glob("*.lock") if lock.stem != SCHEMA]
    if runs or any(backups.glob("*.db")) or (backups.parent / "secret.key").exists():
        raise DamagedError(
            f"{path} is empty: whatever it held is gone.",
            f"Put a copy from {backups} in its place (`devsignal db restore FILE`), or remove it to begin anew.",
        )
