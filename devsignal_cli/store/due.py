"""Which companies and contacts a bulk enrichment asks for, and why it leaves others out.

A candidate has a domain or e-mail and misses a key field, was never tried, is queued, or is stale. Of them, those are
left out of which the provider has told enough: what it does not know is asked for again after weeks (a miss is billed),
what it is still looking for after minutes, what it cannot read or may not tell never.
"""

from collections.abc import Sequence
from typing import Any

from devsignal_cli.model.enrichment import Candidate
from devsignal_cli.model.records import Entity
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Session, chunks, holders

_MISSING = {"company": "industry IS NULL OR size IS NULL OR description IS NULL", "contact": "title IS NULL"}
_KEY = {"company": "domain", "contact": "email"}
_COLUMNS = {"company": "id, domain", "contact": "id, email, first_name, last_name, company_id"}  # as in Candidate
_REASON = """
CASE WHEN outcome = 'suppressed' THEN 'suppressed'
    WHEN outcome = 'undone' THEN 'undone'
    WHEN provider IS NOT NULL AND provider <> :provider THEN 'due'
    WHEN outcome = 'invalid' THEN 'invalid'
    WHEN enriched_at IS NOT NULL AND enriched_at <= :stale_before AND (retry_at IS NULL OR outcome = 'found') THEN 'due'
    WHEN retry_at > :now THEN coalesce(outcome, 'due')
    ELSE 'due' END
"""


def reasons(session: Session, asked: dict[str, Any], entity: Entity) -> dict[str, int]:
    """How many candidates there are, by why they are left out; `due` are those that are not."""
    question = f"SELECT {_REASON} AS reason, count(*) AS n FROM {entity} WHERE {_candidate(entity)} GROUP BY reason"
    return {row["reason"]: row["n"] for row in session.rows(question, asked)}


def ids(session: Session, asked: dict[str, Any], entity: Entity) -> list[int]:
    """The due candidates: queued ones first, then those tried longest ago (never tried first).

    What was tried in vain since it was queued goes behind the rest of the queue, so that it holds up nothing.
    """
    question = f"""
        SELECT id FROM {entity} WHERE {_candidate(entity)} AND {_REASON} = 'due'
        ORDER BY CASE WHEN queued_at IS NULL THEN 1 ELSE 0 END,
            CASE WHEN tried_at > queued_at THEN tried_at ELSE queued_at END,
            CASE WHEN tried_at IS NULL THEN 0 ELSE 1 END, tried_at, id
    """
    return [row["id"] for row in session.rows(question, asked)]


def named(session: Session, organization_id: OrganizationId, entity: Entity, wanted: Sequence[int]) -> list[Candidate]:
    """What is asked about some candidates, in the given order; those gone meanwhile are missing."""
    found: dict[int, Candidate] = {}
    for part in chunks(wanted):
        question = f"""
            SELECT {_COLUMNS[entity]} FROM {entity}
            WHERE organization_id = :organization_id AND id IN ({holders(part)}) AND {_KEY[entity]} IS NOT NULL
        """
        for row in session.rows(question, {**part, "organization_id": organization_id}):
            found[row["id"]] = Candidate(*row)
    return [found[number] for number in wanted if number in found]


def _candidate(entity: Entity) -> str:
    return f"""
        organization_id = :organization_id AND {_KEY[entity]} IS NOT NULL
        AND (tried_at IS NULL OR queued_at IS NOT NULL OR {_MISSING[entity]} OR enriched_at <= :stale_before)
    """
