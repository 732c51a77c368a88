"""Items that did not parse, kept as they came until a later version can read them; each once."""

from collections.abc import Sequence

from devsignal_cli.model.posts import Damaged
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store.db import Session

_KEEP = """
INSERT INTO quarantine (organization_id, run_id, service, reason, raw, created_at)
VALUES (:organization_id, :run_id, 'twitter', :reason, :raw, :now)
"""
_A_QUESTION = 500  # so many values are bound at once


def keep(session: Session, organization_id: OrganizationId, run_id: RunId, items: Sequence[Damaged], now: int) -> None:
    """Keep what a run could not read, unless the same bytes lie there already: an import may be repeated."""
    fresh = {item.raw: item for item in items}
    raws = list(fresh)
    for start in range(0, len(raws), _A_QUESTION):
        for raw in _known(session, organization_id, raws[start : start + _A_QUESTION]):
            del fresh[raw]
    session.execute_many(
        _KEEP,
        [
            {"organization_id": organization_id, "run_id": run_id, "reason": item.reason, "raw": item.raw, "now": now}
            for item in fresh.values()
        ],
    )


def _known(session: Session, organization_id: OrganizationId, raws: Sequence[bytes]) -> list[bytes]:
    values = {f"raw{number}": raw for number, raw in enumerate(raws)}
    named = ", ".join(f":{name}" for name in values)
    question = f"SELECT DISTINCT raw FROM quarantine WHERE organization_id = :organization_id AND raw IN ({named})"
    return [bytes(row["raw"]) for row in session.rows(question, {**values, "organization_id": organization_id})]
