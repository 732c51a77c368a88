"""One run an organization and service: a kernel lock on a small file, gone with the process that held it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devsignal_cli.errors import CannotWriteError, LockedError


@contextmanager
def held(folder: Path, name: str, *, wait: bool = False) -> Iterator[None]:
    """Hold the lock `name` in `folder` for the time of the block.

    Raises:
        LockedError: another process holds it and `wait` is not asked for.
        CannotWriteError: the lock file cannot be made.
    """
    handle = _open(folder, name)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise LockedError(
                "Another run of this organization is under way.",
                "It stores what it reads; try again when it has ended.",
            ) from error
        yield
    finally:
        os.close(handle)


def is_held(folder: Path, name: str) -> bool:
    """Whether another process holds a lock right now."""
    try:
        with held(folder, name):
            return False
    except LockedError:
        return True


def _open(folder: Path, name: str) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(folder / f"{name}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise CannotWriteError(
            f"The lock file in {folder} cannot be made: {error.strerror}.", "Make the folder writable."
        ) from error
