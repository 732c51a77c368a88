"""Takes back what an enrichment wrote: its values are revoked, and each field is chosen anew among the others.

Batch by batch, so that a stop at any moment leaves the rest for the next call. A field that a person has edited since
stays as it is and is named. A company that this run made, or one undone before, goes unless something holds on to it.
"""

from dataclasses import dataclass

from devsignal_cli.errors import NotFoundError
from devsignal_cli.model.records import DERIVED, HAND, IMPORT, Entity, Recorded, RecordRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.enrichment import FieldLeft
from devsignal_cli.store import raw, record_remove, records
from devsignal_cli.store.db import Database, Row, Session

BATCH = 200
_OURS = ", ".join(f"'{source}'" for source in sorted({HAND, IMPORT, *DERIVED}))
_RUN = "SELECT * FROM run WHERE id = :run_id AND organization_id = :organization_id AND service = 'clearbit'"
_LAST_RUNS = """
SELECT id FROM run WHERE organization_id = :organization_id AND service = 'clearbit' AND undone_at IS NULL
ORDER BY id DESC LIMIT 5
"""
_OF_RUN = "organization_id = :organization_id AND run_id = :run_id AND revoked_at IS NULL"
_TOUCHED = f"""
SELECT DISTINCT entity, entity_id FROM field_provenance WHERE {_OF_RUN} ORDER BY entity, entity_id LIMIT {BATCH}
"""
_REVOKE = f"""
UPDATE field_provenance SET revoked_at = :now
WHERE {_OF_RUN} AND entity = :entity AND entity_id = :id RETURNING id, field
"""
_ENRICHED = f"""
SELECT max(recorded_at) FROM field_provenance
WHERE organization_id = :organization_id AND entity = :entity AND entity_id = :id AND revoked_at IS NULL
    AND source NOT IN ({_OURS})
"""
_STATE = """
UPDATE {} SET enriched_at = :enriched_at, outcome = 'undone', retry_at = NULL, queued_at = NULL
WHERE organization_id = :organization_id AND id = :id
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
_LONGEST_ID = 18


@dataclass(slots=True)
class Undone:
    """What was put back so far."""

    records: int = 0
    fields: int = 0
    companies_removed: int = 0


class EnrichmentUndo:
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
        self._database = database
        self._organization_id = organization_id
        self._rules = rules
        with database.read() as session:
            self._run = _found(session, organization_id, run)
        self._asked = {"organization_id": organization_id, "run_id": self._run["id"]}
        self.left: list[FieldLeft] = []

    @property
    def is_done(self) -> bool:
        """Whether it was taken back before."""
        return self._run["undone_at"] is not None

    def undo(self, now: int) -> Undone:
        """Take it back."""
        undone = Undone()
        while self._undo_batch(undone, now):
            pass
        after: int | None = 0
        while after is not None:
            after = self._remove_made(undone, after, now)
        with self._database.write() as session:
            session.execute("UPDATE run SET undone_at = :now WHERE id = :run_id", self._asked | {"now": now})
        return undone

    def _undo_batch(self, undone: Undone, now: int) -> bool:
        with self._database.write() as session:
            touched = session.rows(_TOUCHED, self._asked)
            for row in touched:
                changed = self._undo_record(session, row["entity"], row["entity_id"], now)
                undone.records += 1
                undone.fields += changed
        return bool(touched)

    def _undo_record(self, session: Session, entity: Entity, record_id: int, now: int) -> int:
        asked = self._asked | {"entity": entity, "id": record_id, "now": now}
        revoked = {row["field"]: row["id"] for row in session.rows(_REVOKE, asked)}
        record = records.load(session, self._organization_id, entity, [record_id]).get(record_id)
        if record is None:  # removed since
            return 0
        rows = records.history(session, self._organization_id, record)
        for field, number in revoked.items():
            if any(_is_edit(row) and (row.id or 0) > number for row in rows.get(field, ())):
                self.left.append(FieldLeft(entity, str(record_id), record.key, field))
        changed = records.rechoose(session, self._organization_id, entity, record_id, sorted(revoked), now, self._rules)
        enriched_at = session.value(_ENRICHED, asked)
        if enriched_at is None:
            raw.remove(session, self._organization_id, entity, record_id)
        if enriched_at != record.enriched_at or enriched_at is None:
            session.execute(_STATE.format(entity), asked | {"enriched_at": enriched_at})
        return len(changed)

    def _remove_made(self, undone: Undone, after: int, now: int) -> int | None:
        """Remove a batch of companies that nothing holds on to any more; the last id looked at, None at the end."""
        with self._database.write() as session:
            made = [row["id"] for row in session.rows(_MADE, self._asked | {"after": after})]
            named = {row["value"] for row in session.rows(_NAMED, self._asked)} if made else set()
            free = [company_id for company_id in made if str(company_id) not in named]
            record_remove.companies(session, self._organization_id, free, now, self._rules)
        undone.companies_removed += len(free)
        return made[-1] if made else None


def _is_edit(row: Recorded) -> bool:
    return row.source in (HAND, IMPORT) and row.revoked_at is None


def _found(session: Session, organization_id: OrganizationId, run: str) -> Row:
    is_number = run.isascii() and run.isdigit() and len(run) <= _LONGEST_ID
    asked = {"organization_id": organization_id}
    found = session.row(_RUN, asked | {"run_id": int(run)}) if is_number else None
    if found is None:
        last = ", ".join(str(row["id"]) for row in session.rows(_LAST_RUNS, asked))
        raise NotFoundError(
            f"There is no enrichment {run} here.",
            f"The last ones are {last}; imports are taken back by `devsignal company remove --run N`."
            if last
            else "Nothing was enriched yet: each enrichment names its run in its last line.",
        )
    return found
