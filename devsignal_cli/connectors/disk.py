"""diskcache, tamed: the one importer of it.

By itself it unpickles what a tampered row says (CVE-2025-69872), reads and deletes the files that a row names, and
waits a minute for a locked database before the first word. Here values are bytes within the database and nothing else.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import diskcache
from diskcache.core import DEFAULT_SETTINGS, ENOVAL, METADATA, MODE_RAW, UNKNOWN

from devsignal_cli.folders import make_private

LONGEST_VALUE = 4 * 1024 * 1024
_LARGEST_FOLDER = 512 * 1024 * 1024
_TIMEOUT_SECONDS = 1.0
_PAUSE_SECONDS = 0.02
_PRAGMAS: dict[str, int | str] = {
    "sqlite_auto_vacuum": 1,
    "sqlite_cache_size": 1024,
    "sqlite_journal_mode": "delete",  # write-ahead logs were corruptible before SQLite 3.51.3
    "sqlite_mmap_size": 0,
    "sqlite_secure_delete": 1,  # what a forgotten person's answer said is overwritten, not only let go
    "sqlite_synchronous": 1,
}
_SETTINGS = {*DEFAULT_SETTINGS, *METADATA}


class PlainDisk(diskcache.Disk):  # type: ignore[misc] # diskcache has no types
    """Keys are texts, values bytes; whatever else a row or a caller brings is refused before anything reads it."""

    def put(self, key: Any) -> tuple[str, bool]:
        """A key for the database."""
        if type(key) is not str:
            raise TypeError("a key of the cache is a text")
        return key, True

    def get(self, key: Any, raw: Any) -> str:
        """A key from the database."""
        if not raw or type(key) is not str:
            raise TypeError("a key in the cache is none of ours")
        return key

    def store(self, value: Any, read: bool, key: Any = UNKNOWN) -> tuple[int, int, None, bytes]:  # noqa: ARG002
        """A value for the database."""
        if read or type(value) is not bytes:
            raise TypeError("a value of the cache is bytes")
        if len(value) > LONGEST_VALUE:
            raise ValueError("an answer is too large for the cache")
        return 0, MODE_RAW, None, value

    def fetch(self, mode: Any, filename: Any, value: Any, read: bool) -> bytes:
        """A value from the database."""
        if mode != MODE_RAW or filename is not None or read or type(value) is not bytes:
            raise TypeError("a value in the cache is none of ours")
        return value

    def remove(self, file_path: Any) -> None:
        """No value has a file of its own, so what a row names is somebody else's."""


class Shelf(diskcache.Cache):  # type: ignore[misc] # diskcache has no types
    """A cache that waits a second for a locked database, and sets no pragma but ours, whatever its file says."""

    def reset(self, key: str, value: Any = ENOVAL, update: bool = True) -> Any:
        """Set a setting, as diskcache does while it opens: it would set any attribute that its file names."""
        if not key.startswith("sqlite_"):
            return super().reset(key, value, update) if key in _SETTINGS else None
        wanted = _PRAGMAS.get(key)
        if wanted is not None:
            name = key.removeprefix("sqlite_")
            ((now,),) = self._sql_retry(f"PRAGMA {name}").fetchall()
            if now != wanted:
                self._sql_retry(f"PRAGMA {name} = {wanted}").fetchall()
        return wanted

    @property
    def _sql_retry(self) -> Callable[..., Any]:
        run = self._sql

        def patient(statement: str, *values: Any) -> Any:
            until = time.monotonic() + _TIMEOUT_SECONDS
            while True:
                try:
                    return run(statement, *values)
                except Exception as error:
                    if str(error) != "database is locked" or time.monotonic() >= until:
                        raise
                time.sleep(_PAUSE_SECONDS)

        return patient


def open_shelf(folder: Path) -> Shelf:
    """Open the cache of a folder, which is made if it is missing; nobody else may read it.

    Raises:
        Exception: of whatever kind diskcache and SQLite have for it.
    """
    if os.path.expandvars(folder.expanduser()) != str(folder):
        raise ValueError("its name holds a variable, which diskcache would fill in")
    make_private(folder)
    folder.chmod(0o700)
    database = folder / "cache.db"
    database.touch(mode=0o600)
    with suppress(OSError):
        database.chmod(0o600)
    shelf = Shelf.__new__(Shelf)
    try:
        shelf.__init__(  # type: ignore[misc] # so that what it has opened can be closed when it fails
            str(folder),
            timeout=_TIMEOUT_SECONDS,
            disk=PlainDisk,
            size_limit=_LARGEST_FOLDER,
            eviction_policy="least-recently-stored",
            statistics=0,
            tag_index=0,
            **_PRAGMAS,
        )
    except BaseException:
        shelf.close()
        raise
    return shelf
