"""Takes back what an import brought, batch by batch: a stop at any moment leaves the rest for the next call."""

from devsignal_cli.errors import NotFoundError
from devsignal_cli.model.noise import NoiseRules
from devsignal_cli.model.words import KEPT_REASONS, KeptReason, OrganizationId
from devsignal_cli.store import purge, signals
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
_NEXT_RUN = f"""
SELECT coalesce(min(started_at), {2**62}) FROM run WHERE organization_id = :organization_id AND id > :run_id
"""
_LINKS = """
DELETE FROM identity
WHERE organization_id = :organization_id AND decided_by = 'rule' AND created_at BETWEEN :started_at AND :finished_at
    AND author_id NOT IN (
        SELECT author_id FROM signal WHERE organization_id = :organization_id AND author_id IS NOT NULL)
"""
_LONGEST_ID = 18


class ImportUndo:
    """One import of one organization, to be taken back.

    Args:
        database: the file.
        organization_id: whose import it is.
        run: the import's id, as people type it.
        noise_rules: the rules of what is noise.

    Raises:
        NotFoundError: the organization has no import of that id.
    """

    def __init__(self, database: Database, organization_id: OrganizationId, run: str, noise_rules: NoiseRules) -> None:
        self._database = database
        self._noise_rules = noise_rules
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

    def remove(self) -> int:
        """Remove what only this import brought and nobody touched; then links and profiles that nobody needs."""
        removed = 0
        while here := self._remove_batch():
            removed += here
        with self._database.write() as session:
            period = {"started_at": self._run["started_at"], "finished_at": self._finished_at(session)}
            session.execute(_LINKS, self._asked | period)
            purge.orphans(session)
        return removed

    def _finished_at(self, session: Session) -> int:
        """When the import ended; for one that was killed, when the next run began."""
        return int(self._run["finished_at"] or session.value(_NEXT_RUN, self._asked))

    def _remove_batch(self) -> int:
        question = f"SELECT post_key FROM signal WHERE {_REMOVABLE} ORDER BY id LIMIT {BATCH}"
        with self._database.write() as session:
            keys = [row["post_key"] for row in session.rows(question, self._asked)]
            signals.remove(session, self._organization_id, keys, noise=self._noise_rules)
        return len(keys)


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
