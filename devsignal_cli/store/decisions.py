"""What people say of who an author is. Each word is a row of its own; what it takes back is revoked, never changed.

A refused pair is remembered, so that no rule proposes it again; a person's tie ends the rules for that author. Signals
follow within the caller's transaction.
"""

from collections.abc import Iterable, Sequence

from devsignal_cli.errors import DecidedError
from devsignal_cli.model.people import Target
from devsignal_cli.model.records import RecordRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import resolution
from devsignal_cli.store.db import Row, Session, holders
from devsignal_cli.store.touching import touch

_LIVE = "organization_id = :organization_id AND author_id = :author_id AND revoked_at IS NULL"
_TIED = "state IN ('confirmed', 'probable')"
_TIE = f"SELECT * FROM identity WHERE {_LIVE} AND {_TIED}"
_OF_TARGET = {"contact": "contact_id = :target_id", "company": "contact_id IS NULL AND company_id = :target_id"}
_REVOKE = f"UPDATE identity SET revoked_at = :now WHERE {_LIVE}"
_REFUSAL = f"SELECT 1 FROM identity WHERE {_LIVE} AND state = 'rejected'"
_ADD = """
INSERT INTO identity (organization_id, author_id, contact_id, company_id, method, confidence, evidence, state,
    decided_by, created_at)
VALUES (:organization_id, :author_id, :contact_id, :company_id, 'person', 1.0, :evidence, :state, 'person', :now)
RETURNING id
"""
_COMPANY_OF = "SELECT company_id FROM contact WHERE organization_id = :organization_id AND id = :id"
_SAID = f"SELECT * FROM identity WHERE {_LIVE} AND decided_by = 'person' AND id IN ({{}})"
_SAID_SINCE = f"SELECT 1 FROM identity WHERE {_LIVE} AND decided_by = 'person' AND id > :last"


def tie(
    session: Session,
    organization_id: OrganizationId,
    author_id: int,
    target: Target,
    evidence: str,
    rules: RecordRules,
    now: int,
) -> tuple[int, ...]:
    """Tie an author to a contact or a company on a person's word, whatever was said: the row written, if it was not so.

    Who is a contact works for the contact's company: a refusal of that falls too.
    """
    asked = {"organization_id": organization_id, "author_id": author_id, "now": now}
    before = session.rows(_TIE, asked)
    if any(row["decided_by"] == "person" and target_of(row) == target for row in before):
        return ()
    session.execute(f"{_REVOKE} AND {_TIED}", asked)
    for one in (target, *_employer(session, organization_id, target)):
        of_target = f"state = 'rejected' AND {_OF_TARGET[one.kind]}"
        session.execute(f"{_REVOKE} AND {of_target}", asked | {"target_id": one.id})
    written = session.value(_ADD, _columns(organization_id, author_id, target, evidence, "confirmed", now))
    _follow(session, organization_id, author_id, [target, *map(target_of, before)], rules, now)
    return (int(written),)


def refuse(
    session: Session,
    organization_id: OrganizationId,
    author_id: int,
    refused: Sequence[tuple[Target, str]],
    rules: RecordRules,
    now: int,
) -> tuple[int, ...]:
    """Refuse an author's contacts or companies for good, each with the evidence that was not enough: the rows."""
    written: list[int] = []
    asked = {"organization_id": organization_id, "author_id": author_id, "now": now}
    for target, evidence in refused:
        of_target = f"{_TIED} AND {_OF_TARGET[target.kind]}"
        session.execute(f"{_REVOKE} AND {of_target}", asked | {"target_id": target.id})
        written += _remember(session, organization_id, author_id, target, f"a person refused: {evidence}", now)
    _follow(session, organization_id, author_id, [target for target, _ in refused], rules, now)
    return tuple(written)


def untie(
    session: Session, organization_id: OrganizationId, author_id: int, rules: RecordRules, now: int
) -> list[Target]:
    """Take a link back for good: whom it tied to, and for which company they wrote; neither is proposed again."""
    asked = {"organization_id": organization_id, "author_id": author_id, "now": now}
    row = session.row(_TIE, asked)
    if row is None:
        return []
    session.execute(f"{_REVOKE} AND {_TIED}", asked)
    targets = [target_of(row), *_written_for(session, organization_id, row)]
    for target in targets:
        _remember(session, organization_id, author_id, target, f"a person took it back: {row['evidence']}", now)
    _follow(session, organization_id, author_id, targets, rules, now)
    return targets


def take_back(
    session: Session, organization_id: OrganizationId, author_id: int, ids: Sequence[int], rules: RecordRules, now: int
) -> None:
    """Take back the rows that one word of a person wrote, as if it had not been said.

    Raises:
        DecidedError: somebody has decided about the author since.
    """
    rows = {f"id{number}": link_id for number, link_id in enumerate(ids)}
    asked = {"organization_id": organization_id, "author_id": author_id, "now": now, "last": max(ids, default=0)} | rows
    said = session.rows(_SAID.format(holders(rows)), asked)
    if len(said) < len(ids) or session.row(_SAID_SINCE, asked):
        raise DecidedError("Somebody has decided about this author since; nothing was taken back.")
    session.execute(f"{_REVOKE} AND id IN ({holders(rows)})", asked)
    _follow(session, organization_id, author_id, map(target_of, said), rules, now)


def target_of(row: Row) -> Target:
    """The contact of a link, or the company of one without."""
    return Target("company", row["company_id"]) if row["contact_id"] is None else Target("contact", row["contact_id"])


def _written_for(session: Session, organization_id: OrganizationId, row: Row) -> list[Target]:
    """The company for which the author of a contact's link writes, as `links.live_links` tells it."""
    if row["contact_id"] is None:
        return []
    if row["company_id"] is None and row["decided_by"] == "person":
        return _employer(session, organization_id, target_of(row))
    return [] if row["company_id"] is None else [Target("company", row["company_id"])]


def _employer(session: Session, organization_id: OrganizationId, target: Target) -> list[Target]:
    if target.kind == "company":
        return []
    company_id = session.value(_COMPANY_OF, {"organization_id": organization_id, "id": target.id})
    return [] if company_id is None else [Target("company", company_id)]


def _remember(
    session: Session, organization_id: OrganizationId, author_id: int, target: Target, evidence: str, now: int
) -> list[int]:
    """Remember a refusal, once: the row written, if any."""
    asked = {"organization_id": organization_id, "author_id": author_id, "target_id": target.id}
    if session.row(f"{_REFUSAL} AND {_OF_TARGET[target.kind]}", asked):
        return []
    return [int(session.value(_ADD, _columns(organization_id, author_id, target, evidence, "rejected", now)))]


def _follow(
    session: Session,
    organization_id: OrganizationId,
    author_id: int,
    targets: Iterable[Target],
    rules: RecordRules,
    now: int,
) -> None:
    """Let the rules look again at the author, and at those who might be the same contact."""
    for target in targets:
        if target.kind == "contact":  # a company may have any number of authors
            touch(session, organization_id, "contact", target.id)
    session.touched.linked.add(author_id)
    resolution.follow(session, organization_id, rules, now)


def _columns(
    organization_id: OrganizationId, author_id: int, target: Target, evidence: str, state: str, now: int
) -> dict[str, object]:
    return {
        "organization_id": organization_id,
        "author_id": author_id,
        "contact_id": target.id if target.kind == "contact" else None,
        "company_id": target.id if target.kind == "company" else None,
        "evidence": evidence,
        "state": state,
        "now": now,
    }
