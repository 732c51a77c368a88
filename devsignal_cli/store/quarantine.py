"""Items that did not parse, kept as they came until a later version can read them; each once."""

import re
from collections.abc import Sequence

from devsignal_cli.model.posts import Damaged
from devsignal_cli.model.records import Entity
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store.db import Session

_KEEP = """
INSERT INTO quarantine (organization_id, run_id, service, reason, raw, created_at)
VALUES (:organization_id, :run_id, :service, :reason, :raw, :now)
"""
_FORGET = """
DELETE FROM quarantine
WHERE organization_id = :organization_id AND service = 'clearbit' AND substr(reason, 1, length(:of)) = :of
"""
_RAWS = """
SELECT id, raw FROM quarantine WHERE organization_id = :organization_id AND id > :after ORDER BY id LIMIT :limit
"""
_OLD = """
DELETE FROM quarantine WHERE id IN (
    SELECT id FROM quarantine WHERE organization_id = :organization_id AND created_at < :before LIMIT :limit)
"""
_REMOVE = "DELETE FROM quarantine WHERE id = :id"
_A_QUESTION = 500  # so many values are bound at once
_ID = re.compile(rb'"(?:\w*_)?id(?:_str)?"\s*:\s*"?(\d{1,19})(?!\d)')


def ids_in(raw: bytes) -> set[int]:
    """All ids that an item names as such, broken as it may be: of its author, of whom it answers or mentions."""
    return {int(digits) for digits in _ID.findall(raw)}


def keep(
    session: Session,
    organization_id: OrganizationId,
    run_id: RunId | None,
    items: Sequence[Damaged],
    now: int,
    service: str = "twitter",
) -> None:
    """Keep what a run could not read, unless the same bytes lie there already: an import may be repeated."""
    fresh = {item.raw: item for item in items}
    raws = list(fresh)
    for start in range(0, len(raws), _A_QUESTION):
        for raw in _known(session, organization_id, raws[start : start + _A_QUESTION]):
            del fresh[raw]
    session.execute_many(
        _KEEP,
        [
            {
                "organization_id": organization_id,
                "run_id": run_id,
                "service": service,
                "reason": item.reason,
                "raw": item.raw,
                "now": now,
            }
            for item in fresh.values()
        ],
    )


def remove_of(session: Session, organization_id: OrganizationId, author_id: int) -> int:
    """Drop what names an author; how many items."""
    removed = after = 0
    asked = {"organization_id": organization_id, "limit": _A_QUESTION}
    while rows := session.rows(_RAWS, asked | {"after": after}):
        theirs = [{"id": row["id"]} for row in rows if author_id in ids_in(bytes(row["raw"]))]
        session.execute_many(_REMOVE, theirs)
        removed, after = removed + len(theirs), rows[-1]["id"]
    return removed


def remove_before(session: Session, organization_id: OrganizationId, before: int, limit: int) -> int:
    """Drop some of what came before a time (Unix seconds); how many items."""
    return session.execute(_OLD, {"organization_id": organization_id, "before": before, "limit": limit})


def keep_answer(
    session: Session,
    organization_id: OrganizationId,
    run_id: RunId | None,
    record: tuple[Entity, int],
    raw: bytes,
    now: int,
) -> None:
    """Keep what a provider told of a record and nobody could read, in place of what lay there of it."""
    forget(session, organization_id, *record)
    item = Damaged(raw, f"{_of(*record)}nothing in the answer could be read")
    keep(session, organization_id, run_id, [item], now, "clearbit")


def forget(session: Session, organization_id: OrganizationId, entity: str, record_id: int) -> None:
    """Drop what a provider told of a record."""
    session.execute(_FORGET, {"organization_id": organization_id, "of": _of(entity, record_id)})


def _of(entity: str, record_id: int) -> str:
    return f"{entity} {record_id}: "


def _known(session: Session, organization_id: OrganizationId, raws: Sequence[bytes]) -> list[bytes]:
    values = {f"raw{number}": raw for number, raw in enumerate(raws)}
    named = ", ".join(f":{name}" for name in values)
    question = f"SELECT DISTINCT raw FROM quarantine WHERE organization_id = :organization_id AND raw IN ({named})"
    return [bytes(row["raw"]) for row in session.rows(question, {**values, "organization_id": organization_id})]
