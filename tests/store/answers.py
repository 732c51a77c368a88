"""Answers of a provider for the store's tests, and records to receive them."""

import hashlib
from collections.abc import Mapping
from typing import Any

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.model.enrichment import AnswerOutcome, Following, Found, LookedUp, Lookup, Told
from devsignal_cli.model.records import Entity, NewRecord, Value
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store import record_keys, records, resolution
from devsignal_cli.store.db import Database, Row
from devsignal_cli.store.enrichment_store import EnrichmentStore
from tests.store.rows import NOW, ORG

LATER: Mapping[Entity, Following] = {"company": Following(NOW + 100), "contact": Following(NOW + 100)}


def mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def store_of(database: Database, provider: str = "clearbit", org: OrganizationId = ORG) -> EnrichmentStore:
    return EnrichmentStore(database, org, provider, f"{provider}:account", RULES, mark)


def company(database: Database, domain: str | None = "acme.io", *, source: str = "hand", **values: Value) -> int:
    with resolution.writing(database, ORG, RULES, NOW) as session:
        return records.create(session, ORG, NewRecord("company", domain, values=values), source, None, NOW, RULES)


def contact(database: Database, email: str = "jo@acme.io", company_domain: str | None = None, **values: Value) -> int:
    new = NewRecord("contact", email, email.lower(), values, company_domain)
    with resolution.writing(database, ORG, RULES, NOW) as session:
        return record_keys.add_contact(session, ORG, new, "hand", None, NOW, RULES)


def edit(database: Database, entity: Entity, record_id: int, source: str = "hand", **values: Value | None) -> None:
    with resolution.writing(database, ORG, RULES, NOW) as session:
        records.write(session, ORG, entity, record_id, values, source, None, NOW, RULES)


def values(database: Database, entity: Entity, record_id: int) -> Mapping[str, Value]:
    with database.read() as session:
        return records.load(session, ORG, entity, [record_id])[record_id].values


def told(entity: Entity, fields: Mapping[str, Value], **more: Any) -> Told:
    return Told("found", Found(entity, fields, {}, b'{"id": "x"}', **more))


def answer(
    entity: Entity,
    record_id: int,
    fields: Mapping[str, Value] | None,
    outcome: AnswerOutcome = "not_found",
    *,
    key: str | None = None,
    **more: Any,
) -> LookedUp:
    said = Told(outcome) if fields is None else told(entity, fields, **more)
    if entity == "company":
        return LookedUp(Lookup(domain=key or "acme.io", company_id=record_id), company=said, calls=1, counted=1)
    return LookedUp(Lookup(email=key or "jo@acme.io", contact_id=record_id), person=said, calls=1, counted=1)


def enrich(
    database: Database,
    entity: Entity,
    record_id: int,
    fields: Mapping[str, Value],
    *,
    provider: str = "clearbit",
    following: Mapping[Entity, Following] | None = None,
    now: int = NOW,
) -> RunId:
    looked = answer(entity, record_id, fields, key=key_of(database, entity, record_id))
    run_id, _ = store_of(database, provider).store_single(looked, following or LATER, now)
    return run_id


def key_of(database: Database, entity: Entity, record_id: int) -> str | None:
    with database.read() as session:
        return records.load(session, ORG, entity, [record_id])[record_id].key


def rows(database: Database, question: str) -> list[Row]:
    """The rows of a question, by the names of their columns."""
    with database.read() as session:
        return session.rows(question)
