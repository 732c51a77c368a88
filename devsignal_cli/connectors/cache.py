"""Answers of providers on disk for a day. Nothing of it is ever unpickled, and any trouble with it is a miss.

On disk: keys as SHA-256 (no e-mail, no account), values as the JSON object that the provider sent. Only answers that
were found belong here; who asks takes care of that. `disk.py` says what is done about diskcache's own habits.
"""

import hashlib
import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

DAY_SECONDS = 86_400
_MOST_FAILURES = 3  # in a row; a locked file costs a second each time
T = TypeVar("T")


class AnswerCache:
    """A folder of answers; several threads and programs may share it. It opens with the first use.

    Args:
        folder: made with mode 0700 if it is missing.
        on_trouble: told once, in words for people, when the folder cannot be used.
    """

    def __init__(self, folder: Path, on_trouble: Callable[[str], None]) -> None:
        self._folder = folder
        self._on_trouble = on_trouble
        self._lock = threading.Lock()  # one connection at a time: our own threads never find the file locked
        self._shelf: Any = None
        self._failures = 0
        self._is_told = False

    def get(self, account: str, logical_key: str) -> bytes | None:
        """The answer under a key of an account, if it is there and not too old."""
        body = self._do(lambda shelf: _fresh(*shelf.get(_key(account, logical_key), expire_time=True)))
        if body is None:
            return None
        if not _is_object(body):
            self._tell("a value in it is none of ours")
            return None
        return bytes(body)

    def set(self, account: str, logical_key: str, body: bytes, seconds: int = DAY_SECONDS) -> None:
        """Keep an answer for a while."""
        self._do(lambda shelf: shelf.set(_key(account, logical_key), body, expire=seconds))

    def delete(self, account: str, logical_key: str) -> None:
        """Forget an answer."""
        self._do(lambda shelf: shelf.delete(_key(account, logical_key)))

    def close(self) -> None:
        """Close what this thread has open."""
        with self._lock:
            self._close()

    def _do(self, act: Callable[[Any], T]) -> T | None:
        try:
            with self._lock:
                return self._done(act)
        except Exception as error:  # noqa: BLE001 - whatever it is, the provider can be asked instead
            self._tell(f"{type(error).__name__}: {error}".removesuffix(": "))
            return None

    def _done(self, act: Callable[[Any], T]) -> T | None:
        if self._failures >= _MOST_FAILURES:
            return None
        try:
            if self._shelf is None:
                self._shelf = _open(self._folder)
            done = act(self._shelf)
        except Exception:
            self._failures += 1
            self._close()  # a transaction that could not be committed would lock everybody else out
            raise
        self._failures = 0
        return done

    def _close(self) -> None:
        if self._shelf is not None:
            with suppress(Exception):
                self._shelf.close()

    def _tell(self, why: str) -> None:
        with self._lock:
            is_told, self._is_told = self._is_told, True
        if not is_told:
            self._on_trouble(f"The cache in {self._folder} cannot be used ({why}); the provider is asked instead.")


def _open(folder: Path) -> Any:
    from devsignal_cli.connectors.disk import open_shelf  # noqa: PLC0415 - diskcache costs 20 ms; opened on first use

    return open_shelf(folder)


def _key(account: str, logical_key: str) -> str:
    return hashlib.sha256(f"{account}\0{logical_key}".encode("utf-8", "surrogatepass")).hexdigest()


def _fresh(body: Any, expires_at: Any) -> Any:
    """What was kept, unless it was kept by a clock that was ahead of this one: nobody knows how old it is."""
    is_near = isinstance(expires_at, int | float) and expires_at <= time.time() + DAY_SECONDS
    return body if is_near else None


def _is_object(body: Any) -> bool:
    try:
        return isinstance(body, bytes) and isinstance(json.loads(body), dict)
    except (ValueError, RecursionError):
        return False
