"""Takes back the values that one run wrote: they are revoked, and each field is chosen anew among the others.

Batch by batch, so that a stop at any moment leaves the rest for the next call. A field that a person has edited since
stays as it is and is named. What becomes of records that the run has made, each kind of run says.
"""

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from dataclasses import dataclass

from devsignal_cli.errors import NotFoundError
from devsignal_cli.model.records import HAND, IMPORT, Entity, Record, Recorded, RecordRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.enrichment import FieldLeft
from devsignal_cli.store import records, resolution
from devsignal_cli.store.db import Database, Row, Session

BATCH = 200
_LONGEST_ID = 18
_OF_RUN = "organization_id = :organization_id AND run_id = :run_id AND revoked_at IS NULL"
_TOUCHED = f"""
SELECT DISTINCT entity, entity_id FROM field_provenance WHERE {_OF_RUN} ORDER BY entity, entity_id LIMIT {BATCH}
"""
_REVOKE = f"""
UPDATE field_provenance SET revoked_at = :now
WHERE {_OF_RUN} AND entity = :entity AND entity_id = :id RETURNING id, field
"""
_RUN = """
SELECT * FROM run WHERE id = :run_id AND organization_id = :organization_id AND service = :service
    AND (CAST(:kind AS TEXT) IS NULL OR kind = :kind)
"""
_LAST_RUNS = """
SELECT id FROM run WHERE organization_id = :organization_id AND service = :service AND undone_at IS NULL
    AND (CAST(:kind AS TEXT) IS NULL OR kind = :kind)
ORDER BY id DESC LIMIT 5
"""


@dataclass(slots=True)
class Undone:
    """What was put back so far, and how many records that only the run had made are gone."""

    records: int = 0
    fields: int = 0
    removed: int = 0


class RunUndo(ABC):
    """One run of one organization, to be taken back.

    Args:
        database: the file.
        organization_id: whose it is.
        run: the run's row.
        rules: what wins among values.
    """

    def __init__(self, database: Database, organization_id: OrganizationId, run: Row, rules: RecordRules) -> None:
        self._database = database
        self._organization_id = organization_id
        self._rules = rules
        self._run = run
        self._asked = {"organization_id": organization_id, "run_id": run["id"]}
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
        undone.removed = self._remove_made(now)
        with self._database.write() as session:
            session.execute("UPDATE run SET undone_at = :now WHERE id = :run_id", self._asked | {"now": now})
        return undone

    @abstractmethod
    def _remove_made(self, now: int) -> int:
        """Remove the records that only this run has made; how many."""

    @abstractmethod
    def _settle(self, session: Session, record: Record, now: int) -> None:
        """Mend what else a record says of the run."""

    def _undo_batch(self, undone: Undone, now: int) -> bool:
        with self._writing(now) as session:
            touched = session.rows(_TOUCHED, self._asked)
            for row in touched:
                undone.fields += self._undo_record(session, row["entity"], row["entity_id"], now)
                undone.records += 1
        return bool(touched)

    def _writing(self, now: int) -> AbstractContextManager[Session]:
        return resolution.writing(self._database, self._organization_id, self._rules, now)

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
        self._settle(session, record, now)
        return len(changed)


def _is_edit(row: Recorded) -> bool:
    return row.source in (HAND, IMPORT) and row.revoked_at is None


def found(
    database: Database,
    organization_id: OrganizationId,
    service: str,
    kind: str | None,
    run: str,
    hints: tuple[str, str],
) -> Row:
    """The run that a person names.

    Raises:
        NotFoundError: there is none of that service and kind (None: any); `hints` say the next step where there are
            others ({} holds them) and where there is none.
    """
    is_number = run.isascii() and run.isdigit() and len(run) <= _LONGEST_ID
    asked = {"organization_id": organization_id, "service": service, "kind": kind}
    with database.read() as session:
        row = session.row(_RUN, asked | {"run_id": int(run)}) if is_number else None
        if row is not None:
            return row
        last = ", ".join(str(other["id"]) for other in session.rows(_LAST_RUNS, asked))
    what = "enrichment" if service == "clearbit" else f"import of {kind}s".replace("companys", "companies")
    raise NotFoundError(f"There is no {what} {run} here.", hints[0].format(last) if last else hints[1])
