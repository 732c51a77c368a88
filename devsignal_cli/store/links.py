"""What the links of authors say of their signals: at most one live link an author and organization."""

from collections.abc import Sequence
from typing import Any

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Session, chunks, holders

_IN_REVIEW = {"contact_id": None, "company_id": None, "identity_state": "review"}


def live_links(
    session: Session, organization_id: OrganizationId, author_ids: Sequence[int]
) -> dict[int | None, dict[str, Any]]:
    """What each author's live link says of its signals: contact, company and state; `review` where a person is to look.

    A rule says itself for which company a contact writes; with a person's link that is the contact's.
    """
    links: dict[int | None, dict[str, Any]] = {}
    for part in chunks(author_ids):
        question = f"""
            SELECT i.author_id, i.contact_id, i.state AS identity_state,
                CASE WHEN i.decided_by = 'rule' THEN i.company_id
                    ELSE coalesce(i.company_id, c.company_id) END AS company_id
            FROM identity i LEFT JOIN contact c ON c.id = i.contact_id
            WHERE i.organization_id = :organization_id AND i.author_id IN ({holders(part)})
                AND i.revoked_at IS NULL AND i.state IN ('confirmed', 'probable', 'review')
        """
        for row in session.rows(question, {**part, "organization_id": organization_id}):
            link = dict(row)
            author_id = link.pop("author_id")
            if link["identity_state"] != "review":
                links[author_id] = link
            else:
                links.setdefault(author_id, _IN_REVIEW)
    return links
