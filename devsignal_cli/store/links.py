"""What the live links of authors say: at most one an author and organization."""

from collections.abc import Sequence
from typing import Any

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Session, chunks, holders


def live_links(
    session: Session, organization_id: OrganizationId, author_ids: Sequence[int]
) -> dict[int | None, dict[str, Any]]:
    """What each author's live link says of its signals: contact, company and state."""
    links: dict[int | None, dict[str, Any]] = {}
    for part in chunks(author_ids):
        question = f"""
            SELECT i.author_id, i.contact_id, coalesce(i.company_id, c.company_id) AS company_id,
                i.state AS identity_state
            FROM identity i LEFT JOIN contact c ON c.id = i.contact_id
            WHERE i.organization_id = :organization_id AND i.author_id IN ({holders(part)})
                AND i.revoked_at IS NULL AND i.state IN ('confirmed', 'probable')
        """
        for row in session.rows(question, {**part, "organization_id": organization_id}):
            link = dict(row)
            links[link.pop("author_id")] = link
    return links
