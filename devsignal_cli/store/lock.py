"""Kernel locks on small files beside the database, gone with the process that held them.

Each run holds its own, one an organization and service. Besides, every command shares `schema` for its life, and who
changes the file itself (an upgrade, a restore, a new secret key) has it, and all others, alone.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from devsignal_cli.errors import CannotWriteError, LockedError
from devsignal_cli.folders import make_private

SCHEMA = "schema"
_PATIENCE_SECONDS, _TURN_SECONDS = 0.5, 0.02
_RUNNING = LockedError(
    "Another run of this organization is under way.", "It stores what it reads; try again when it has ended."
)
_AT_WORK = LockedError(
    "Another command is at work on the database, and this one needs it alone.", "Try again when it has ended."
)
_CHANGING = LockedError("The database is being upgraded, restored or given a new key.", "Try again in a minute.")


@contextmanager
def held(folder: Path, name: str) -> Iterator[None]:
    """Hold the lock `name` in `folder` for the time of the block.

    Raises:
        LockedError: another process holds it.
        CannotWriteError: the lock file cannot be made.
    """
    with _locked(_open(folder, name), fcntl.LOCK_EX, _RUNNING):
        yield


@contextmanager
def shared(folder: Path) -> Iterator[None]:
    """See to it that nobody upgrades or replaces the database for the time of the block; any number may do so at once.

    Raises:
        LockedError: that is just what somebody does.
    """
    handle = _open_to_read(folder, SCHEMA)
    if handle is None:
        yield
        return
    with _locked(handle, fcntl.LOCK_SH, _CHANGING):
        yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold every lock for the time of the block: no other command is at work on the database, old program or new.

    Raises:
        LockedError: one is.
    """
    with ExitStack() as stack:
        stack.enter_context(_locked(_open(folder, SCHEMA), fcntl.LOCK_EX, _AT_WORK))
        for path in sorted(folder.glob("*.lock")):
            if path.stem != SCHEMA:  # runs of an older program, which shares nothing, hold only these
                stack.enter_context(_locked(_open(folder, path.stem), fcntl.LOCK_EX, _AT_WORK))
        yield


def is_held(folder: Path, name: str) -> bool:
    """Whether another process holds a lock right now."""
    handle = _open_to_read(folder, name)
    if handle is None:  # nobody can hold it
        return False
    try:
        return not _take(handle, fcntl.LOCK_SH)
    finally:
        os.close(handle)


@contextmanager
def _locked(handle: int, kind: int, otherwise: LockedError) -> Iterator[None]:
    """Have an open file locked for the block. Who only looks (`is_held`) has it for a moment: that is waited for."""
    try:
        until = time.monotonic() + _PATIENCE_SECONDS
        while not _take(handle, kind):
            if time.monotonic() > until:
                raise LockedError(otherwise.message, otherwise.hint)
            time.sleep(_TURN_SECONDS)
        yield
    finally:
        os.close(handle)


def _take(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _open(folder: Path, name: str) -> int:
    try:
        make_private(folder)
        return os.open(folder / f"{name}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise CannotWriteError(
            f"The lock file in {folder} cannot be made: {error.strerror}.", "Make the folder writable."
        ) from error


def _open_to_read(folder: Path, name: str) -> int | None:
    """The lock file; None where none can be made and nobody else can change a thing either: readers may still read."""
    try:
        return os.open(folder / f"{name}.lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:  # most likely it is not there yet
        pass
    try:
        return _open(folder, name)
    except CannotWriteError as error:
        if isinstance(error.__cause__, OSError) and error.__cause__.errno in (errno.EACCES, errno.EROFS):
            return None
        raise
