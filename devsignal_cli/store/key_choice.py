"""Which secret key is the right one: what lies in the environment or the file, judged by what is remembered."""

import shlex
from contextlib import suppress
from pathlib import Path

from devsignal_cli.errors import ChangedKeyError, ConfigError, LostKeyError
from devsignal_cli.folders import flush
from devsignal_cli.store import key_file
from devsignal_cli.store.key_record import KeyRecord, fingerprint

NEXT, OLD = f"{key_file.NAME}.new", f"{key_file.NAME}.old"
_LOST = "`devsignal db rekey --lost` goes on without it: you connect again, and forgotten people are known no more."


class KeyChoice:
    """The secret key of a home folder.

    Args:
        home: the folder of the key file.
        given: the key that the environment gives; it beats the file.
    """

    def __init__(self, home: Path, given: str | None) -> None:
        self.path = home / key_file.NAME
        self.next = home / NEXT
        self.old = home / OLD
        self.given = given

    @property
    def source(self) -> str:
        """Where the key comes from, in words."""
        return key_file.VARIABLE if self.given else str(self.path)

    @property
    def is_there(self) -> bool:
        """Whether there is any key."""
        return bool(self.given) or self.path.exists() or self.path.is_symlink()

    def present(self) -> bytes:
        """The key that is there, right or not.

        Raises:
            ConfigError: there is none, or it cannot be read.
        """
        return key_file.checked(self.given, key_file.VARIABLE) if self.given else key_file.read(self.path)

    def right(self, record: KeyRecord) -> bytes:
        """The key that the database was used with.

        Raises:
            LostKeyError: it is not there.
            ChangedKeyError: another one is.
            ConfigError: the key cannot be read.
        """
        if not record.is_used:
            return self.present()
        if self._is_right(record) or self._finish_rekey(record):
            return self.present()
        if not self.is_there:
            raise LostKeyError(
                f"The secret key is lost: {self.path} is not there, but the database was used with one.",
                f"{self.way_back(record) or 'Put it back, from where this folder was copied or backed up.'} {_LOST}",
            )
        raise ChangedKeyError(
            f"The secret key was changed: {self.source} holds another one than the database was used with.",
            f"{self.way_back(record) or f'Put the old key back ({self.path} or {key_file.VARIABLE}).'} {_LOST}",
        )

    def _is_right(self, record: KeyRecord) -> bool:
        return self.is_there and record.fingerprint in (None, fingerprint(self.present()))

    def _finish_rekey(self, record: KeyRecord) -> bool:
        """Give a new key its name, if a `rekey` was stopped just before that: the database knows it already."""
        if self.given or not _holds(self.next, record):
            return False
        with suppress(FileNotFoundError):  # another command was quicker
            self.next.replace(self.path)
            flush(self.path.parent)
        return True

    def way_back(self, record: KeyRecord) -> str | None:
        """How to use the right key, if it lies in the home folder without being taken; None: it does not."""
        if self.given and _holds(self.path, record):
            return f"The right one lies in {self.path}: unset {key_file.VARIABLE} and {key_file.VARIABLE}_FILE."
        if _holds(self.old, record):
            return f"The right one lies in {self.old}: {key_file.VARIABLE}_FILE={shlex.quote(str(self.old))} takes it."
        return None


def _holds(path: Path, record: KeyRecord) -> bool:
    try:
        return record.fingerprint == fingerprint(key_file.read(path))
    except ConfigError:
        return False
