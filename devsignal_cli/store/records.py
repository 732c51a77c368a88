"""The one door for every value of a company or contact: each is recorded with its source, and the winner shown.

What wins is told by the rules that come in as an argument. A value on file of which nothing was recorded (from a
database older than this door) counts as typed by a person.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from devsignal_cli.model.records import (
    COLUMNS,
    DERIVED,
    HAND,
    IMPORT,
    Entity,
    Merged,
    NewRecord,
    Record,
    Recorded,
    RecordRules,
    Value,
)
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store import raw
from devsignal_cli.store.db import Row, Session, chunks, holders
from devsignal_cli.store.touching import touch

KEYS: Mapping[Entity, str] = {"company": "domain", "contact": "email"}
_ROWS = """
SELECT id, field, value, source, run_id, recorded_at, revoked_at FROM field_provenance
WHERE organization_id = :organization_id AND entity = :entity AND entity_id = :id ORDER BY id
"""
_RECORD = """
INSERT INTO field_provenance (organization_id, entity, entity_id, field, value, source, run_id, recorded_at)
VALUES (:organization_id, :entity, :id, :field, :value, :source, :run_id, :now)
"""
_NEW_COMPANY = """
INSERT INTO company (organization_id, domain, source, created_at, updated_at, queued_at, run_id)
VALUES (:organization_id, :key, :source, :now, :now, :queued_at, :run_id) RETURNING id
"""
_NEW_CONTACT = """
INSERT INTO contact (organization_id, email, email_key, source, created_at, updated_at, queued_at, run_id)
VALUES (:organization_id, :key, :key_form, :source, :now, :now, :queued_at, :run_id) RETURNING id
"""
_ALIASES = """
SELECT company_id, domain FROM company_domain WHERE organization_id = :organization_id AND company_id IN ({})
ORDER BY domain
"""
_TOLD_BY: Mapping[Entity, frozenset[str]] = {
    "company": frozenset({"twitterHandle"}),
    "contact": frozenset({"first_name", "last_name", "twitterHandle", "x_user_id", "company_id"}),
}
"""The fields by which authors are told."""
IS_TOLD = "source NOT IN ({})".format(", ".join(f"'{source}'" for source in sorted({HAND, IMPORT, *DERIVED})))
"""The condition of a recorded value that it is a provider's."""
_REVOKE_TOLD = f"""
UPDATE field_provenance SET revoked_at = :now
WHERE organization_id = :organization_id AND entity = :entity AND entity_id = :id AND revoked_at IS NULL
    AND {IS_TOLD}
RETURNING field
"""
_STATE = "source created_at updated_at run_id queued_at tried_at outcome retry_at enriched_at provider".split()


def load(session: Session, organization_id: OrganizationId, entity: Entity, ids: Sequence[int]) -> dict[int, Record]:
    """Records by id; an id that is not there, or is another organization's, is missing."""
    found: dict[int, Record] = {}
    for part in chunks(ids):
        asked = {**part, "organization_id": organization_id}
        aliases: dict[int, list[str]] = defaultdict(list)
        if entity == "company":
            for row in session.rows(_ALIASES.format(holders(part)), asked):
                aliases[row["company_id"]].append(row["domain"])
        question = f"SELECT * FROM {entity} WHERE organization_id = :organization_id AND id IN ({holders(part)})"
        for row in session.rows(question, asked):
            found[row["id"]] = _record(entity, row, tuple(aliases[row["id"]]))
    return found


def history(session: Session, organization_id: OrganizationId, record: Record) -> dict[str, list[Recorded]]:
    """All that was recorded of each field, oldest first, revoked values too."""
    rows: dict[str, list[Recorded]] = defaultdict(list)
    asked = {"organization_id": organization_id, "entity": record.entity, "id": record.id}
    for row in session.rows(_ROWS, asked):
        value = None if row["value"] is None else json.loads(row["value"])
        rows[row["field"]].append(
            Recorded(
                row["field"],
                value,
                *(row[name] for name in ("source", "run_id", "recorded_at", "id", "revoked_at")),
            )
        )
    for name, value in record.values.items():
        if name not in rows:
            rows[name].append(Recorded(name, value, HAND, None, record.created_at))
    return dict(rows)


def create(
    session: Session,
    organization_id: OrganizationId,
    new: NewRecord,
    source: str,
    run_id: RunId | None,
    now: int,
    rules: RecordRules,
) -> int:
    """Make a record and queue it for enrichment if it has a key to be asked by; its id.

    The caller has made sure that the key is free.
    """
    key = {"key": new.key, "key_form": new.key_form, "queued_at": now if new.key and new.is_asked else None}
    row = {"organization_id": organization_id, "source": source, "run_id": run_id, "now": now}
    record_id = int(session.value(_NEW_COMPANY if new.entity == "company" else _NEW_CONTACT, key | row))
    write(session, organization_id, new.entity, record_id, new.values, source, run_id, now, rules)
    if new.entity == "company" and new.key:
        session.touched.domains.add(new.key)
    return record_id


