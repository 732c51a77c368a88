"""Encrypts what must not lie in the open, under a key outside the database; tells a wrong key from a damaged secret.

Marks (of forgotten people) are made with the secret key that was there first. A new secret key leaves them as they
are, for their originals are unknown: the marks' own key is then kept in the database, encrypted under the new one.
"""

import hashlib
import hmac
from dataclasses import replace
from pathlib import Path

from devsignal_cli.errors import ConfigError, DevsignalError
from devsignal_cli.store import key_file, key_record
from devsignal_cli.store.db import Database
from devsignal_cli.store.key_choice import KeyChoice
from devsignal_cli.store.key_record import KeyRecord, fingerprint

KEY_FILE = key_file.NAME
_UNKNOWN = "unknown"


class Vault:
    """Encrypts and decrypts under one Fernet key.

    Args:
        home: the folder of the key file, made on first use.
        given_key: the key that the environment gives; it beats the file.
        database: what remembers which key is the right one; None: any key is.
    """

    def __init__(self, home: Path, given_key: str | None = None, database: Database | None = None) -> None:
        self.choice = KeyChoice(home, given_key)
        self._database = database
        self._record = KeyRecord()
        self._marks: bytes | None = None
        if database is not None:
            self._load(database)

    def encrypt(self, secret: str) -> str:
        """The secret as a Fernet token. No transaction may be open: a first key is made and remembered.

        Raises:
            ConfigError: the key that was used so far is lost, or is another one now.
        """
        self.prepare()
        return encrypted(self.key(), secret)

    def decrypt(self, token: str) -> str:
        """The secret in a Fernet token.

        Raises:
            ConfigError: the key is lost or is another one, or the secret is damaged.
        """
        secret = decrypted(self.key(), token)
        if secret is not None:
            return secret
        if self._record.fingerprint is not None:
            raise ConfigError(
                "The stored secret is damaged; the key is the right one.", "Connect again: all else is kept."
            )
        raise ConfigError(
            "The stored secret cannot be read with the present key.",
            f"Put the old key back ({self.choice.path} or {key_file.VARIABLE}), or connect again.",
        )

    def mark(self, text: str) -> str:
        """A mark of a text that only this key can tell again: HMAC-SHA256, in hexadecimal digits.

        It makes no key and asks no database, so a transaction may be open: `prepare` comes before a first mark.
        """
        if self._marks is None:
            self._marks = self.marks_key()
        return hmac.new(self._marks, text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()

    def marks_key(self) -> bytes:
        """The key of marks: the secret key until the first `rekey`, from then on the one that was it before."""
        kept = self._record.marks_key
        return self.decrypt(kept).encode("ascii") if kept else self.key()

    def prepare(self) -> None:
        """Make the key and have the database remember it, unless that was done. No transaction may be open.

        Raises:
            ConfigError: the key that was used so far is lost, or is another one now.
        """
        if not self._record.is_used and not self.choice.is_there:
            key_file.make(self.choice.path)
        key = self.key()
        if self._database is not None and self._record.fingerprint is None:
            self._remember(self._database, key)

    def key(self) -> bytes:
        """The key, if it is the right one.

        Raises:
            ConfigError: it is lost, is another one, or cannot be read.
        """
        return self.choice.right(self._record)

    def _load(self, database: Database) -> None:
        with database.read() as session:
            self._record = key_record.load(session)
            stored = key_record.secrets(session) if self._record.fingerprint is None else []
        if self._record.fingerprint is None and self._record.is_used:
            self._adopt(database, [secret.token for secret in stored])

    def _adopt(self, database: Database, tokens: list[str]) -> None:
        """Remember the key of a database of before fingerprints, if it reads a stored secret or there is none."""
        try:
            key = self.choice.present()
            if not tokens or any(decrypted(key, token) is not None for token in tokens):
                self._remember(database, key)
            else:
                self._record = replace(self._record, fingerprint=_UNKNOWN)
        except DevsignalError:  # whoever needs the key is told; a database that cannot be written can still be read
            return

    def _remember(self, database: Database, key: bytes) -> None:
        with database.write() as session:
            known = key_record.load(session)
            if known.fingerprint is None:
                key_record.keep(session, key_record.FINGERPRINT, fingerprint(key))
                known = key_record.load(session)
        self._record = known


def encrypted(key: bytes, secret: str) -> str:
    """A secret as a Fernet token."""
    from cryptography.fernet import Fernet  # noqa: PLC0415 - only commands that touch a secret pay for it

    return Fernet(key).encrypt(secret.encode()).decode()


def decrypted(key: bytes, token: str) -> str | None:
    """The secret in a Fernet token; None if the key did not make it, or it was changed since."""
    from cryptography.fernet import Fernet, InvalidToken  # noqa: PLC0415 - as above

    try:
        return Fernet(key).decrypt(token.encode()).decode()
    except (InvalidToken, UnicodeDecodeError):
        return None


def account_of(token: str) -> str:
    """The name under which a token's spending is booked when X does not tell its project."""
    return "token:" + hashlib.sha256(token.encode()).hexdigest()[:16]
