"""The read-only questions that stats asks of records, keywords and the ledger: plain SQL, results in plain values."""

import json
from collections import Counter

from devsignal_cli.model.records import COLUMNS, FIELDS, Entity
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.stats import Coverage, Spend
from devsignal_cli.store.db import Session

_ENTITIES: dict[str, Entity] = {"companies": "company", "contacts": "contact"}
_SPEND = """
SELECT kind, sum(count) AS n, sum(free_count) AS free, sum(micro_usd) AS micro_usd FROM ledger
WHERE organization_id = :organization_id AND day BETWEEN :first AND :last GROUP BY kind
"""
_KEYWORDS = "SELECT id, text, topic, removed_at FROM keyword WHERE organization_id = :organization_id ORDER BY id"


def coverage(session: Session, organization_id: OrganizationId, table: str) -> Coverage:
    """How many of the companies or contacts were enriched."""
    question = f"""
        SELECT count(*) AS total, count(enriched_at) AS enriched FROM {_ENTITIES[table]}
        WHERE organization_id = :organization_id
    """
    row = session.row(question, {"organization_id": organization_id})
    assert row is not None  # noqa: S101 - an aggregate gives one row
    total_, enriched = row["total"], row["enriched"]
    return Coverage(total_, enriched, total_ - enriched, round(100 * enriched / total_, 1) if total_ else None)


def fields(session: Session, organization_id: OrganizationId, table: str) -> dict[str, int]:
    """How many of the companies or contacts have a value in each field that enrichment writes, whoever told it."""
    entity = _ENTITIES[table]
    columns = [name for name in COLUMNS[entity] if name in FIELDS[entity]]
    asked = {"organization_id": organization_id}
    counts = ", ".join(f"count({name}) AS {name}" for name in columns)
    row = session.row(f"SELECT {counts} FROM {entity} WHERE organization_id = :organization_id", asked)
    assert row is not None  # noqa: S101 - as above
    others = session.rows(
        f"SELECT custom_fields FROM {entity} WHERE organization_id = :organization_id AND custom_fields <> '{{}}'",
        asked,
    )
    told: Counter[str] = Counter()
    for other in others:
        told.update(name for name, value in json.loads(other["custom_fields"]).items() if value not in (None, "", []))
    return {name: row[name] if name in columns else told[name] for name in FIELDS[entity]}


def technology(session: Session, organization_id: OrganizationId) -> tuple[Counter[str], int]:
    """How many companies use each technology, and how many say what they use."""
    question = """
        SELECT custom_fields FROM company
        WHERE organization_id = :organization_id AND custom_fields LIKE '%"techStack"%'
    """
    rows = session.rows(question, {"organization_id": organization_id})
    stacks = [json.loads(row["custom_fields"]).get("techStack") or () for row in rows]
    return Counter(name for stack in stacks for name in set(stack)), sum(map(bool, stacks))


def spend(session: Session, organization_id: OrganizationId, first: str, last: str) -> Spend:
    """What was booked from one UTC day (YYYY-MM-DD) to another."""
    rows = session.rows(_SPEND, {"organization_id": organization_id, "first": first, "last": last})
    paid = Counter({row["kind"]: row["n"] for row in rows})
    free = Counter({row["kind"]: row["free"] for row in rows})
    return Spend(
        usd=sum(row["micro_usd"] for row in rows) / 1_000_000,
        posts=paid["post"],
        posts_free=free["post"],
        users=paid["user"],
        counts=paid["counts"],
        calls=paid["enrichment"] + free["enrichment"],
        calls_counted=paid["enrichment"],
    )


def keywords(session: Session, organization_id: OrganizationId) -> list[tuple[int, str, str, bool]]:
    """All keywords as (id, text, topic or "", whether it is watched); a removed one stays for what it brought."""
    rows = session.rows(_KEYWORDS, {"organization_id": organization_id})
    return [(row["id"], row["text"], row["topic"] or "", row["removed_at"] is None) for row in rows]
