"""Adds and edits companies and contacts on a person's word: values, domains and e-mails, aliases, ties."""

from collections.abc import Sequence

from devsignal_cli.errors import UsageError
from devsignal_cli.model.records import HAND, Entity, Key, NewRecord, Record, RecordEdit, RecordRules
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store import record_keys, records, tombstones
from devsignal_cli.store.db import Session
from devsignal_cli.store.tombstones import Mark
from devsignal_cli.store.touching import touch

_MINE = "organization_id = :organization_id"
_REKEY = {
    "company": "domain = :key",
    "contact": "email = :key, email_key = :key_form",
}
_ANEW = """
queued_at = :queued_at, outcome = NULL, retry_at = NULL, tried_at = NULL,
enriched_at = NULL, provider = NULL, updated_at = :now
"""
_ALIAS = """
INSERT INTO company_domain (organization_id, domain, company_id, run_id)
VALUES (:organization_id, :domain, :company_id, :run_id) ON CONFLICT DO NOTHING
"""
_SPELLING = f"UPDATE contact SET email = :key, run_id = NULL, updated_at = :now WHERE {_MINE} AND id = :id"
_NO_ALIAS = f"DELETE FROM company_domain WHERE {_MINE} AND domain = :domain AND company_id = :company_id"
_REFUSE = """
INSERT INTO refused_domain (organization_id, domain, refused_at) VALUES (:organization_id, :domain, :now)
ON CONFLICT DO NOTHING
"""
_UNTIE = f"""
UPDATE field_provenance SET revoked_at = :now
WHERE {_MINE} AND entity = 'contact' AND entity_id = :id AND field = 'company_id' AND source = 'email'
    AND revoked_at IS NULL
"""


def add(
    session: Session,
    organization_id: OrganizationId,
    new: NewRecord,
    edit: RecordEdit,
    now: int,
    rules: RecordRules,
    mark: Mark,
) -> int:
    """Make a record that a person describes; its id.

    Raises:
        UsageError: it is there already, or was forgotten on request.
    """
    _must_be_free(session, organization_id, new.entity, new.key_form or new.key, None)
    if new.entity == "contact":
        tombstones.must_be_free(session, organization_id, new.key_form, mark)
    make = records.create if new.entity == "company" else record_keys.add_contact
    record_id = make(session, organization_id, new, HAND, None, now, rules)
    if new.entity == "contact":
        tombstones.leave_alone(session, organization_id, record_id, new.key_form, mark)
    change(session, organization_id, _one(session, organization_id, new.entity, record_id), edit, now, rules, mark)
    return record_id


def change(
    session: Session,
    organization_id: OrganizationId,
    record: Record,
    edit: RecordEdit,
    now: int,
    rules: RecordRules,
    mark: Mark,
) -> None:
    """Carry out what a person says of a record.

    Raises:
        UsageError: a domain or e-mail is another record's, or was forgotten on request.
    """
    if edit.key and edit.key.text != record.key:
        _give_key(session, organization_id, record, edit.key, now, rules, mark)
    for domain in edit.aliases:
        _must_be_free(session, organization_id, "company", domain, record.id)
    add_aliases(session, organization_id, record.id, edit.aliases, None)
    for domain in edit.aliases_gone:
        asked = {"organization_id": organization_id, "domain": domain, "company_id": record.id}
        touch(session, organization_id, "company", record.id)
        session.execute(_REFUSE, asked | {"now": now})
        if not session.execute(_NO_ALIAS, asked):
            raise UsageError(f"{domain} is no alias of it.", f"`devsignal company show {record.id}` shows them.")
    values = dict(edit.values)
    if edit.company_domain:
        values["company_id"] = record_keys.company_at(
            session, organization_id, edit.company_domain, HAND, None, now, rules
        )
    records.write(session, organization_id, record.entity, record.id, values, HAND, None, now, rules)


def _give_key(
    session: Session,
    organization_id: OrganizationId,
    record: Record,
    key: Key,
    now: int,
    rules: RecordRules,
    mark: Mark,
) -> None:
    """Give a record another domain or e-mail on a person's word: from now on it is theirs, whoever made it."""
    asked = {"organization_id": organization_id, "id": record.id, "key": key.text}
    if key.form and record_keys.by_email(session, organization_id, key.form) == record.id:
        session.execute(_SPELLING, asked | {"now": now})
        return
    _must_be_free(session, organization_id, record.entity, key.form or key.text, record.id)
    if record.entity == "contact":
        tombstones.must_be_free(session, organization_id, key.form, mark)
    rekey(session, organization_id, record, key, now, rules)
    if record.entity == "contact":
        tombstones.leave_alone(session, organization_id, record.id, key.form, mark)
    session.execute(f"UPDATE {record.entity} SET run_id = NULL WHERE {_MINE} AND id = :id", asked)


def rekey(
    session: Session, organization_id: OrganizationId, record: Record, key: Key, now: int, rules: RecordRules
) -> None:
    """Give a record another domain or e-mail: what providers said of the old one goes, and it is queued anew."""
    asked = {"organization_id": organization_id, "id": record.id, "now": now}
    if record.entity == "company":
        touch(session, organization_id, "company", record.id)
        session.touched.domains.add(key.text)
        if record.key is not None:
            session.execute(_REFUSE, asked | {"domain": record.key})
        session.execute(_NO_ALIAS, {"organization_id": organization_id, "domain": key.text, "company_id": record.id})
    session.execute(
        f"UPDATE {record.entity} SET {_REKEY[record.entity]}, {_ANEW} WHERE {_MINE} AND id = :id",
        asked | {"key": key.text, "key_form": key.form, "queued_at": now if key.is_asked else None},
    )
    if record.key is not None:
        records.drop_told(session, organization_id, record.entity, record.id, now, rules)
    if record.entity == "contact":
        session.execute(_UNTIE, asked)
        records.rechoose(session, organization_id, "contact", record.id, ["company_id"], now, rules)
        if key.company_domain:
            record_keys.tie(session, organization_id, record.id, key.company_domain, "email", None, now, rules)


def add_aliases(
    session: Session, organization_id: OrganizationId, company_id: int, aliases: Sequence[str], run_id: RunId | None
) -> int:
    """Note further domains of a company; how many are new."""
    row = {"organization_id": organization_id, "company_id": company_id, "run_id": run_id}
    free = [alias for alias in aliases if record_keys.by_domain(session, organization_id, alias) is None]
    if not free:
        return 0
    added = session.execute_many(_ALIAS, [row | {"domain": alias} for alias in free])
    touch(session, organization_id, "company", company_id)
    return added


def _must_be_free(
    session: Session, organization_id: OrganizationId, entity: Entity, key: str | None, own_id: int | None
) -> None:
    if key is None:
        return
    by_key = record_keys.by_domain if entity == "company" else record_keys.by_email
    found = by_key(session, organization_id, key)
    if found not in (None, own_id):
        hint = f"`devsignal {entity} show {found}` shows it, `edit {found}` changes it"
        hint += ", `company merge` makes one of two." if entity == "company" and own_id is not None else "."
        raise UsageError(f"{key} is on file already: {entity} {found}.", hint)


def _one(session: Session, organization_id: OrganizationId, entity: Entity, record_id: int) -> Record:
    return records.load(session, organization_id, entity, [record_id])[record_id]
