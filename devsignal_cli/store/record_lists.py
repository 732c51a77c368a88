"""Lists of companies and contacts: newest first, by keyset pages, so that a page costs the same among thousands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from devsignal_cli.model.records import Entity, Record
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import records
from devsignal_cli.store.db import Database, Session, chunks, holders

_EXPORT_PAGE = 500
_WHO: Mapping[Entity, str] = {
    "company": "coalesce(name_key, '') || ' ' || coalesce(domain, '')",
    "contact": "coalesce(name_key, '') || ' ' || coalesce(email_key, '') || ' ' || coalesce(handle_key, '')",
}
_CONDITIONS = {
    "search": "{who} LIKE :search ESCAPE '!'",
    "industry": "lower(industry) LIKE :industry ESCAPE '!'",
    "size": "size = :size",
    "title": "lower(title) LIKE :title ESCAPE '!'",
    "company_id": "company_id = :company_id",
    "tech": "custom_fields LIKE :tech ESCAPE '!'",
    "is_enriched": "(enriched_at IS NOT NULL) = :is_enriched",
    "is_queued": "queued_at IS NOT NULL",
    "is_talking": """EXISTS (SELECT 1 FROM signal s WHERE s.organization_id = :organization_id
        AND s.{entity}_id = {entity}.id AND s.muted = 0 AND s.deleted_at IS NULL)""",
}
_COUNTS: Mapping[str, str] = {
    "signals": """SELECT {entity}_id AS id, count(*) AS n FROM signal
        WHERE organization_id = :organization_id AND {entity}_id IN ({ids}) AND muted = 0 AND deleted_at IS NULL
        GROUP BY {entity}_id""",
    "contacts": """SELECT company_id AS id, count(*) AS n FROM contact
        WHERE organization_id = :organization_id AND company_id IN ({ids}) GROUP BY company_id""",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; None: not by that. Texts are looked for anywhere, whatever their capitals."""

    search: str | None = None
    industry: str | None = None
    size: str | None = None
    tech: str | None = None
    title: str | None = None
    company_id: int | None = None
    is_enriched: bool | None = None
    is_queued: bool | None = None
    is_talking: bool | None = None


def page(
    session: Session, organization_id: OrganizationId, entity: Entity, filters: Filters, limit: int, before: int | None
) -> list[Record]:
    """At most `limit` records with ids below `before`, newest first."""
    found: list[Record] = []
    while len(found) < limit:
        batch = _batch(session, organization_id, entity, filters, limit, before)
        found += [record for record in batch if _fits(record, filters)]
        if len(batch) < limit:
            break
        before = batch[-1].id
    return found[:limit]


def counts(
    session: Session, organization_id: OrganizationId, entity: Entity, ids: list[int], what: str
) -> dict[int, int]:
    """How many `signals` or `contacts` hang on each of some records; those with none are missing."""
    found: dict[int, int] = {}
    for part in chunks(ids):
        question = _COUNTS[what].format(entity=entity, ids=holders(part))
        rows = session.rows(question, {**part, "organization_id": organization_id})
        found |= {row["id"]: row["n"] for row in rows}
    return found


def company_names(
    session: Session, organization_id: OrganizationId, ids: list[int]
) -> dict[int, tuple[str | None, str | None]]:
    """What people call some companies (the name, else the domain), and their domains."""
    found: dict[int, tuple[str | None, str | None]] = {}
    for part in chunks(sorted(set(ids))):
        question = f"""
            SELECT id, coalesce(name, domain) AS name, domain FROM company
            WHERE organization_id = :organization_id AND id IN ({holders(part)})
        """
        rows = session.rows(question, {**part, "organization_id": organization_id})
        found |= {row["id"]: (row["name"], row["domain"]) for row in rows}
    return found


def pages(database: Database, organization_id: OrganizationId, entity: Entity) -> Iterator[list[Record]]:
    """All records, newest first, each page in a short transaction: nothing is locked while they are written out."""
    before: int | None = None
    while True:
        with database.read() as session:
            found = page(session, organization_id, entity, Filters(), _EXPORT_PAGE, before)
        yield found
        if len(found) < _EXPORT_PAGE:
            return
        before = found[-1].id


def _batch(
    session: Session, organization_id: OrganizationId, entity: Entity, filters: Filters, limit: int, before: int | None
) -> list[Record]:
    asked: dict[str, Any] = {"organization_id": organization_id, "before": before, "limit": limit}
    conditions = ["organization_id = :organization_id", *(["id < :before"] if before is not None else [])]
    for name, value in _parameters(filters).items():
        asked[name] = value
        conditions.append(_CONDITIONS[name].format(entity=entity, who=_WHO[entity]))
    question = f"SELECT id FROM {entity} WHERE {' AND '.join(conditions)} ORDER BY id DESC LIMIT :limit"
    ids = [row["id"] for row in session.rows(question, asked)]
    found = records.load(session, organization_id, entity, ids)
    return [found[number] for number in ids]


def _fits(record: Record, filters: Filters) -> bool:
    """What the database can only narrow down: a technology among others, and capitals beyond ASCII."""
    stack = record.values.get("techStack")
    if filters.tech is not None and not (isinstance(stack, list) and filters.tech in stack):
        return False
    texts = {"industry": filters.industry, "title": filters.title}
    return all(
        text is None or text.casefold() in str(record.values.get(name, "")).casefold() for name, text in texts.items()
    )


def _parameters(filters: Filters) -> dict[str, Any]:
    """The filters that are set, as parameters."""
    told: dict[str, Any] = {
        "search": _anywhere(filters.search),
        "industry": _in_ascii(filters.industry),
        "title": _in_ascii(filters.title),
        "size": filters.size,
        "tech": None if filters.tech is None else f'%"techStack": [%"{_escaped(filters.tech)}"%',
        "company_id": filters.company_id,
        "is_enriched": filters.is_enriched,
        "is_queued": filters.is_queued or None,
        "is_talking": filters.is_talking or None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _anywhere(text: str | None) -> str | None:
    return None if text is None else f"%{_escaped(text.casefold())}%"


def _in_ascii(text: str | None) -> str | None:
    """A text to be looked for by `lower()`, which knows no capitals beyond ASCII."""
    return _anywhere(text) if text is not None and text.isascii() and "ss" not in text.lower() else None


def _escaped(text: str) -> str:
    return "".join(f"!{sign}" if sign in "!%_" else sign for sign in text)
