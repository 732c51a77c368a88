"""What enrichment needs of the store: candidates, and each answer with all that follows from it in one transaction."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from devsignal_cli.model.enrichment import Candidate, Following, Found, LookedUp, Told
from devsignal_cli.model.records import HAND, Entity, Merged, NewRecord, Record, RecordRules, Value
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store import due, ledger, quarantine, raw, record_keys, records, resolution, runs, tombstones
from devsignal_cli.store.db import Database, Session, chunks, holders
from devsignal_cli.store.tombstones import Mark

_STATE = """
UPDATE {} SET outcome = :outcome, provider = :provider, tried_at = :now, retry_at = :retry_at,
    queued_at = CASE WHEN :outcome = 'pending' THEN queued_at ELSE NULL END,
    enriched_at = CASE WHEN :outcome = 'found' THEN :now WHEN :outcome = 'suppressed' THEN NULL ELSE enriched_at END
WHERE organization_id = :organization_id AND id = :id
"""
_FAILED = "UPDATE {} SET tried_at = :now WHERE organization_id = :organization_id AND id = :id"
_EMAIL_KEY = "SELECT email_key FROM contact WHERE organization_id = :organization_id AND id = :id"
_DROP = f"""
UPDATE field_provenance SET value = NULL, revoked_at = coalesce(revoked_at, :now)
WHERE organization_id = :organization_id AND entity = :entity AND entity_id = :id
    AND {records.IS_TOLD}
