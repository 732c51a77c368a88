"""The mutes of an organization: what is muted, and whom a muted handle means. What they do to signals: `muting`."""

from collections.abc import Iterable, Sequence

from devsignal_cli.model.noise import Account, Mute
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Session

_EVERY = "SELECT kind, text, author_id, created_at FROM mute WHERE organization_id = :organization_id ORDER BY id"
_ADD = """
INSERT INTO mute (organization_id, kind, text, author_id, created_at)
VALUES (:organization_id, :kind, :text, :author_id, :created_at)
ON CONFLICT (organization_id, kind, text) DO UPDATE SET author_id = coalesce(mute.author_id, excluded.author_id)
"""
_REMOVE = "DELETE FROM mute WHERE organization_id = :organization_id AND kind = :kind AND text = :text"
_REMOVE_PERSON = "DELETE FROM mute WHERE organization_id = :organization_id AND kind = :kind AND author_id = :author_id"
_BIND = """
UPDATE mute SET author_id = :author_id
WHERE organization_id = :organization_id AND kind = 'handle' AND text = :text AND author_id IS NULL
"""
_BEARER = """
SELECT a.id FROM author a
WHERE a.username_key = :text AND a.seen_at IS NOT NULL AND EXISTS (
    SELECT 1 FROM signal s WHERE s.organization_id = :organization_id AND s.author_id = a.id)
ORDER BY a.seen_at DESC, a.id DESC LIMIT 1
"""
# Whom the handle meant has another now: that mute goes on under the new one or, where this is taken, under the number.
_MOVE_ON = """
UPDATE mute SET text = (
    SELECT CASE WHEN EXISTS (
        SELECT 1 FROM mute m
        WHERE m.organization_id = :organization_id AND m.kind = 'handle' AND m.text = a.username_key
    ) THEN 'user ' || a.id ELSE a.username_key END
    FROM author a WHERE a.id = mute.author_id)
WHERE organization_id = :organization_id AND kind = :kind AND text = :text
    AND author_id IN (SELECT id FROM author WHERE username_key <> :text)
"""
_PRESENT = """
SELECT m.text, a.username_key FROM mute m JOIN author a ON a.id = m.author_id
WHERE m.organization_id = :organization_id AND m.kind = 'handle' AND a.username_key <> m.text
"""


def every(session: Session, organization_id: OrganizationId) -> list[Mute]:
    """What an organization has muted, oldest first."""
    rows = session.rows(_EVERY, {"organization_id": organization_id})
    return [Mute(row["kind"], row["text"], row["author_id"], row["created_at"]) for row in rows]


def present_handles(session: Session, organization_id: OrganizationId) -> dict[str, str]:
    """The handles that muted persons have now, by the handle under which they were muted, where it is another."""
    return {row["text"]: row["username_key"] for row in session.rows(_PRESENT, {"organization_id": organization_id})}


def add(session: Session, organization_id: OrganizationId, asked: Sequence[Mute]) -> None:
    """Note what is muted; what is muted already stays so. A handle means whoever of the authors here has it now."""
    for mute in asked:
        named = {"organization_id": organization_id, "kind": mute.kind, "text": mute.text}
        bearer = None
        if mute.kind == "handle":
            session.execute(_MOVE_ON, named)
            bearer = session.value(_BEARER, named)
        session.execute(_ADD, {**named, "author_id": bearer, "created_at": mute.created_at})


def remove(session: Session, organization_id: OrganizationId, asked: Sequence[Mute]) -> list[Mute]:
    """Take mutes back, a handle also by the name that its person has now; returns those that were not there."""
    missing = []
    for mute in asked:
        named = {"organization_id": organization_id, "kind": mute.kind, "text": mute.text}
        removed = session.execute(_REMOVE, named)
        if not removed and mute.kind == "handle":
            removed = session.execute(_REMOVE_PERSON, {**named, "author_id": session.value(_BEARER, named)})
        if not removed:
            missing.append(mute)
    return missing


def bound(session: Session, organization_id: OrganizationId, accounts: Iterable[Account]) -> list[Mute]:
    """The mutes, after each handle without a person is bound to the one of these accounts that bears it.

    From then on the mute is that person's, whatever becomes of the handle.
    """
    found = every(session, organization_id)
    handles = {mute.text for mute in found if mute.kind == "handle" and mute.author_id is None}
    bearers = [account for account in accounts if account.username_key in handles] if handles else []
    if not bearers:
        return found
    bearers.sort(key=lambda account: (account.seen_at, account.id), reverse=True)  # the latest to bear it comes first
    mine = {"organization_id": organization_id}
    session.execute_many(_BIND, [{**mine, "text": who.username_key, "author_id": who.id} for who in bearers])
    return every(session, organization_id)
