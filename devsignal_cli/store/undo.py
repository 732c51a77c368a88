"""Takes back what an import brought, batch by batch: a stop at any moment leaves the rest for the next call."""

from devsignal_cli.errors import NotFoundError
from devsignal_cli.model.records import RecordRules
from devsignal_cli.model.words import KEPT_REASONS, KeptReason, OrganizationId
from devsignal_cli.store import purge, resolution, signals, text_index
from devsignal_cli.store.db import Database, Row, Session

BATCH = 2_000
_TOUCHED = "(type_by_hand = 1 OR sentiment_by_hand = 1 OR note IS NOT NULL OR done = 1)"
# What was deleted at X stays as a mere id: it must not come back with the next import.
_OURS = "organization_id = :organization_id AND run_id = :run_id"
_REMOVABLE = f"{_OURS} AND imported = 1 AND deleted_at IS NULL AND NOT {_TOUCHED}"
_KEPT = f"""
SELECT CASE WHEN imported = 0 THEN 'synced' WHEN deleted_at IS NOT NULL THEN 'deleted' ELSE 'by_hand' END AS reason,
    count(*) AS n
FROM signal WHERE {_OURS} AND NOT (imported = 1 AND deleted_at IS NULL AND NOT {_TOUCHED}) GROUP BY reason
"""
_RUN = "SELECT * FROM run WHERE id = :run_id AND organization_id = :organization_id AND kind = 'import'"
_LAST_RUNS = """
SELECT id FROM run WHERE organization_id = :organization_id AND kind = 'import' ORDER BY id DESC LIMIT 5
"""
_LONGEST_ID = 18


class ImportUndo:
    """One import of one organization, to be taken back.

    Args:
        database: the file.
        organization_id: whose import it is.
        run: the import's id, as people type it.
        rules: who is who, what is noise.

    Raises:
        NotFoundError: the organization has no import of that id.
    """

    def __init__(self, database: Database, organization_id: OrganizationId, run: str, rules: RecordRules) -> None:
        self._database = database
        self._rules = rules
        with database.read() as session:
            self._run = _found(session, organization_id, run)
        self._asked = {"organization_id": organization_id, "run_id": self._run["id"]}
        self._organization_id = organization_id

    def removable(self) -> int:
        """How many signals would go."""
        with self._database.read() as session:
            return int(session.value(f"SELECT count(*) FROM signal WHERE {_REMOVABLE}", self._asked))

    def kept(self) -> dict[KeptReason, int]:
        """How many signals of the import stay, by why."""
        with self._database.read() as session:
            found = {row["reason"]: row["n"] for row in session.rows(_KEPT, self._asked)}
        return {reason: found.get(reason, 0) for reason in KEPT_REASONS}

    def remove(self, now: int) -> int:
        """Remove what only this import brought and nobody touched; then profiles that nobody needs."""
        removed = 0
        while here := self._remove_batch(now):
            removed += here
        with self._database.write() as session:
            purge.orphans(session)
            text_index.settle(session)
        return removed

    def _remove_batch(self, now: int) -> int:
        question = f"SELECT post_key, author_id FROM signal WHERE {_REMOVABLE} ORDER BY id LIMIT {BATCH}"
        with self._database.write() as session:
            rows = session.rows(question, self._asked)
            signals.remove(session, self._organization_id, [row["post_key"] for row in rows], noise=self._rules.noise)
            written_by = {row["author_id"] for row in rows} - {None}
            resolution.resolve(session, self._organization_id, written_by, self._rules, now)
        return len(rows)


def _found(session: Session, organization_id: OrganizationId, run: str) -> Row:
    is_number = run.isascii() and run.isdigit() and len(run) <= _LONGEST_ID
    asked = {"organization_id": organization_id}
    found = session.row(_RUN, asked | {"run_id": int(run)}) if is_number else None
    if found is None:
        last = ", ".join(str(row["id"]) for row in session.rows(_LAST_RUNS, asked))
        raise NotFoundError(
            f"There is no import {run} here.",
            f"The last imports are {last}; each named itself in its last line."
            if last
            else "Nothing was imported yet: `devsignal twitter import FILE` names its run in its last line.",
        )
    return found
