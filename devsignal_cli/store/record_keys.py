"""Finds companies and contacts by what people and providers call them, and ties a contact to its company."""

from collections.abc import Sequence

from devsignal_cli.model.records import Entity, NewRecord, RecordRules
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store import records
from devsignal_cli.store.db import Session

_BY_DOMAIN = """
SELECT id FROM company WHERE organization_id = :organization_id AND domain = :domain
UNION SELECT company_id FROM company_domain WHERE organization_id = :organization_id AND domain = :domain
"""
_BY_EMAIL = "SELECT id FROM contact WHERE organization_id = :organization_id AND email_key = :email_key"
_BY_HANDLE = """
SELECT id FROM contact WHERE organization_id = :organization_id AND handle_key = :handle_key ORDER BY id LIMIT 2
"""
_LONGEST_ID = 18


def find(session: Session, organization_id: OrganizationId, entity: Entity, text: str, key: str | None) -> int | None:
    """The record whose id a person typed, or with that domain or form of e-mail."""
    found = by_id(session, organization_id, entity, text)
    if found is None and key is not None:
        by_key = by_domain if entity == "company" else by_email
        found = by_key(session, organization_id, key)
    return found


def by_id(session: Session, organization_id: OrganizationId, entity: Entity, text: str) -> int | None:
    """The record whose id a person typed; None if the text is no id of this organization."""
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID):
        return None
    asked = {"organization_id": organization_id, "id": int(text)}
    found = session.value(f"SELECT id FROM {entity} WHERE organization_id = :organization_id AND id = :id", asked)
    return None if found is None else int(found)


def by_domain(session: Session, organization_id: OrganizationId, domain: str) -> int | None:
    """The company with that registrable domain, its own or an alias."""
    found = session.value(_BY_DOMAIN, {"organization_id": organization_id, "domain": domain})
    return None if found is None else int(found)


def by_email(session: Session, organization_id: OrganizationId, email_key: str) -> int | None:
    """The contact with that e-mail, given in the form that makes e-mails unique."""
    found = session.value(_BY_EMAIL, {"organization_id": organization_id, "email_key": email_key})
    return None if found is None else int(found)


def by_name(session: Session, organization_id: OrganizationId, entity: Entity, name_key: str) -> Sequence[int]:
    """The records of that name, at most two: one is an answer, two are none."""
    question = f"""
        SELECT id FROM {entity} WHERE organization_id = :organization_id AND name_key = :name_key ORDER BY id LIMIT 2
    """
    rows = session.rows(question, {"organization_id": organization_id, "name_key": name_key})
    return [row["id"] for row in rows]


def keyless(session: Session, organization_id: OrganizationId, entity: Entity, name_key: str) -> Sequence[int]:
    """The records of that name that have no domain or e-mail, oldest first, at most twenty."""
    key = "domain" if entity == "company" else "email_key"
    question = f"""
        SELECT id FROM {entity} WHERE organization_id = :organization_id AND name_key = :name_key AND {key} IS NULL
        ORDER BY id LIMIT 20
    """
    rows = session.rows(question, {"organization_id": organization_id, "name_key": name_key})
    return [row["id"] for row in rows]


def by_handle(session: Session, organization_id: OrganizationId, handle_key: str) -> Sequence[int]:
    """The contacts with that handle on X, at most two."""
    rows = session.rows(_BY_HANDLE, {"organization_id": organization_id, "handle_key": handle_key})
    return [row["id"] for row in rows]


def company_at(
    session: Session,
    organization_id: OrganizationId,
    domain: str,
    source: str,
    run_id: RunId | None,
    now: int,
    rules: RecordRules,
) -> int:
    """The company with that domain; if there is none it comes into being, queued for enrichment."""
    found = by_domain(session, organization_id, domain)
    if found is not None:
        return found
    return records.create(session, organization_id, NewRecord("company", domain), source, run_id, now, rules)


def add_contact(
    session: Session,
    organization_id: OrganizationId,
    new: NewRecord,
    source: str,
    run_id: RunId | None,
    now: int,
    rules: RecordRules,
) -> int:
    """Make a contact, tied to the company that its work e-mail names unless it says another; its id."""
    contact_id = records.create(session, organization_id, new, source, run_id, now, rules)
    if new.company_domain and new.values.get("company_id") is None:
        tie(session, organization_id, contact_id, new.company_domain, "email", run_id, now, rules)
    return contact_id


def tie(
    session: Session,
    organization_id: OrganizationId,
    contact_id: int,
    domain: str,
    source: str,
    run_id: RunId | None,
    now: int,
    rules: RecordRules,
) -> None:
    """Tie a contact to the company with that domain, made if it is new."""
    company_id = company_at(session, organization_id, domain, source, run_id, now, rules)
    records.write(
        session, organization_id, "contact", contact_id, {"company_id": company_id}, source, run_id, now, rules
    )
