"""Encrypts what must not lie in the open, with a key outside the database: an environment variable or a 0600 file."""

import hashlib
import hmac
import os
import stat
from contextlib import suppress
from pathlib import Path

from devsignal_cli.errors import CannotWriteError, ConfigError

KEY_FILE = "secret.key"


class Vault:
    """Encrypts and decrypts under one Fernet key.

    Args:
        home: the folder of the key file, made on first use.
        given_key: the key that the environment gives; it beats the file.
    """

    def __init__(self, home: Path, given_key: str | None = None) -> None:
        self._home = home
        self._given_key = given_key

    def encrypt(self, secret: str) -> str:
        """The secret as a Fernet token."""
        from cryptography.fernet import Fernet  # noqa: PLC0415 - only commands that touch a secret pay for it

        return Fernet(self._key(make=True)).encrypt(secret.encode()).decode()

    def decrypt(self, token: str) -> str:
        """The secret in a Fernet token.

        Raises:
            ConfigError: the key is missing, or is not the one that encrypted it.
        """
        from cryptography.fernet import Fernet, InvalidToken  # noqa: PLC0415 - as above

        try:
            return Fernet(self._key(make=False)).decrypt(token.encode()).decode()
        except InvalidToken as error:
            raise ConfigError(
                "The stored secret cannot be read with the present key.",
                f"Put the old key back ({self._home / KEY_FILE} or DEVSIGNAL_SECRET_KEY), or connect again.",
            ) from error

    def mark(self, text: str) -> str:
        """A mark of a text that only this key can tell again: HMAC-SHA256, in hexadecimal digits."""
        return hmac.new(self._key(make=True), text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()

    def _key(self, *, make: bool) -> bytes:
        if self._given_key:
            return _checked(self._given_key, "DEVSIGNAL_SECRET_KEY")
        path = self._home / KEY_FILE
        if make and not path.exists():
            try:
                _make_key(path)
            except OSError as error:
                raise CannotWriteError(
                    f"The key file {path} cannot be made: {error.strerror}.", "Set DEVSIGNAL_HOME to a folder of yours."
                ) from error
        return _checked(_read_private(path), str(path))


def account_of(token: str) -> str:
    """The name under which a token's spending is booked when X does not tell its project."""
    return "token:" + hashlib.sha256(token.encode()).hexdigest()[:16]


def _make_key(path: Path) -> None:
    from cryptography.fernet import Fernet  # noqa: PLC0415 - only commands that touch a secret pay for it

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    try:
        os.write(handle, Fernet.generate_key())
        os.fsync(handle)
    finally:
        os.close(handle)
    with suppress(FileExistsError):  # another process made it first: its key counts
        os.link(draft, path)
    draft.unlink()


def _read_private(path: Path) -> str:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        raise ConfigError(
            f"The key file {path} cannot be opened: {error.strerror}.", "Put the old key back, or connect again."
        ) from error
    with os.fdopen(handle, encoding="utf-8", errors="replace") as file:
        state = os.fstat(file.fileno())
        if stat.S_IMODE(state.st_mode) & 0o077 or state.st_uid != os.getuid():
            raise ConfigError(f"The key file {path} can be read by others.", f"Run: chmod 600 {path}")
        return file.read().strip()


def _checked(key: str, source: str) -> bytes:
    from cryptography.fernet import Fernet  # noqa: PLC0415 - only commands that touch a secret pay for it

    try:
        Fernet(key)
    except ValueError as error:
        raise ConfigError(
            f"{source} holds no key: 32 bytes in URL-safe base64 are needed.", "Put the old key back, or connect again."
        ) from error
    return key.encode()
