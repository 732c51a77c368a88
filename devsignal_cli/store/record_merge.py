"""Makes one company of two: domains become aliases, people and posts follow, and each field keeps the better value."""

from devsignal_cli.model.records import Record, Recorded, RecordRules
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store import record_remove, records, signals
from devsignal_cli.store.db import Session

_MINE = "organization_id = :organization_id"
_ALIASES = f"UPDATE company_domain SET company_id = :into WHERE {_MINE} AND company_id = :old"
_OWN_ALIAS = """
INSERT INTO company_domain (organization_id, domain, company_id) VALUES (:organization_id, :domain, :into)
"""
_KEYLESS = f"UPDATE company SET domain = NULL WHERE {_MINE} AND id = :old"
_KEY = f"UPDATE company SET domain = :domain, queued_at = :now WHERE {_MINE} AND id = :into"
_TIES = f"""
UPDATE field_provenance SET value = :into_value
WHERE {_MINE} AND entity = 'contact' AND field = 'company_id' AND value = :old_value
"""
_CONTACTS = f"UPDATE contact SET company_id = :into WHERE {_MINE} AND company_id = :old RETURNING id"
_LINKS = f"UPDATE identity SET company_id = :into WHERE {_MINE} AND company_id = :old RETURNING author_id"
_STATE = f"""
UPDATE company SET (enriched_at, outcome, provider, tried_at, retry_at) = (
    SELECT enriched_at, outcome, provider, tried_at, retry_at FROM company WHERE {_MINE} AND id = :old)
WHERE {_MINE} AND id = :into
"""
_HISTORY = f"""
UPDATE field_provenance SET entity_id = :into, revoked_at = coalesce(revoked_at, :now)
WHERE {_MINE} AND entity = 'company' AND entity_id = :old
"""


def merge(
    session: Session, organization_id: OrganizationId, old: Record, into: Record, now: int, rules: RecordRules
) -> tuple[str, ...]:
    """Merge company `old` into `into`, which keeps its values; which fields it took over.

    A field takes the other's value where it is empty, or where a person's word stands against a provider's. All values
    of `old` stay in the history of `into`.
    """
    asked = {"organization_id": organization_id, "old": old.id, "into": into.id, "now": now}
    better = _better(session, organization_id, old, into, rules)
    _take_domains(session, old, into, asked)
    session.execute(_TIES, asked | {"old_value": str(old.id), "into_value": str(into.id)})
    contacts = [row["id"] for row in session.rows(_CONTACTS, asked)]
    authors = [row["author_id"] for row in session.rows(_LINKS, asked)]
    session.execute(_HISTORY, asked)
    for name, row in better.items():
        run_id = None if row.run_id is None else RunId(row.run_id)
        records.write(session, organization_id, "company", into.id, {name: row.value}, row.source, run_id, now, rules)
    if into.enriched_at is None and any(records.is_told(row.source) for row in better.values()):
        session.execute(_STATE, asked)
    for contact_id in contacts:
        records.follow(session, organization_id, contact_id, rules)
    signals.relink(session, organization_id, authors, noise=rules.noise)
    record_remove.companies(session, organization_id, [old.id], now, rules)
    return tuple(better)


def _better(
    session: Session, organization_id: OrganizationId, old: Record, into: Record, rules: RecordRules
) -> dict[str, Recorded]:
    """The values of `old` that beat those of `into`, by field."""
    theirs = records.history(session, organization_id, old)
    ours = records.history(session, organization_id, into)
    better: dict[str, Recorded] = {}
    for name, rows in theirs.items():
        offered, held = rules.choose(rows), rules.choose(ours.get(name, ()))
        if offered is None:
            continue
        after = rules.choose([offered, *([held] if held else [])])  # of equals the one that is there
        if after is offered and (held is None or held.value != offered.value):
            better[name] = offered
    return better


def _take_domains(session: Session, old: Record, into: Record, asked: dict[str, int]) -> None:
    session.execute(_ALIASES, asked)
    if old.key is None:
        return
    domain = {"domain": old.key}
    session.execute(_KEYLESS, asked)
    session.execute(_KEY if into.key is None else _OWN_ALIAS, asked | domain)
