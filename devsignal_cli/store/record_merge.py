"""Makes one company of two: domains become aliases, people and posts follow, and each field keeps the better value."""

from collections.abc import Mapping

from devsignal_cli.model.records import Record, Recorded, RecordRules
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store import record_remove, records
from devsignal_cli.store.db import Session
from devsignal_cli.store.touching import touch

_MINE = "organization_id = :organization_id"
_ALIASES = f"UPDATE company_domain SET company_id = :into WHERE {_MINE} AND company_id = :old"
_OWN_ALIAS = """
INSERT INTO company_domain (organization_id, domain, company_id) VALUES (:organization_id, :domain, :into)
ON CONFLICT DO NOTHING
"""
_KEYLESS = f"UPDATE company SET domain = NULL WHERE {_MINE} AND id = :old"
_KEY = f"UPDATE company SET domain = :domain WHERE {_MINE} AND id = :into"
_NOBODYS = f"UPDATE company SET run_id = NULL WHERE {_MINE} AND id = :into"
_TIES = f"""
UPDATE field_provenance SET value = :into_value
WHERE {_MINE} AND entity = 'contact' AND field = 'company_id' AND value = :old_value
"""
_CONTACTS = f"UPDATE contact SET company_id = :into WHERE {_MINE} AND company_id = :old RETURNING id"
_LINKS = f"UPDATE identity SET company_id = :into WHERE {_MINE} AND company_id = :old"
_STATE = f"""
UPDATE company SET (enriched_at, outcome, provider, tried_at, retry_at, queued_at) = (
    SELECT enriched_at, outcome, provider, tried_at, retry_at, queued_at FROM company WHERE {_MINE} AND id = :old)
WHERE {_MINE} AND id = :into
"""
_ENRICHED = f"""
UPDATE company SET enriched_at = (
    SELECT max(recorded_at) FROM field_provenance
    WHERE {_MINE} AND entity = 'company' AND entity_id = :into AND revoked_at IS NULL AND {records.IS_TOLD})
WHERE {_MINE} AND id = :into
"""
_RAW = f"UPDATE raw_answer SET object_id = :into WHERE {_MINE} AND kind = 'company' AND object_id = :old"
_HISTORY = f"""
UPDATE field_provenance SET entity_id = :into WHERE {_MINE} AND entity = 'company' AND entity_id = :old
"""
_SETTLED = "UPDATE field_provenance SET revoked_at = coalesce(revoked_at, :now) WHERE id = :row"


def merge(
    session: Session, organization_id: OrganizationId, old: Record, into: Record, now: int, rules: RecordRules
) -> tuple[str, ...]:
    """Merge company `old` into `into`; which fields show another value now.

    Their values stand beside each other as if they had always been one company's: a person's word counts more than a
    provider's, and of two equal sources that of `into`. So a later undo of either finds what the other said.
    """
    asked = {"organization_id": organization_id, "old": old.id, "into": into.id, "now": now}
    winners = _settle(session, organization_id, old, into, now, rules)
    for record in (old, into):
        touch(session, organization_id, "company", record.id)
    _take_domains(session, old, into, asked)
    session.execute(_TIES, asked | {"old_value": str(old.id), "into_value": str(into.id)})
    contacts = [row["id"] for row in session.rows(_CONTACTS, asked)]
    session.execute(_LINKS, asked)
    session.execute(_HISTORY, asked)
    changed = _choose(session, organization_id, into, winners, now, rules)
    if into.enriched_at is None:
        session.execute(_ENRICHED, asked)
    for contact_id in contacts:
        touch(session, organization_id, "contact", contact_id)
    record_remove.companies(session, organization_id, [old.id], now, rules)
    return changed


def _settle(
    session: Session, organization_id: OrganizationId, old: Record, into: Record, now: int, rules: RecordRules
) -> dict[str, Recorded | None]:
    """The winner of each field, told while the two histories are still apart.

    What a person has emptied in one of them must not empty it in the other: such words, and what came before them, are
    settled for good.
    """
    winners: dict[str, Recorded | None] = {}
    pair = [records.history(session, organization_id, record) for record in (old, into)]
    for name in sorted(set(pair[0]) | set(pair[1])):
        live = [rules.live(rows.get(name, ())) for rows in pair]
        winners[name] = rules.choose([*live[0], *live[1]])
        kept = {row.id for row in (*live[0], *live[1])}
        done = [row.id for rows in pair for row in rows.get(name, ()) if row.id is not None and row.id not in kept]
        session.execute_many(_SETTLED, [{"row": number, "now": now} for number in done])
    return winners


def _choose(
    session: Session,
    organization_id: OrganizationId,
    into: Record,
    winners: Mapping[str, Recorded | None],
    now: int,
    rules: RecordRules,
) -> tuple[str, ...]:
    """Show the winners; one that a later value of the same rank would beat is recorded anew behind it."""
    rows = records.history(session, organization_id, into)
    for name, winner in winners.items():
        chosen = rules.choose(rows.get(name, ()))
        if winner is not None and (chosen is None or chosen.id != winner.id):
            run_id = None if winner.run_id is None else RunId(winner.run_id)
            given = {name: winner.value}
            at = winner.recorded_at  # it was told then, whenever companies are merged
            records.write(session, organization_id, "company", into.id, given, winner.source, run_id, at, rules)
    records.rechoose(session, organization_id, "company", into.id, sorted(winners), now, rules)
    after = records.load(session, organization_id, "company", [into.id])[into.id].values
    return tuple(name for name in sorted(winners) if after.get(name) != into.values.get(name))


def _take_domains(session: Session, old: Record, into: Record, asked: dict[str, int]) -> None:
    session.execute(_ALIASES, asked)
    if old.key is not None:
        session.execute(_KEYLESS, asked)
        session.execute(_KEY if into.key is None else _OWN_ALIAS, asked | {"domain": old.key})
    session.execute(_NOBODYS, asked)  # a person has made it what it is: no undo of an import removes it
    if into.key is None:  # with its only domain it takes what was asked of that; else it may be asked for by its own
        session.execute(_STATE, asked)
        session.execute(_RAW, asked)