def write(
    session: Session,
    organization_id: OrganizationId,
    entity: Entity,
    record_id: int,
    given: Mapping[str, Value | None],
    source: str,
    run_id: RunId | None,
    now: int,
    rules: RecordRules,
) -> Merged:
    """Record values of one source and show those that win; a contact's signals follow a change of its company."""
    record = load(session, organization_id, entity, [record_id])[record_id]
    rows = history(session, organization_id, record)
    merged = rules.merge(rows, given, source)
    asked = {"organization_id": organization_id, "entity": entity, "id": record_id}
    legacy = [row for name in merged.recorded for row in rows.get(name, ()) if row.id is None]
    session.execute_many(_RECORD, [asked | _columns(row) for row in legacy])
    session.execute_many(
        _RECORD,
        [asked | _columns(Recorded(name, value, source, run_id, now)) for name, value in merged.recorded.items()],
    )
    show(session, organization_id, record, merged.values, now, rules)
    return merged


def show(
    session: Session,
    organization_id: OrganizationId,
    record: Record,
    changed: Mapping[str, Value | None],
    now: int,
    rules: RecordRules,
) -> None:
    """Put the winners of some fields where they are read: columns, custom fields, and the keys of names and handles."""
    if not changed:
        return
    values = {name: value for name, value in {**record.values, **changed}.items() if value is not None}
    columns = COLUMNS[record.entity]
    custom = {name: value for name, value in values.items() if name not in columns}
    row: dict[str, Any] = {name: values.get(name) for name in columns}
    row |= {"custom_fields": json.dumps(custom), "updated_at": now, **_keys(record.entity, values, rules)}
    assigned = ", ".join(f"{name} = :{name}" for name in row)
    if bears := _TOLD_BY[record.entity] & changed.keys():
        touch(session, organization_id, record.entity, record.id)
    session.execute(
        f"UPDATE {record.entity} SET {assigned} WHERE organization_id = :organization_id AND id = :id",
        row | {"organization_id": organization_id, "id": record.id},
    )
    if bears:
        touch(session, organization_id, record.entity, record.id)


def rechoose(
    session: Session,
    organization_id: OrganizationId,
    entity: Entity,
    record_id: int,
    fields: Sequence[str],
    now: int,
    rules: RecordRules,
) -> tuple[str, ...]:
    """Choose anew among the recorded values of some fields, and show the winners; which fields changed."""
    record = load(session, organization_id, entity, [record_id])[record_id]
    rows = history(session, organization_id, record)
    chosen = {name: rules.choose(rows.get(name, ())) for name in fields}
    values = {name: winner.value if winner else None for name, winner in chosen.items()}
    changed = {name: value for name, value in values.items() if value != record.values.get(name)}
    show(session, organization_id, record, changed, now, rules)
    return tuple(changed)


def is_told(source: str) -> bool:
    """Whether values of a source are a provider's."""
    return source not in {HAND, IMPORT, *DERIVED}


def drop_told(
    session: Session, organization_id: OrganizationId, entity: Entity, record_id: int, now: int, rules: RecordRules
) -> None:
    """Drop what providers told of a record: their values are revoked, their raw answers go."""
    asked = {"organization_id": organization_id, "entity": entity, "id": record_id, "now": now}
    fields = {row["field"] for row in session.rows(_REVOKE_TOLD, asked)}
    raw.remove(session, organization_id, entity, record_id)
    rechoose(session, organization_id, entity, record_id, sorted(fields), now, rules)


def _record(entity: Entity, row: Row, aliases: tuple[str, ...]) -> Record:
    own = {name: row[name] for name in COLUMNS[entity] if row[name] is not None}
    state = {name: row[name] for name in _STATE}
    return Record(
        entity, row["id"], row[KEYS[entity]], {**own, **json.loads(row["custom_fields"])}, aliases=aliases, **state
    )


def _columns(row: Recorded) -> dict[str, Any]:
    value = None if row.value is None else json.dumps(row.value)
    return {
        "field": row.field,
        "value": value,
        "source": row.source,
        "run_id": row.run_id,
        "now": row.recorded_at,
    }


def _keys(entity: Entity, values: Mapping[str, Value], rules: RecordRules) -> dict[str, str | None]:
    parts = ("name",) if entity == "company" else ("first_name", "last_name")
    name = " ".join(str(values[part]) for part in parts if part in values)
    handle = str(values.get("twitterHandle", ""))
    keys = {"name_key": rules.name_key(name) or None, "handle_key": rules.handle_key(handle) or None}
    if entity == "contact":
        first, last = (str(values.get(part) or "") for part in parts)
        keys["person_key"] = rules.identity.contact_key(first, last)
    return keys
