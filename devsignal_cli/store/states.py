"""Signals as they are, whole rows, for those who will change them through `signals.change`."""

from collections.abc import Sequence
from typing import Any, Literal

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Session, chunks, holders

State = dict[str, Any]
Change = tuple[State | None, State]
"""A signal's old state (None: it is new) and its new one."""


def states(
    session: Session,
    organization_id: OrganizationId,
    column: Literal["id", "post_key", "post_id", "author_id", "text_key"],
    ids: Sequence[int],
) -> dict[int, State]:
    """The present states of signals by their `post_key`, found by the values of a column."""
    found: dict[int, State] = {}
    for part in chunks(ids):
        question = f"SELECT * FROM signal WHERE organization_id = :organization_id AND {column} IN ({holders(part)})"
        for row in session.rows(question, {**part, "organization_id": organization_id}):
            found[row["post_key"]] = dict(row)
    return found
