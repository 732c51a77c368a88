"""A new secret key: every stored secret encrypted anew, in an order that leaves all readable wherever it is stopped.

The new key lies in a file of its own before the database knows it, and takes the old one's name after that. In
between, the database's fingerprint tells which of the two is right (`key_choice`).
"""

from dataclasses import dataclass

from devsignal_cli.errors import ChangedKeyError, ConfigError, LostKeyError, UsageError
from devsignal_cli.folders import flush
from devsignal_cli.store import key_file, key_record
from devsignal_cli.store.db import Database, Session
from devsignal_cli.store.key_choice import KeyChoice
from devsignal_cli.store.key_record import KeyRecord, fingerprint
from devsignal_cli.store.secrets import Vault, decrypted, encrypted


@dataclass(frozen=True, slots=True)
class NewKey:
    """What a new key meant: secrets encrypted anew, secrets dropped, forgotten people no longer known."""

    secrets: int
    dropped: int
    forgotten: int


def rekey(database: Database, vault: Vault, new: bytes | None) -> NewKey:
    """Encrypt everything under a new key (None: one that is made now). The caller holds all locks.

    Raises:
        ConfigError: the present key is lost or another one, or a stored secret is damaged; nothing was changed.
        UsageError: the present key comes from the environment, and no new one was given.
    """
    choice = vault.choice
    if choice.given and new is None:
        raise UsageError(
            f"The secret key comes from {key_file.VARIABLE}, so the new one is yours to keep.",
            "Pipe it in with --key-stdin: 32 bytes in URL-safe base64, on one line.",
        )
    vault.prepare()
    old, marks_key = vault.key(), vault.marks_key()
    key = new or key_file.new_key()
    if not choice.given:
        key_file.write(choice.next, key)
        key_file.write(choice.old, old)  # backups of before, and other databases of this home, know no other
    with database.write() as session:
        count = _encrypt_anew(session, old, key)
        key_record.keep(session, key_record.MARKS_KEY, encrypted(key, marks_key.decode("ascii")))
        key_record.keep(session, key_record.FINGERPRINT, fingerprint(key))
    if not choice.given:
        choice.next.replace(choice.path)
        flush(choice.path.parent)
    return NewKey(count, 0, 0)


def go_on_without(database: Database, choice: KeyChoice) -> NewKey:
    """Drop what a lost key encrypted, and go on with the key that is there, or a new one. The caller holds all locks.

    Raises:
        UsageError: the key is not lost.
    """
    with database.read() as session:
        record = key_record.load(session)
    try:
        choice.right(record)
    except (LostKeyError, ChangedKeyError) as error:
        if way_back := choice.way_back(record):
            raise UsageError("The secret key is not lost; nothing was dropped.", way_back) from error
    else:
        if record.fingerprint is not None or not record.is_used:
            raise UsageError("The secret key is not lost.", "`devsignal db rekey` makes a new one and drops nothing.")
    if not choice.is_there:
        key_file.make(choice.path)
    key = choice.present()
    with database.write() as session:
        stored = key_record.secrets(session)
        for secret in stored:
            key_record.replace(session, secret, None)
        forgotten = key_record.forgotten(session)
        key_record.drop(session, key_record.MARKS_KEY)
        key_record.keep(session, key_record.FINGERPRINT, fingerprint(key))
    return NewKey(0, len(stored), forgotten)


def _encrypt_anew(session: Session, old: bytes, new: bytes) -> int:
    stored = key_record.secrets(session)
    for secret in stored:
        text = decrypted(old, secret.token)
        if text is None:
            raise ConfigError(
                f"The stored secret of {secret.org} for {secret.service} is damaged; nothing was changed.",
                "Remove the alert first: devsignal alerts list"
                if secret.service == "alerts"
                else f"Disconnect it or connect it again first: devsignal {secret.service} connect",
            )
        key_record.replace(session, secret, encrypted(new, text))
    return len(stored)


def _is_of(session: Session, record: KeyRecord, old: bytes) -> bool:
    """Whether a backup was used with a key; one of before fingerprints, if the key reads its secrets."""
    if record.fingerprint is not None or not record.is_used:
        return record.fingerprint == fingerprint(old)
    return all(decrypted(old, secret.token) is not None for secret in key_record.secrets(session))


def carry_over(copy: Database, vault: Vault) -> bool:
    """Encrypt a backup of before the first `rekey` anew under the present key; the forgotten stay known.

    False if it is none, or the present database does not know the key of before; the copy is then as it was.
    """
    with copy.read() as session:
        record = key_record.load(session)
    try:
        old, new = vault.marks_key(), vault.key()
        with copy.write() as session:
            if old == new or not _is_of(session, record, old):
                return False
            _encrypt_anew(session, old, new)
            key_record.keep(session, key_record.MARKS_KEY, encrypted(new, old.decode("ascii")))
            key_record.keep(session, key_record.FINGERPRINT, fingerprint(new))
    except ConfigError:
        return False
    return True
