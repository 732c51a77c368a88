"""Files and folders that others can read, and the secret key with all that was encrypted under it."""

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from devsignal_cli.errors import CannotWriteError, ConfigError
from devsignal_cli.results.database import Problem
from devsignal_cli.store import key_record
from devsignal_cli.store.copying import JOURNALS
from devsignal_cli.store.db import Session
from devsignal_cli.store.key_choice import KeyChoice
from devsignal_cli.store.key_record import KeyRecord
from devsignal_cli.store.secrets import decrypted

CONNECT = {"twitter": "devsignal twitter connect", "clearbit": "devsignal clearbit connect",
           "alerts": "devsignal alerts list"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies around the database.

    Args:
        home: the folder of the key, the cache and the log.
        backups: the folder of automatic backups.
        key: the secret key.
        is_home_ours: nothing but our own files lies in the home, so nobody else needs it open.
    """

    home: Path
    backups: Path
    key: KeyChoice
    is_home_ours: bool


def modes(database: Path, around: Surroundings) -> Iterator[Problem]:
    """What others can read or write, and the command that closes it."""
    for path in open_to_others(database, around):
        mode = path.stat().st_mode & 0o777
        yield Problem(
            "modes",
            f"{path} can be read by others (mode {mode:o}).",
            f"chmod {wanted(path):o} {shlex.quote(str(path))}",
        )


def open_to_others(database: Path, around: Surroundings) -> list[Path]:
    """The files and folders that others can read or write."""
    return [path for path in _private(database, around) if path.exists() and path.stat().st_mode & 0o077]


def wanted(path: Path) -> int:
    """The mode that a file or a folder should have."""
    return 0o700 if path.is_dir() else 0o600


def close(path: Path) -> None:
    """Close a file or a folder to others.

    Raises:
        CannotWriteError: its mode cannot be changed.
    """
    try:
        path.chmod(wanted(path))
    except OSError as error:
        raise CannotWriteError(
            f"{path} cannot be closed to others: {error.strerror}.",
            f"Have its owner run: chmod {wanted(path):o} {shlex.quote(str(path))}",
        ) from error


def key(session: Session, choice: KeyChoice) -> Iterator[Problem]:
    """Whether the secret key is there, is the right one, and reads every secret."""
    record = key_record.load(session)
    if not record.is_used:
        return
    try:
        right = choice.right(record)
        tokens = key_record.secrets(session)
        read = [decrypted(right, stored.token) is not None for stored in tokens]
    except ConfigError as error:
        yield Problem("key", error.message, error.hint)
        return
    if tokens and not any(read) and record.fingerprint is None:
        yield Problem("key", "No stored secret can be read with the present key.", _WAY_OUT)
        return
    yield from _marks(record, right)
    for stored, is_read in zip(tokens, read, strict=True):
        if not is_read:
            told = f"The stored secret of {stored.org} for {stored.service} is damaged; the key is the right one."
            again = "Remove it and add it" if stored.service == "alerts" else "Connect"
            yield Problem("key", told, f"{again} again: {CONNECT[stored.service]} --org {shlex.quote(stored.org)}")


_WAY_OUT = "Put the old key back, or `devsignal db rekey --lost`: stored secrets are dropped, and you connect again."


def _marks(record: KeyRecord, right: bytes) -> Iterator[Problem]:
    if record.marks_key and decrypted(right, record.marks_key) is None:
        yield Problem("key", "The key by which forgotten people are known is damaged.", "Restore a backup of before.")


def _private(database: Path, around: Surroundings) -> Iterable[Path]:
    yield from (database, *(database.with_name(database.name + end) for end in JOURNALS))
    if around.is_home_ours:
        yield around.home
    for folder in (database.parent / "locks", around.backups, around.home / "cache"):
        if folder.is_dir():
            yield from (folder, *sorted(folder.rglob("*")))
    yield from (around.key.path, around.key.next, around.key.old, *sorted(around.home.glob("devsignal.log*")))
