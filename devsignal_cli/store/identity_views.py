"""Links between authors, contacts and companies as results."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from devsignal_cli.model.words import IdentityState, OrganizationId
from devsignal_cli.results.identity import (
    IdentityCase,
    IdentityLink,
    IdentityLinks,
    Person,
    TiedCompany,
    TiedContact,
)
from devsignal_cli.store import queries
from devsignal_cli.store.db import Row, Session, holders
from devsignal_cli.store.persons import persons

RECENT = 3
_WAITING = """
SELECT i.author_id, (SELECT count(*) FROM signal s WHERE s.organization_id = :organization_id
    AND s.author_id = i.author_id AND s.muted = 0 AND s.deleted_at IS NULL) AS n
FROM identity i
WHERE i.organization_id = :organization_id AND i.revoked_at IS NULL AND i.state = :state AND i.decided_by = 'rule'
GROUP BY i.author_id ORDER BY n DESC, i.author_id
"""
_LINK = """
SELECT i.*, o.name AS org, c.first_name, c.last_name, c.email, c.title, c.handle_key AS contact_handle,
    c.company_id AS contact_company_id, coalesce(e.name, e.domain) AS contact_company,
    f.name AS company_name, f.domain AS company_domain, f.handle_key AS company_handle
FROM identity i JOIN organization o ON o.id = i.organization_id
    LEFT JOIN contact c ON c.id = i.contact_id LEFT JOIN company e ON e.id = c.company_id
    LEFT JOIN company f ON f.id = i.company_id
WHERE i.organization_id = :organization_id AND """
_OF_AUTHOR = "i.author_id = :author_id"
_OPEN = f"{_OF_AUTHOR} AND i.revoked_at IS NULL AND i.state <> 'rejected' ORDER BY i.confidence DESC, i.id"
_TIE = f"{_OF_AUTHOR} AND i.revoked_at IS NULL AND i.state IN ('confirmed', 'probable')"
_RECENT = """
SELECT post_key FROM signal
WHERE organization_id = :organization_id AND author_id = :author_id AND muted = 0 AND deleted_at IS NULL
ORDER BY posted_at DESC, post_id DESC LIMIT :limit
"""


def waiting(session: Session, organization_id: OrganizationId, *, is_probable: bool) -> list[int]:
    """The authors with something to review, or with a rule's probable link; those with most signals first."""
    asked = {"organization_id": organization_id, "state": "probable" if is_probable else "review"}
    return [row["author_id"] for row in session.rows(_WAITING, asked)]


def page(
    session: Session, organization_id: OrganizationId, states: Sequence[IdentityState], limit: int, after: int
) -> IdentityLinks:
    """Live links of rules of some states, oldest first."""
    names = {f"state{number}": state for number, state in enumerate(states)}
    where = f"i.revoked_at IS NULL AND i.decided_by = 'rule' AND i.id > :after AND i.state IN ({holders(names)})"
    rows = _rows(session, organization_id, f"{where} ORDER BY i.id LIMIT :limit", after=after, limit=limit + 1, **names)
    items = _links(session, organization_id, rows[:limit])
    return IdentityLinks(items, items[-1].id if len(rows) > limit else None)


def case(session: Session, organization_id: OrganizationId, author_id: int) -> IdentityCase | None:
    """An author with what a person may decide about them, surest first, and their newest posts; None: not on file.

    Who somebody is comes first: companies are asked about when no contact is.
    """
    found = _links(session, organization_id, _rows(session, organization_id, _OPEN, author_id=author_id))
    author = found[0].author if found else persons(session, organization_id, [author_id]).get(author_id)
    if author is None:
        return None
    asked = {"organization_id": organization_id, "author_id": author_id, "limit": RECENT}
    newest = [row["post_key"] for row in session.rows(_RECENT, asked)]
    open_ = [one for one in found if one.state != "confirmed"]
    return IdentityCase(
        author,
        tuple([one for one in open_ if one.contact] or open_),
        next((one for one in found if one.state in ("confirmed", "probable")), None),
        queries.named(session, organization_id, newest),
    )


def link(session: Session, organization_id: OrganizationId, link_id: int) -> IdentityLink | None:
    """A link by its id, of any state."""
    found = _links(session, organization_id, _rows(session, organization_id, "i.id = :id", id=link_id))
    return found[0] if found else None


def tie(session: Session, organization_id: OrganizationId, author_id: int) -> IdentityLink | None:
    """What an author is tied to, surely or probably."""
    found = _links(session, organization_id, _rows(session, organization_id, _TIE, author_id=author_id))
    return found[0] if found else None


def history(session: Session, organization_id: OrganizationId, author_id: int) -> tuple[IdentityLink, ...]:
    """All links that an author ever had, oldest first."""
    rows = _rows(session, organization_id, f"{_OF_AUTHOR} ORDER BY i.id", author_id=author_id)
    return _links(session, organization_id, rows)


def _rows(session: Session, organization_id: OrganizationId, where: str, **asked: Any) -> list[Row]:
    return session.rows(_LINK + where, {"organization_id": organization_id, **asked})


def _links(session: Session, organization_id: OrganizationId, rows: Sequence[Row]) -> tuple[IdentityLink, ...]:
    authors = persons(session, organization_id, [row["author_id"] for row in rows])
    return tuple(_link(row, authors[row["author_id"]]) for row in rows)


def _link(row: Row, author: Person) -> IdentityLink:
    revoked_at = row["revoked_at"]
    return IdentityLink(
        id=str(row["id"]),
        org=row["org"],
        author=author,
        contact=_contact(row),
        company=_company(row),
        method=row["method"],
        confidence=row["confidence"],
        evidence=row["evidence"],
        state="revoked" if revoked_at is not None else row["state"],
        decided_by=row["decided_by"],
        created_at=_utc(row["created_at"]),
        revoked_at=None if revoked_at is None else _utc(revoked_at),
    )


def _contact(row: Row) -> TiedContact | None:
    if row["contact_id"] is None:
        return None
    name = " ".join(part for part in (row["first_name"], row["last_name"]) if part)
    company_id = row["contact_company_id"]
    return TiedContact(
        str(row["contact_id"]), name or None, row["email"], row["title"], row["contact_handle"],
        None if company_id is None else str(company_id), row["contact_company"],
    )  # fmt: skip


def _company(row: Row) -> TiedCompany | None:
    if row["company_id"] is None:
        return None
    return TiedCompany(str(row["company_id"]), row["company_name"], row["company_domain"], row["company_handle"])


def _utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
