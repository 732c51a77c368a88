"""What people do with companies and contacts one by one: each method is one short transaction."""

from collections.abc import Sequence
from contextlib import AbstractContextManager

from devsignal_cli.errors import NotFoundError
from devsignal_cli.model.records import Entity, NewRecord, Record, RecordEdit, RecordRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import (
    record_edit,
    record_keys,
    record_merge,
    record_remove,
    records,
    resolution,
    runs,
    tombstones,
)
from devsignal_cli.store.db import Database, Session
from devsignal_cli.store.tombstones import Mark


class RecordStore:
    """The records of one organization.

    Args:
        database: the file.
        organization_id: whose they are.
        rules: what wins among values, and the keys of names and handles.
        mark: the mark by which a forgotten e-mail is told again.
    """

    def __init__(self, database: Database, organization_id: OrganizationId, rules: RecordRules, mark: Mark) -> None:
        self._database = database
        self._organization_id = organization_id
        self._rules = rules
        self._mark = mark

    def find(self, entity: Entity, text: str, key: str | None) -> Record | None:
        """The record with that id, or that domain or form of e-mail."""
        with self._database.read() as session:
            found = record_keys.find(session, self._organization_id, entity, text, key)
            return None if found is None else self._load(session, entity, found)

    def add(self, new: NewRecord, edit: RecordEdit, now: int) -> Record:
        """Make a record that a person describes.

        Raises:
            UsageError: it is there already, or was forgotten on request.
        """
        with self._writing(now) as session:
            made = record_edit.add(session, self._organization_id, new, edit, now, self._rules, self._mark)
            return self._load(session, new.entity, made)

    def edit(self, record: Record, edit: RecordEdit, now: int) -> Record:
        """Carry out what a person says of a record.

        Raises:
            NotFoundError: it is gone meanwhile.
            UsageError: a domain or e-mail is another record's.
        """
        with self._writing(now) as session:
            present = self._load(session, record.entity, record.id)
            record_edit.change(session, self._organization_id, present, edit, now, self._rules, self._mark)
            return self._load(session, record.entity, record.id)

    def merge(self, old: Record, into: Record, now: int) -> tuple[Record, tuple[str, ...]]:
        """Make one company of two; the one that stays, and the fields that it took over."""
        with self._writing(now) as session:
            old, into = (self._load(session, "company", record.id) for record in (old, into))
            taken = record_merge.merge(session, self._organization_id, old, into, now, self._rules)
            return self._load(session, "company", into.id), taken

    def remove(self, entity: Entity, ids: Sequence[int], now: int) -> None:
        """Take records away with all that was recorded of them; no profile makes a company of their domains again."""
        with self._writing(now) as session:
            if entity == "company":
                record_remove.refuse(session, self._organization_id, ids, now)
                record_remove.companies(session, self._organization_id, ids, now, self._rules)
            else:
                record_remove.contacts(session, self._organization_id, ids)

    def forget(self, email_key: str, record: Record | None, now: int) -> None:
        """Take a contact away with all that was recorded of them, and remember not to store them again."""
        with self._writing(now) as session:
            if record is not None:
                record_remove.contacts(session, self._organization_id, [record.id])
            runs.forget_errors(
                session, self._organization_id, {email_key, *([record.key] if record and record.key else [])}
            )
            tombstones.add(session, self._organization_id, "contact", self._mark(email_key), now)

    def lift(self, email_key: str) -> bool:
        """Let a forgotten contact be stored again; False if they were not forgotten."""
        with self._database.write() as session:
            return tombstones.lift(session, self._organization_id, "contact", email_key, self._mark)

    def _writing(self, now: int) -> AbstractContextManager[Session]:
        return resolution.writing(self._database, self._organization_id, self._rules, now)

    def _load(self, session: Session, entity: Entity, record_id: int) -> Record:
        found = records.load(session, self._organization_id, entity, [record_id]).get(record_id)
        if found is None:
            raise NotFoundError(f"There is no {entity} {record_id} any more.", f"`devsignal {entity} list` shows all.")
        return found
