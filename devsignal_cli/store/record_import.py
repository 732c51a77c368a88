"""Stores rows of files as companies and contacts: each batch is one transaction, and may be stored again unchanged."""

from collections.abc import Sequence
from contextlib import suppress

from devsignal_cli.model.records import IMPORT, Entity, Key, Record, Recorded, RecordRow, RecordRules, RowOutcome, Value
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store import record_edit, record_keys, records, resolution, runs, tombstones
from devsignal_cli.store.db import Database, Session
from devsignal_cli.store.tombstones import Mark

SERVICE = "records"
_TELLING = ("twitterHandle", "company_id", "companyName")  # what tells two people of one name apart
_MADE = "SELECT count(*) FROM company WHERE organization_id = :organization_id AND run_id = :run_id"


class _TakenBackError(Exception):
    """A batch was only tried."""


class _AmbiguousError(Exception):
    """Several records fit a row."""


class RecordImportStore:
    """The store of one import into one organization.

    Args:
        database: the file.
        organization_id: whose records they are.
        rules: what wins among values, and the keys of names and handles.
        mark: the mark by which a forgotten e-mail is told again.
    """

    def __init__(self, database: Database, organization_id: OrganizationId, rules: RecordRules, mark: Mark) -> None:
        self._database = database
        self._organization_id = organization_id
        self._rules = rules
        self._mark = mark
        self._given: dict[int, frozenset[str]] = {}
        self._sets: dict[frozenset[str], frozenset[str]] = {}
        self._made: list[int] = []
        self.resolved = 0

    def start_run(self, kind: Entity, now: int) -> RunId:
        """Note that an import began."""
        with self._database.write() as session:
            return runs.start(session, self._organization_id, SERVICE, kind, now)

    def finish_run(self, run_id: RunId, now: int, status: str, reason: str | None, result: str) -> None:
        """Note how it ended."""
        with self._database.write() as session:
            runs.finish(session, run_id, now, status, reason, result)

    def companies_made(self, run_id: RunId) -> int:
        """How many companies the run has made."""
        with self._database.read() as session:
            return int(session.value(_MADE, {"organization_id": self._organization_id, "run_id": run_id}))

    def store_rows(self, run_id: RunId, rows: Sequence[RecordRow], now: int) -> list[RowOutcome]:
        """Store a batch whole; what became of each row, in order."""
        with self._database.write() as session:
            outcomes = [self._store(session, run_id, row, now) for row in rows]
            contacts, companies = resolution.follow(session, self._organization_id, self._rules, now)
            self.resolved += contacts if rows and rows[0].new.entity == "contact" else companies
        return outcomes

    def try_rows(self, rows: Sequence[RecordRow], now: int) -> list[RowOutcome]:
        """What `store_rows` would say of a batch; nothing is changed."""
        outcomes: list[RowOutcome] = []
        with suppress(_TakenBackError), self._database.write() as session:
            outcomes = [self._store(session, None, row, now) for row in rows]
            session.take_touched()
            raise _TakenBackError
        for number in self._made:  # what was not stored leaves its number to another
            del self._given[number]
        self._made.clear()
        return outcomes

    def _store(self, session: Session, run_id: RunId | None, row: RecordRow, now: int) -> RowOutcome:
        new = row.new
        if new.key_form and tombstones.is_forgotten(
            session, self._organization_id, "contact", new.key_form, self._mark
        ):
            return "forgotten"
        try:
            found = self._match(session, row)
        except _AmbiguousError:
            return "ambiguous"
        if found is None:
            self._make(session, run_id, row, now)
            return "created"
        return "updated" if self._update(session, run_id, row, found, now) else "unchanged"

    def _match(self, session: Session, row: RecordRow) -> int | None:
        """The one record that a row tells of, by its surest mark; None if there is none."""
        return self._company(session, row) if row.new.entity == "company" else self._contact(session, row)

    def _company(self, session: Session, row: RecordRow) -> int | None:
        """By domain; else by name: any company for a row without a domain, else one that has none yet."""
        domains = [domain for domain in (row.new.key, *row.aliases) if domain]
        known = {record_keys.by_domain(session, self._organization_id, domain) for domain in domains}
        found = _only(sorted(number for number in known if number is not None))
        name_key = self._rules.name_key(str(row.new.values.get("name") or ""))
        if found is not None or not name_key:
            return found
        by_name = record_keys.keyless if row.new.key else record_keys.by_name
        return _only(by_name(session, self._organization_id, "company", name_key))

    def _contact(self, session: Session, row: RecordRow) -> int | None:
        """By e-mail; a row without one by handle, else by name among those that have no e-mail, at the same company."""
        values = row.new.values
        if row.new.key_form:
            return record_keys.by_email(session, self._organization_id, row.new.key_form)
        handle = self._rules.handle_key(str(values.get("twitterHandle") or ""))
        if handle and (found := record_keys.by_handle(session, self._organization_id, handle)):
            return _only(found)
        names = (values.get("first_name"), values.get("last_name"))
        name_key = self._rules.name_key(" ".join(str(name) for name in names if name))
        named = record_keys.keyless(session, self._organization_id, "contact", name_key) if name_key else ()
        known = records.load(session, self._organization_id, "contact", named)
        told = {"twitterHandle": values.get("twitterHandle"), **self._employer(session, row)}
        return _only([number for number in named if told.items() <= self._said(session, known[number]).items()])

    def _employer(self, session: Session, row: RecordRow) -> dict[str, Value | None]:
        """Where a row says that somebody works: by the name that it gives, else by a company on file."""
        if name := row.new.values.get("companyName"):
            return {"companyName": name}
        found = (
            record_keys.by_domain(session, self._organization_id, row.company_domain) if row.company_domain else None
        )
        return {"company_id": found, "companyName": None}

    def _said(self, session: Session, contact: Record) -> dict[str, Value | None]:
        """What the last import said of a contact (whatever a person has made of it since), else what is on file."""
        rows = records.history(session, self._organization_id, contact)
        is_imported = any(row.source == IMPORT for recorded in rows.values() for row in recorded)
        if not is_imported:
            return {name: contact.values.get(name) for name in _TELLING}
        return {name: _last_said([row for row in rows.get(name, ()) if row.source == IMPORT]) for name in _TELLING}

    def _make(self, session: Session, run_id: RunId | None, row: RecordRow, now: int) -> None:
        make = records.create if row.new.entity == "company" else record_keys.add_contact
        made = make(session, self._organization_id, row.new, IMPORT, run_id, now, self._rules)
        if row.new.entity == "contact":
            tombstones.leave_alone(session, self._organization_id, made, row.new.key_form, self._mark)
        record_edit.add_aliases(session, self._organization_id, made, row.aliases, run_id)
        tied = self._tie(session, run_id, row, now)
        self._first(made, {**row.new.values, **tied})
        if run_id is None:
            self._made.append(made)
        self._write(session, run_id, row.new.entity, made, tied, now)

    def _update(self, session: Session, run_id: RunId | None, row: RecordRow, record_id: int, now: int) -> bool:
        """Record what is new in a row; whether anything that is shown has changed."""
        entity = row.new.entity
        record = records.load(session, self._organization_id, entity, [record_id])[record_id]
        is_changed = False
        if entity == "company" and record.key is None and row.new.key is not None:
            record_edit.rekey(session, self._organization_id, record, Key(row.new.key), now, self._rules)
            is_changed = True
        aliases = (*([row.new.key] if row.new.key and row.new.key != record.key else []), *row.aliases)
        if entity == "company":
            is_changed |= record_edit.add_aliases(session, self._organization_id, record_id, aliases, run_id) > 0
        given = self._first(record_id, {**row.new.values, **self._tie(session, run_id, row, now)})
        fresh = self._fresh(session, record, given)
        return bool(self._write(session, run_id, entity, record_id, fresh, now)) or is_changed

    def _tie(self, session: Session, run_id: RunId | None, row: RecordRow, now: int) -> dict[str, Value | None]:
        """The company that a contact's row names itself: by its domain, else by the name of one on file."""
        if row.company_domain:
            found = record_keys.company_at(
                session, self._organization_id, row.company_domain, IMPORT, run_id, now, self._rules
            )
            return {"company_id": found}
        return self._named_company(session, row)

    def _named_company(self, session: Session, row: RecordRow) -> dict[str, Value | None]:
        if not row.company_key:
            return {}
        named = record_keys.by_name(session, self._organization_id, "company", row.company_key)
        return {"company_id": named[0]} if len(named) == 1 else {}

    def _first(self, record_id: int, given: dict[str, Value | None]) -> dict[str, Value | None]:
        """Those fields that no earlier row of this file has told of a record: of two rows the first counts."""
        before = self._given.get(record_id, frozenset())
        told = before | frozenset(given)
        self._given[record_id] = self._sets.setdefault(told, told)  # most rows tell the same fields
        return {name: value for name, value in given.items() if name not in before}

    def _fresh(self, session: Session, record: Record, given: dict[str, Value | None]) -> dict[str, Value | None]:
        """The values that are not what an import said last: the same file again records nothing."""
        rows = records.history(session, self._organization_id, record)
        return {name: value for name, value in given.items() if _last_said(rows.get(name, ())) != value}

    def _write(
        self,
        session: Session,
        run_id: RunId | None,
        entity: Entity,
        record_id: int,
        given: dict[str, Value | None],
        now: int,
    ) -> int:
        """Record values as imported; how many that are shown have changed."""
        merged = records.write(
            session, self._organization_id, entity, record_id, given, IMPORT, run_id, now, self._rules
        )
        return len(merged.values)


def _only(ids: Sequence[int]) -> int | None:
    if len(ids) > 1:
        raise _AmbiguousError
    return ids[0] if ids else None


def _last_said(rows: Sequence[Recorded]) -> Value | None:
    """What an import said last of a field, unless a person has emptied it since."""
    said = [row for row in rows if row.revoked_at is None and (row.source == IMPORT or row.value is None)]
    return said[-1].value if said else None
