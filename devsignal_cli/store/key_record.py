"""What the database remembers of the secret key: its fingerprint, the key of marks once that is another, its secrets.

The fingerprint tells the right key from another one and is good for nothing else: an HMAC under the key itself.
"""

import hmac
from dataclasses import dataclass

from devsignal_cli.store.db import Session

FINGERPRINT, MARKS_KEY = "secret_key", "marks_key"
_TEXT = b"devsignal: fingerprint of the secret key"
_RECORD = """
SELECT (SELECT value FROM setting WHERE name = 'secret_key') AS fingerprint,
    (SELECT value FROM setting WHERE name = 'marks_key') AS marks_key,
    EXISTS (SELECT 1 FROM connection WHERE secret IS NOT NULL) AS has_secrets,
    EXISTS (SELECT 1 FROM tombstone) AS has_marks
"""
_HAS_ALERTS = "SELECT 1 FROM sqlite_master WHERE name = 'alert_target'"  # an older database may be looked over
_SET = (
    "INSERT INTO setting (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_SECRETS = """
SELECT c.organization_id, c.service, c.secret, o.name FROM connection c JOIN organization o ON o.id = c.organization_id
WHERE c.secret IS NOT NULL ORDER BY c.organization_id, c.service
"""
_PEOPLE = "SELECT organization_id, kind, key_hmac FROM tombstone WHERE kind IN ('author', 'contact')"


_ALERTS = """
SELECT t.id, t.organization_id, t.url, t.signing_secret, o.name
FROM alert_target t JOIN organization o ON o.id = t.organization_id ORDER BY t.id
"""


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """What is remembered. `fingerprint` None: no secret was ever stored, or by a program of before fingerprints."""

    fingerprint: str | None = None
    marks_key: str | None = None
    has_secrets: bool = False
    has_marks: bool = False

    @property
    def is_used(self) -> bool:
        """Whether something in the database can be read with one key only."""
        return self.fingerprint is not None or self.has_secrets or self.has_marks


@dataclass(frozen=True, slots=True)
class StoredSecret:
    """A secret as it is stored: of a connection, or (`service` is "alerts") a column of a webhook, by its number."""

    organization_id: int
    service: str
    token: str
    org: str
    column: str = "secret"
    target_id: int = 0


def fingerprint(key: bytes) -> str:
    """What tells a key again without telling the key."""
    return hmac.new(key, _TEXT, "sha256").hexdigest()[:32]


def load(session: Session) -> KeyRecord:
    """What the database remembers."""
    row = session.row(_RECORD)
    assert row is not None  # noqa: S101 - sub-selects give one row
    has_secrets = bool(row["has_secrets"]) or bool(_of_alerts(session))
    return KeyRecord(row["fingerprint"], row["marks_key"], has_secrets, bool(row["has_marks"]))


def keep(session: Session, name: str, value: str) -> None:
    """Remember a fingerprint or the key of marks."""
    session.execute(_SET, {"name": name, "value": value})


def drop(session: Session, name: str) -> None:
    """Remember it no longer."""
    session.execute("DELETE FROM setting WHERE name = :name", {"name": name})


def forgotten(session: Session) -> int:
    """How many marks of forgotten people and things there are."""
    return int(session.value("SELECT count(*) FROM tombstone"))


def forgotten_since(present: Session, copy: Session) -> int:
    """How many people have a mark in a database and none in a copy that was made before."""
    return len(set(map(tuple, present.rows(_PEOPLE))) - set(map(tuple, copy.rows(_PEOPLE))))


def secrets(session: Session) -> list[StoredSecret]:
    """All stored secrets."""
    rows = session.rows(_SECRETS)
    found = [StoredSecret(row["organization_id"], row["service"], row["secret"], row["name"]) for row in rows]
    return found + _of_alerts(session)


def replace(session: Session, stored: StoredSecret, token: str | None) -> None:
    """Store a secret anew, or drop it; a webhook whose address is dropped stays, and is sent nothing."""
    if stored.service == "alerts":
        lost = "" if stored.column == "url" else None
        changed = f"UPDATE alert_target SET {stored.column} = :token WHERE id = :id"
        session.execute(changed, {"id": stored.target_id, "token": token or lost})
        return
    session.execute(
        "UPDATE connection SET secret = :token WHERE organization_id = :organization_id AND service = :service",
        {"organization_id": stored.organization_id, "service": stored.service, "token": token},
    )


def _of_alerts(session: Session) -> list[StoredSecret]:
    rows = session.rows(_ALERTS) if session.value(_HAS_ALERTS) else []
    return [
        StoredSecret(row["organization_id"], "alerts", row[column], row["name"], column, row["id"])
        for row in rows
        for column in ("url", "signing_secret")
        if row[column]
    ]
