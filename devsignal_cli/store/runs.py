"""Runs: when each began, how it ended, and its result as the JSON that was printed."""

from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store.db import Session

_START = """
INSERT INTO run (organization_id, service, kind, started_at)
VALUES (:organization_id, :service, :kind, :now) RETURNING id
"""
_FINISH = """
UPDATE run SET finished_at = :now, status = :status, reason = :reason, result = :result WHERE id = :id
"""


def start(session: Session, organization_id: OrganizationId, service: str, kind: str, now: int) -> RunId:
    """Note that a run began; its id."""
    parameters = {"organization_id": organization_id, "service": service, "kind": kind, "now": now}
    return RunId(session.value(_START, parameters))


def finish(session: Session, run_id: RunId, now: int, status: str, reason: str | None, result: str) -> None:
    """Note how a run ended."""
    session.execute(_FINISH, {"id": run_id, "now": now, "status": status, "reason": reason, "result": result})
