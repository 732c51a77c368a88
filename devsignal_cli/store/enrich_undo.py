"""Takes back what an enrichment wrote.

A company that this run made, or one that was undone before, goes unless something holds on to it.
"""

from devsignal_cli.model.records import Record, RecordRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import raw, record_remove, records, run_undo
from devsignal_cli.store.db import Database, Session
from devsignal_cli.store.run_undo import BATCH, RunUndo

_HINTS = (
    "The last ones are {}; imports are taken back by `devsignal company remove --run N`.",
    "Nothing was enriched yet: each enrichment names its run in its last line.",
)
_ENRICHED = f"""
SELECT max(recorded_at) FROM field_provenance
WHERE organization_id = :organization_id AND entity = :entity AND entity_id = :id AND revoked_at IS NULL
    AND {records.IS_TOLD}
"""
_STATE = """
UPDATE {} SET enriched_at = :enriched_at, outcome = 'undone', retry_at = NULL, queued_at = NULL
WHERE organization_id = :organization_id AND id = :id
"""
_ENRICHED_AT = """
UPDATE {} SET enriched_at = :enriched_at WHERE organization_id = :organization_id AND id = :id
"""
_MADE = f"""
SELECT c.id FROM company c JOIN run r ON r.id = c.run_id
WHERE c.organization_id = :organization_id AND c.id > :after AND r.service = 'clearbit'
    AND (r.id = :run_id OR r.undone_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM field_provenance p WHERE p.organization_id = :organization_id
        AND p.entity = 'company' AND p.entity_id = c.id AND p.revoked_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM contact WHERE organization_id = :organization_id AND company_id = c.id)
    AND NOT EXISTS (SELECT 1 FROM company_domain WHERE organization_id = :organization_id AND company_id = c.id)
    AND NOT EXISTS (SELECT 1 FROM identity WHERE organization_id = :organization_id AND company_id = c.id)
ORDER BY c.id LIMIT {BATCH}
"""
_NAMED = """
SELECT DISTINCT value FROM field_provenance
WHERE organization_id = :organization_id AND entity = 'contact' AND field = 'company_id' AND revoked_at IS NULL
    AND value IS NOT NULL
"""


class EnrichmentUndo(RunUndo):
    """One enrichment of one organization, to be taken back.

    Args:
        database: the file.
        organization_id: whose it is.
        run: its id, as people type it.
        rules: what wins among values.

    Raises:
        NotFoundError: the organization has no enrichment of that id.
    """

    def __init__(self, database: Database, organization_id: OrganizationId, run: str, rules: RecordRules) -> None:
        row = run_undo.found(database, organization_id, "clearbit", None, run, _HINTS)
        super().__init__(database, organization_id, row, rules)

    def _settle(self, session: Session, record: Record, now: int) -> None:
        """When it was enriched is told by what is left; what is put back is asked for by name only."""
        asked = self._asked | {"entity": record.entity, "id": record.id, "now": now}
        enriched_at = session.value(_ENRICHED, asked)
        if enriched_at == record.enriched_at is not None:
            return
        raw.remove(session, self._organization_id, record.entity, record.id)  # it was the last one's
        state = _STATE if record.outcome == "found" else _ENRICHED_AT  # what was told of it by itself stays
        session.execute(state.format(record.entity), asked | {"enriched_at": enriched_at})

    def _remove_made(self, now: int) -> int:
        removed, after = 0, 0
        while True:
            with self._writing(now) as session:
                made = [row["id"] for row in session.rows(_MADE, self._asked | {"after": after})]
                named = {row["value"] for row in session.rows(_NAMED, self._asked)} if made else set()
                gone = [company_id for company_id in made if str(company_id) not in named]
                record_remove.companies(session, self._organization_id, gone, now, self._rules)
            if not made:
                return removed
            removed, after = removed + len(gone), made[-1]
