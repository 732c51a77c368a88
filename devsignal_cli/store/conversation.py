"""The signals of one conversation, around one of them."""

from typing import Any

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.signals import Signal
from devsignal_cli.snowflake import time_of
from devsignal_cli.store import queries
from devsignal_cli.store.db import Session
from devsignal_cli.store.states import State

NEAREST = 25
_DAY_SECONDS = 86_400
# A conversation is no older than its first post: `begun` lets the index by time pass over all that came before.
_OF_IT = """s.organization_id = :organization_id AND s.posted_at >= :begun AND s.conversation_id = :conversation_id
    AND ((s.muted = 0 AND s.deleted_at IS NULL) OR s.id = :id)"""
_KEYS = f"SELECT s.post_key FROM signal s WHERE {_OF_IT} AND (s.posted_at, s.post_id, s.id)"
_UP_TO = f"{_KEYS} <= (:posted_at, :post_id, :id) ORDER BY s.posted_at DESC, s.post_id DESC, s.id DESC LIMIT :limit"
_BEHIND = f"{_KEYS} > (:posted_at, :post_id, :id) ORDER BY s.posted_at, s.post_id, s.id LIMIT :limit"


def around(session: Session, organization_id: OrganizationId, state: State) -> tuple[tuple[Signal, ...], int]:
    """The nearest signals of a signal's conversation, itself among them, oldest first; and how many there are in all.

    None where no other is stored. Muted and deleted ones are left out, save the one that was asked for.
    """
    if state["conversation_id"] is None:
        return (), 0
    asked = _parameters(organization_id, state)
    total = int(session.value(f"SELECT count(*) FROM signal s WHERE {_OF_IT}", asked))
    if total <= 1:
        return (), 0
    rows = session.rows(_UP_TO, asked | {"limit": NEAREST + 1}) + session.rows(_BEHIND, asked | {"limit": NEAREST})
    found = queries.named(session, organization_id, [row["post_key"] for row in rows])
    return tuple(sorted(found, key=lambda signal: (signal.posted_at, int(signal.post_id)))), total


def _parameters(organization_id: OrganizationId, state: State) -> dict[str, Any]:
    names = ("conversation_id", "posted_at", "post_id", "id")
    begun = min(time_of(state["conversation_id"]), state["posted_at"]) - _DAY_SECONDS
    return {name: state[name] for name in names} | {"organization_id": organization_id, "begun": begun}
