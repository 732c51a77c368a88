"""Companies and contacts as results: whole pages of them, and one with all that hangs on it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from devsignal_cli.model.connection import Organization
from devsignal_cli.model.records import Entity, Record, Recorded, RecordRules
from devsignal_cli.results.records import Company, CompanyShown, Contact, ContactShown, FieldValue, LinkedAuthor
from devsignal_cli.results.signals import Signal
from devsignal_cli.store import queries, record_lists, records
from devsignal_cli.store.db import Session
from devsignal_cli.store.record_lists import Filters

PEOPLE, RECENT = 20, 5
_RECENT = """
SELECT post_key FROM signal
WHERE organization_id = :organization_id AND {}_id = :id AND muted = 0 AND deleted_at IS NULL
ORDER BY posted_at DESC, post_id DESC LIMIT :limit
"""
_AUTHORS = """
SELECT i.author_id, a.username, i.state, i.method FROM identity i JOIN author a ON a.id = i.author_id
WHERE i.organization_id = :organization_id AND i.contact_id = :id AND i.revoked_at IS NULL AND i.state <> 'rejected'
ORDER BY i.id
"""


def companies(session: Session, organization: Organization, found: Sequence[Record]) -> tuple[Company, ...]:
    """Companies as commands show them."""
    ids = [record.id for record in found]
    people = record_lists.counts(session, organization.id, "company", ids, "contacts")
    posts = record_lists.counts(session, organization.id, "company", ids, "signals")
    return tuple(
        Company(**_company(record, organization, people.get(record.id, 0), posts.get(record.id, 0))) for record in found
    )


def contacts(session: Session, organization: Organization, found: Sequence[Record]) -> tuple[Contact, ...]:
    """Contacts as commands show them."""
    ids = [record.id for record in found]
    posts = record_lists.counts(session, organization.id, "contact", ids, "signals")
    employers = [int(str(record.values["company_id"])) for record in found if "company_id" in record.values]
    names = record_lists.company_names(session, organization.id, employers)
    return tuple(Contact(**_contact(record, organization, names, posts.get(record.id, 0))) for record in found)


def company(session: Session, organization: Organization, record: Record, rules: RecordRules) -> CompanyShown:
    """One company with its history, its people and their posts."""
    (plain,) = companies(session, organization, [record])
    filters = Filters(company_id=record.id)
    people = record_lists.page(session, organization.id, "contact", filters, PEOPLE, None)
    return CompanyShown(
        **_fields(plain),
        history=_history(session, organization, record, rules),
        people=contacts(session, organization, people),
        recent=_recent(session, organization, "company", record.id),
    )


def contact(session: Session, organization: Organization, record: Record, rules: RecordRules) -> ContactShown:
    """One contact with their history, their accounts on X and their posts."""
    (plain,) = contacts(session, organization, [record])
    rows = session.rows(_AUTHORS, {"organization_id": organization.id, "id": record.id})
    return ContactShown(
        **_fields(plain),
        history=_history(session, organization, record, rules),
        authors=tuple(
            LinkedAuthor(str(row["author_id"]), row["username"], row["state"], row["method"]) for row in rows
        ),
        recent=_recent(session, organization, "contact", record.id),
    )


def _company(record: Record, organization: Organization, people: int, posts: int) -> dict[str, Any]:
    own = {name: record.values.get(name) for name in ("name", "description", "industry", "size", "website")}
    named = {"domain": record.key, "aliases": record.aliases, "contacts": people, "signals": posts}
    return {**_shared(record, organization, tuple(own)), **named, **own}


def _contact(
    record: Record, organization: Organization, names: Mapping[int, tuple[str | None, str | None]], posts: int
) -> dict[str, Any]:
    own = {name: record.values.get(name) for name in ("first_name", "last_name", "title", "avatar")}
    company_id, user_id = record.values.get("company_id"), record.values.get("x_user_id")
    company, domain = (None, None) if company_id is None else names.get(int(str(company_id)), (None, None))
    tied = {
        "company_id": None if company_id is None else str(company_id),
        "company": company,
        "company_domain": domain,
        "x_user_id": None if user_id is None else str(user_id),
    }
    shared = _shared(record, organization, (*own, "company_id", "x_user_id"))
    return {**shared, "email": record.key, "signals": posts, **tied, **own}


def _shared(record: Record, organization: Organization, own: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": str(record.id),
        "org": organization.name,
        "custom_fields": {name: value for name, value in record.values.items() if name not in own},
        "source": record.source,
        "created_at": _utc(record.created_at),
        "updated_at": _utc(record.updated_at),
        "queued": record.queued_at is not None,
        "outcome": record.outcome,
        "provider": record.provider,
        "enriched_at": None if record.enriched_at is None else _utc(record.enriched_at),
    }


def _fields(value: Company | Contact) -> dict[str, Any]:
    """The fields of a value by name, as its class with more fields takes them."""
    return {name: getattr(value, name) for name in type(value).__dataclass_fields__}


def _history(
    session: Session, organization: Organization, record: Record, rules: RecordRules
) -> tuple[FieldValue, ...]:
    rows = records.history(session, organization.id, record)
    winners = {name: rules.choose(recorded) for name, recorded in rows.items()}
    return tuple(_value(row, row is winners[name]) for name in sorted(rows) for row in rows[name])


def _value(row: Recorded, is_shown: bool) -> FieldValue:
    value = str(row.value) if row.field in ("company_id", "x_user_id") and row.value is not None else row.value
    revoked_at = None if row.revoked_at is None else _utc(row.revoked_at)
    run = None if row.run_id is None else str(row.run_id)
    return FieldValue(row.field, value, row.source, run, _utc(row.recorded_at), revoked_at, is_shown)


def _recent(session: Session, organization: Organization, entity: Entity, record_id: int) -> tuple[Signal, ...]:
    asked = {"organization_id": organization.id, "id": record_id, "limit": RECENT}
    keys = [row["post_key"] for row in session.rows(_RECENT.format(entity), asked)]
    return queries.named(session, organization.id, keys)


def _utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