RETURNING field
"""


class EnrichmentStore:
    """The store of one organization's enrichment.

    Args:
        database: the file.
        organization_id: whose records are enriched.
        provider: who is asked; the source of what it says.
        account: under which account its calls are booked.
        rules: what wins among values, and the keys of names and handles.
        mark: the mark by which an e-mail is told again that was forgotten, or is to be left alone.
    """

    def __init__(
        self,
        database: Database,
        organization_id: OrganizationId,
        provider: str,
        account: str,
        rules: RecordRules,
        mark: Mark,
    ) -> None:
        self._database = database
        self._organization_id = organization_id
        self._provider = provider
        self._account = account
        self._rules = rules
        self._mark = mark

    def start_run(self, kind: str, now: int) -> RunId:
        """Note that an enrichment began."""
        with self._database.write() as session:
            return runs.start(session, self._organization_id, "clearbit", kind, now)

    def book_calls(self, run_id: RunId | None, calls: int, counted: int, now: int) -> None:
        """Book calls of which no answer came to be stored: those that ended a run, or were under way then."""
        if calls > 0:
            with self._database.write() as session:
                ledger.book_calls(session, self._account, self._organization_id, run_id, now, counted, calls)

    def finish_run(self, run_id: RunId, now: int, status: str, reason: str | None, result: str) -> None:
        """Note how it ended."""
        with self._database.write() as session:
            runs.finish(session, run_id, now, status, reason, result)

    def find(self, entity: Entity, text: str, key: str | None) -> Record | None:
        """The record with that id, or that domain or form of e-mail."""
        with self._database.read() as session:
            found = record_keys.find(session, self._organization_id, entity, text, key)
            return None if found is None else records.load(session, self._organization_id, entity, [found])[found]

    def add(self, new: NewRecord, now: int) -> Record:
        """Make the record that a person named, or give the one that is there by now.

        Raises:
            UsageError: they were forgotten on request.
        """
        with self._writing(now) as session:
            made = self._made(session, new, now)
            return records.load(session, self._organization_id, new.entity, [made])[made]

    def candidates(self, entity: Entity, now: int, stale_before: int) -> tuple[list[int], dict[str, int]]:
        """The ids of due records in their order, and how many are left out by why."""
        asked = {
            "organization_id": self._organization_id,
            "provider": self._provider,
            "now": now,
            "stale_before": stale_before,
        }
        with self._database.read() as session:
            skipped = due.reasons(session, asked, entity)
            skipped.pop("due", None)
            return due.ids(session, asked, entity), skipped

    def named(self, entity: Entity, ids: Sequence[int]) -> list[Candidate]:
        """What is asked about some candidates, in the given order; those gone meanwhile are missing."""
        with self._database.read() as session:
            return due.named(session, self._organization_id, entity, ids)

    def unqueue(self, entity: Entity, ids: Sequence[int]) -> None:
        """Take records out of the queue for which nobody will be asked."""
        for part in chunks(ids):
            mine = f"organization_id = :organization_id AND id IN ({holders(part)})"
            with self._database.write() as session:
                session.execute(
                    f"UPDATE {entity} SET queued_at = NULL WHERE {mine}",
                    {**part, "organization_id": self._organization_id},
                )

    def store(
        self, run_id: RunId | None, looked: LookedUp, following: Mapping[Entity, Following], now: int
    ) -> dict[Entity, Merged]:
        """Store one answer whole: values, outcomes, the raw objects and the calls; what became of the values."""
        with self._writing(now) as session:
            ledger.book_calls(session, self._account, self._organization_id, run_id, now, looked.counted, looked.calls)
            return self._store_told(session, run_id, looked, following, now)

    def store_single(
        self, looked: LookedUp, following: Mapping[Entity, Following], now: int
    ) -> tuple[RunId, dict[Entity, Merged]]:
        """Store one answer as a run of its own."""
        kind = "contact" if looked.person else "company"
        with self._writing(now) as session:
            run_id = runs.start(session, self._organization_id, "clearbit", kind, now)
            ledger.book_calls(session, self._account, self._organization_id, run_id, now, looked.counted, looked.calls)
            merged = self._store_told(session, run_id, looked, following, now)
            runs.finish(session, run_id, now, "complete", None, "{}")
        return run_id, merged

    def is_known(self, entity: Entity, record_id: int, found: Found) -> bool:
        """Whether all that a provider says has been recorded from it, and was its last word."""
        with self._database.read() as session:
            record = records.load(session, self._organization_id, entity, [record_id]).get(record_id)
            if record is None or record.outcome != "found" or record.provider != self._provider:
                return False
            rows = records.history(session, self._organization_id, record)
        said = {**found.fields, **found.extras}
        last = {name: [r for r in rows.get(name, ()) if r.source == self._provider][-1:] for name in said}
        return all(r and r[0].value == said[name] and r[0].revoked_at is None for name, r in last.items())

    def _writing(self, now: int) -> AbstractContextManager[Session]:
        return resolution.writing(self._database, self._organization_id, self._rules, now)

    def _made(self, session: Session, new: NewRecord, now: int) -> int:
        found = record_keys.find(session, self._organization_id, new.entity, "", new.key_form or new.key)
        if found is not None:
            return found
        if new.entity == "contact":
            tombstones.must_be_free(session, self._organization_id, new.key_form, self._mark)
        make = records.create if new.entity == "company" else record_keys.add_contact
        made = make(session, self._organization_id, new, HAND, None, now, self._rules)
        if new.entity == "contact":
            tombstones.leave_alone(session, self._organization_id, made, new.key_form, self._mark)
        return made

    def _store_told(
        self,
        session: Session,
        run_id: RunId | None,
        looked: LookedUp,
        following: Mapping[Entity, Following],
        now: int,
    ) -> dict[Entity, Merged]:
        merged: dict[Entity, Merged] = {}
        lookup = looked.lookup
        parts: tuple[tuple[Entity, int | None, str | None, Told | None], ...] = (
            ("company", lookup.company_id, lookup.domain, looked.company),
            ("contact", lookup.contact_id, lookup.email, looked.person),
        )
        for entity, record_id, key, told in parts:
            if record_id is None or not self._is_still(session, entity, record_id, key):
                continue
            asked = {"organization_id": self._organization_id, "id": record_id, "now": now}
            if told is None:
                session.execute(_FAILED.format(entity), asked)
                continue
            follows = following[entity]
            if told.found is not None:
                merged[entity] = self._take(session, run_id, record_id, told.found, follows, now)
            elif told.outcome == "suppressed":
                self._let_go(session, entity, record_id, now)
            elif told.unread:
                record = (entity, record_id)
                quarantine.keep_answer(session, self._organization_id, run_id, record, told.unread, now)
            state = {"outcome": told.outcome, "provider": self._provider, "retry_at": follows.retry_at}
            session.execute(_STATE.format(entity), asked | state)
        return merged

    def _is_still(self, session: Session, entity: Entity, record_id: int, key: str | None) -> bool:
        """Whether a record is the one that was asked for: it may be gone, or have another domain or e-mail by now."""
        record = records.load(session, self._organization_id, entity, [record_id]).get(record_id)
        return record is not None and record.key == key

    def _take(
        self, session: Session, run_id: RunId | None, record_id: int, found: Found, follows: Following, now: int
    ) -> Merged:
        given: dict[str, Value | None] = {**found.fields, **found.extras}
        if found.entity == "contact" and (employer := self._employer(session, run_id, record_id, follows, now)):
            given["company_id"] = employer
        raw.store(session, self._organization_id, found.entity, [(record_id, found.raw)], now)
        return records.write(
            session, self._organization_id, found.entity, record_id, given, self._provider, run_id, now, self._rules
        )

    def _employer(
        self, session: Session, run_id: RunId | None, contact_id: int, follows: Following, now: int
    ) -> int | None:
        """The company that a person works for: by its domain, else by its name; new only for who has none yet."""
        if follows.employer_domain:
            known = record_keys.by_domain(session, self._organization_id, follows.employer_domain)
            if known is not None:
                return known
        if follows.employer_key:
            named = record_keys.by_name(session, self._organization_id, "company", follows.employer_key)
            if len(named) == 1:
                return named[0]
        contact = records.load(session, self._organization_id, "contact", [contact_id])[contact_id]
        if not follows.employer_domain or "company_id" in contact.values:
            return None
        return record_keys.company_at(
            session, self._organization_id, follows.employer_domain, self._provider, run_id, now, self._rules
        )

    def _let_go(self, session: Session, entity: Entity, record_id: int, now: int) -> None:
        """Drop what providers told of somebody who asked to be left alone; that something was told stays on record."""
        asked: dict[str, Any] = {"organization_id": self._organization_id, "entity": entity, "id": record_id}
        fields = {row["field"] for row in session.rows(_DROP, asked | {"now": now})}
        raw.remove(session, self._organization_id, entity, record_id)
        records.rechoose(session, self._organization_id, entity, record_id, sorted(fields), now, self._rules)
        email_key = session.value(_EMAIL_KEY, asked) if entity == "contact" else None
        if email_key:
            tombstones.add(session, self._organization_id, "suppressed", self._mark(email_key), now)
