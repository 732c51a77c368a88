"""Takes an import of companies or contacts back: its values, and the records that only it has made."""

from devsignal_cli.model.records import Entity, Record, RecordRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import record_remove, run_undo
from devsignal_cli.store.db import Database, Row, Session
from devsignal_cli.store.record_import import SERVICE
from devsignal_cli.store.run_undo import BATCH, RunUndo
from devsignal_cli.store.touching import touch

_HINTS = (
    "The last ones are {}; enrichments are taken back by `devsignal clearbit undo RUN`.",
    "Nothing was imported yet: each import names its run in its last line.",
)
_OF_RUN = "organization_id = :organization_id AND run_id = :run_id"
_ALIASED = f"SELECT DISTINCT company_id FROM company_domain WHERE {_OF_RUN}"
_ALIASES = f"DELETE FROM company_domain WHERE {_OF_RUN}"
# A person's values hold a record, and an import's; a provider's alone do not: the record itself was the mistake.
_TOUCHED = """
SELECT EXISTS (SELECT 1 FROM field_provenance WHERE organization_id = :organization_id AND entity = :entity
        AND entity_id = :id AND revoked_at IS NULL AND source = 'hand')
    OR EXISTS (SELECT 1 FROM identity WHERE organization_id = :organization_id AND {}_id = :id
        AND revoked_at IS NULL AND decided_by <> 'rule')
"""
_LATER = """
SELECT max(run_id) FROM field_provenance
WHERE organization_id = :organization_id AND entity = :entity AND entity_id = :id AND revoked_at IS NULL
    AND source = 'import'
"""
_LAST = """
SELECT max(id) FROM run
WHERE organization_id = :organization_id AND service = :service AND kind = :kind AND id > :run_id
    AND undone_at IS NULL
"""
_USED = """
SELECT EXISTS (SELECT 1 FROM contact WHERE organization_id = :organization_id AND company_id = :id)
    OR EXISTS (SELECT 1 FROM company_domain WHERE organization_id = :organization_id AND company_id = :id)
"""


class RecordImportUndo(RunUndo):
    """One import of companies or contacts into one organization, to be taken back.

    Args:
        database: the file.
        organization_id: whose it is.
        run: its id, as people type it.
        rules: what wins among values.
        entity: what was imported.

    Raises:
        NotFoundError: the organization has no such import.
    """

    def __init__(
        self, database: Database, organization_id: OrganizationId, run: str, rules: RecordRules, entity: Entity
    ) -> None:
        row = run_undo.found(database, organization_id, SERVICE, entity, run, _HINTS)
        super().__init__(database, organization_id, row, rules)
        self.kept: list[str] = []

    def later(self) -> int | None:
        """The last import of the same kind that came later and still stands, if there is one."""
        with self._database.read() as session:
            found = session.value(_LAST, self._asked | {"service": SERVICE, "kind": self._run["kind"]})
        return None if found is None else int(found)

    def made(self) -> int:
        """How many records that the import has made are still there."""
        question = f"""
            SELECT (SELECT count(*) FROM company WHERE {_OF_RUN}) + (SELECT count(*) FROM contact WHERE {_OF_RUN})
        """
        with self._database.read() as session:
            return int(session.value(question, self._asked))

    def _settle(self, session: Session, record: Record, now: int) -> None:
        """Nothing: whether a record was enriched does not depend on an import."""

    def _remove_made(self, now: int) -> int:
        with self._writing(now) as session:
            for row in session.rows(_ALIASED, self._asked):
                touch(session, self._organization_id, "company", row["company_id"])
            session.execute(_ALIASES, self._asked)
        return self._remove("contact", now) + self._remove("company", now)

    def _remove(self, entity: Entity, now: int) -> int:
        """Remove the records that the run has made and nothing holds; the others are named."""
        key = "domain" if entity == "company" else "email"
        question = f"SELECT id, coalesce({key}, CAST(id AS TEXT)) AS name FROM {entity} WHERE {_OF_RUN} ORDER BY id"
        with self._database.read() as session:
            made = session.rows(question, self._asked)
        removed = 0
        for start in range(0, len(made), BATCH):
            with self._writing(now) as session:
                free = [row["id"] for row in made[start : start + BATCH] if not self._is_held(session, entity, row)]
                if entity == "contact":
                    record_remove.contacts(session, self._organization_id, free)
                else:
                    record_remove.refuse(session, self._organization_id, free, now)
                    record_remove.companies(session, self._organization_id, free, now, self._rules)
            removed += len(free)
        return removed

    def _is_held(self, session: Session, entity: Entity, row: Row) -> bool:
        asked = self._asked | {"entity": entity, "id": row["id"]}
        if session.value(_TOUCHED.format(entity), asked):
            why = "a person has edited it since"
        elif later := session.value(_LATER, asked):
            why = f"import {later} has written to it since"
        elif entity == "company" and session.value(_USED, asked):
            why = "others hang on it"
        else:
            return False
        self.kept.append(f"{row['name']} stays, {why}")
        return True
