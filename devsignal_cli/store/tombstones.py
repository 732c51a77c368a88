"""Who was forgotten on request, and who asked providers to be left alone: marks that name nobody.

A mark is an HMAC under the secret key (`secrets.Vault.mark`): a copied database tells no e-mail.
"""

from collections.abc import Callable
from typing import Literal

from devsignal_cli.errors import UsageError
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Session

Kind = Literal["contact", "suppressed", "author"]
Mark = Callable[[str], str]
_MINE = "organization_id = :organization_id AND kind = :kind"
_ADD = """
INSERT INTO tombstone (organization_id, kind, key_hmac, created_at) VALUES (:organization_id, :kind, :mark, :now)
ON CONFLICT DO NOTHING
"""
_ALONE = """
UPDATE contact SET outcome = 'suppressed', queued_at = NULL WHERE organization_id = :organization_id AND id = :id
"""


def add(session: Session, organization_id: OrganizationId, kind: Kind, mark: str, now: int) -> None:
    """Remember that somebody was forgotten, or asked to be left alone."""
    session.execute(_ADD, {"organization_id": organization_id, "kind": kind, "mark": mark, "now": now})


def lift(session: Session, organization_id: OrganizationId, kind: Kind, key: str, mark: Mark) -> bool:
    """Let somebody be stored again; False if they were not forgotten."""
    if not is_forgotten(session, organization_id, kind, key, mark):
        return False
    asked = {"organization_id": organization_id, "kind": kind, "mark": mark(key)}
    return session.execute(f"DELETE FROM tombstone WHERE {_MINE} AND key_hmac = :mark", asked) > 0


def marks(session: Session, organization_id: OrganizationId, kind: Kind) -> frozenset[str]:
    """All marks of a kind, for those who look many up."""
    asked = {"organization_id": organization_id, "kind": kind}
    return frozenset(row["key_hmac"] for row in session.rows(f"SELECT key_hmac FROM tombstone WHERE {_MINE}", asked))


def unmarked(_text: str) -> str:
    """The mark of a store that was given none: nobody may have been forgotten there."""
    raise AssertionError("somebody was forgotten here, and no mark was given to tell who")


def is_forgotten(session: Session, organization_id: OrganizationId, kind: Kind, key: str, mark: Mark) -> bool:
    """Whether somebody is not to be stored; the secret key is not touched while nobody was forgotten."""
    asked = {"organization_id": organization_id, "kind": kind}
    if not session.value(f"SELECT 1 FROM tombstone WHERE {_MINE} LIMIT 1", asked):
        return False
    question = f"SELECT 1 FROM tombstone WHERE {_MINE} AND key_hmac = :mark"
    return session.value(question, asked | {"mark": mark(key)}) is not None


def leave_alone(
    session: Session, organization_id: OrganizationId, contact_id: int, email_key: str | None, mark: Mark
) -> None:
    """See to it that no provider is asked for a new contact who told one to be left alone before."""
    if email_key and is_forgotten(session, organization_id, "suppressed", email_key, mark):
        session.execute(_ALONE, {"organization_id": organization_id, "id": contact_id})


def must_be_free(session: Session, organization_id: OrganizationId, email_key: str | None, mark: Mark) -> None:
    """Return if a contact with that e-mail may be stored.

    Raises:
        UsageError: they were forgotten on request.
    """
    if email_key and is_forgotten(session, organization_id, "contact", email_key, mark):
        raise UsageError(
            "This person was forgotten on request; nothing of them is stored.",
            "If they agree to it: devsignal contact forget --undo EMAIL",
        )
