"""The secret key: 32 bytes in URL-safe base64, from the environment or a file (0600) in the home folder."""

import base64
import binascii
import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from devsignal_cli.errors import CannotWriteError, ConfigError
from devsignal_cli.folders import flush, make_private

NAME = "secret.key"
VARIABLE = "DEVSIGNAL_SECRET_KEY"
_BYTES = 32
_LONGEST = 1_000


def new_key() -> bytes:
    """A key that nobody knows."""
    return base64.urlsafe_b64encode(os.urandom(_BYTES))


def checked(key: str, source: str, hint: str = "") -> bytes:
    """A key that may be used; `source` says where it comes from, `hint` what to do if it is none.

    Raises:
        ConfigError: it is none.
    """
    with suppress(ValueError, binascii.Error):
        if len(base64.b64decode(key.encode("ascii"), altchars=b"-_", validate=True)) == _BYTES:
            return key.encode("ascii")
    raise ConfigError(
        f"{source} holds no key: {_BYTES} bytes in URL-safe base64 are needed.",
        hint or f"Correct {source} (or the file that {source}_FILE names), or unset it.",
    )


def read(path: Path) -> bytes:
    """The key in a file.

    Raises:
        ConfigError: it cannot be opened, others can read it, it is a link, or it holds no key.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError as error:
        hint = "Put the old key back, or connect again." if error.errno == errno.ENOENT else _way_out(path)
        raise ConfigError(f"The key file {path} cannot be opened: {error.strerror}.", hint) from error
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise ConfigError(f"The key file {path} is no file.", _way_out(path))
        if stat.S_IMODE(state.st_mode) & 0o077 or state.st_uid != os.getuid():
            raise ConfigError(f"The key file {path} can be read by others.", f"Run: chmod 600 {path}")
        key = os.read(handle, _LONGEST)
    finally:
        os.close(handle)
    return checked(key.decode("utf-8", "replace").strip(), str(path), _way_out(path))


def make(path: Path) -> None:
    """Make a key file unless another process is quicker: then its key counts.

    Raises:
        CannotWriteError: it cannot be made.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    write(draft, new_key())
    try:
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    except OSError as error:
        raise _cannot(path, error) from error


def write(path: Path, key: bytes) -> None:
    """Write a key to a file of nobody else, for good.

    Raises:
        CannotWriteError: it cannot be written.
    """
    try:
        make_private(path.parent)
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            os.write(handle, key)
            os.fsync(handle)
        finally:
            os.close(handle)
        flush(path.parent)
    except OSError as error:
        raise _cannot(path, error) from error


def _way_out(path: Path) -> str:
    return f"Put the old key back. If it is gone: remove {path}, run `devsignal db rekey --lost`, and connect again."


def _cannot(path: Path, error: OSError) -> CannotWriteError:
    return CannotWriteError(
        f"The key file {path} cannot be made: {error.strerror}.",
        "Free some space, or set DEVSIGNAL_HOME to a folder of yours.",
    )
