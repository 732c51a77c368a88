"""Runs: when each began, how it ended, and its result as the JSON that was printed."""

import json
import re
from collections.abc import Iterable

from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store.db import Session

_START = """
INSERT INTO run (organization_id, service, kind, started_at)
VALUES (:organization_id, :service, :kind, :now) RETURNING id
"""
_FINISH = """
UPDATE run SET finished_at = :now, status = :status, reason = :reason, result = :result WHERE id = :id
"""
_WITH_ERRORS = """
SELECT id, result FROM run WHERE organization_id = :organization_id AND result LIKE '%"errors":_[{%'
"""
_CORRECT = "UPDATE run SET result = :result WHERE id = :id"


def forget_errors(session: Session, organization_id: OrganizationId, words: Iterable[str]) -> None:
    """Drop the errors that name somebody, by id or handle, from the results of runs: X's own words may name people."""
    named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
    for row in session.rows(_WITH_ERRORS, {"organization_id": organization_id}):
        result = json.loads(row["result"])
        kept = [error for error in result["errors"] if not named.search(json.dumps(error, ensure_ascii=False))]
        if len(kept) < len(result["errors"]):
            told = json.dumps(result | {"errors": kept})
            session.execute(_CORRECT, {"id": row["id"], "result": told})


def start(session: Session, organization_id: OrganizationId, service: str, kind: str, now: int) -> RunId:
    """Note that a run began; its id."""
    parameters = {"organization_id": organization_id, "service": service, "kind": kind, "now": now}
    return RunId(session.value(_START, parameters))


def finish(session: Session, run_id: RunId, now: int, status: str, reason: str | None, result: str) -> None:
    """Note how a run ended."""
    session.execute(_FINISH, {"id": run_id, "now": now, "status": status, "reason": reason, "result": result})
