"""One company or contact, enriched on a person's word: found or added, asked for, merged, and told field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from devsignal_cli.core.enrich_answers import following
from devsignal_cli.core.enrich_ports import EnrichmentSource
from devsignal_cli.core.hosts import domains, emails
from devsignal_cli.core.ports import Clock
from devsignal_cli.errors import DevsignalError, Failure, InterruptedRunError, NotFoundError, TryLaterError, UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.enrichment import Following, Found, LookedUp, Lookup, Told
from devsignal_cli.model.records import FIELDS, Entity, Merged, NewRecord, Record
from devsignal_cli.model.words import RunId
from devsignal_cli.results.enrichment import Enriched, FieldKept, FieldSet

NoPerson = Literal["invalid_email", "relay", "role"]
_NO_PERSON: Mapping[NoPerson, str] = {
    "invalid_email": "the e-mail is not valid",
    "relay": "relay and no-reply addresses name nobody",
    "role": "role mailboxes belong to nobody in person",
}


class SingleStore(Protocol):
    """The store, as a single enrichment needs it."""

    def find(self, entity: Entity, text: str, key: str | None) -> Record | None:
        """The record with that id, or that domain or form of e-mail."""

    def add(self, new: NewRecord, now: int) -> Record:
        """Make the record that a person named, or give the one that is there by now."""

    def book_calls(self, run_id: RunId | None, calls: int, counted: int, now: int) -> None:
        """Book calls of which no answer came to be stored."""

    def is_known(self, entity: Entity, record_id: int, found: Found) -> bool:
        """Whether all that a provider says has been recorded from it, and was its last word."""

    def store_single(
        self, looked: LookedUp, following: Mapping[Entity, Following], now: int
    ) -> tuple[RunId, Mapping[Entity, Merged]]:
        """Store one answer as a run of its own."""


@dataclass(frozen=True, slots=True)
class SingleJob:
    """What one single enrichment needs. `is_refresh` asks the provider whatever is remembered."""

    organization: Organization
    source: EnrichmentSource
    store: SingleStore
    clock: Clock
    label: str
    is_refresh: bool = False
    is_dry: bool = False


@dataclass(frozen=True, slots=True)
class SingleOutcome:
    """The result to show, and the failure that the command ends with, if there is one."""

    result: Enriched
    error: Failure | None = None


def enrich_one(job: SingleJob, entity: Entity, text: str) -> SingleOutcome:
    """Enrich the company or contact of that id, domain or e-mail; an unknown one is added first.

    Raises:
        NotFoundError: there is no record of that id.
        UsageError: the text is no id, domain or e-mail.
        DevsignalError: the provider refused, or could not be asked.
    """
    new = None if text.isdigit() else _new(entity, text)
    record = job.store.find(entity, text, (new.key_form or new.key) if new else None)
    if record is None and new is None:
        raise NotFoundError(f"There is no {entity} {text}.", f"`devsignal {entity} list` shows all.")
    result = _blank(job, entity, text, record)
    key = record.key if record else new.key if new else None
    if why := _unaskable(entity, key):
        return SingleOutcome(replace(result, outcome="skipped", reason=why))
    if record and (remembered := _remembered(job, record)):
        return _ended(job, replace(remembered, input=text))
    if job.is_dry:
        told = f"{job.label} would be asked for {key}; nothing was sent"
        return SingleOutcome(replace(result, reason=told, planned_calls=1))
    if record is None:
        assert new is not None  # noqa: S101 - told apart above
        record = job.store.add(new, job.clock())
        if remembered := _remembered(job, record):  # they were known before, and asked to be left alone
            return _ended(job, replace(remembered, input=text))
    try:
        looked = job.source.look_up(_lookup(record), refresh=job.is_refresh)
    except (DevsignalError, InterruptedRunError):
        job.store.book_calls(None, job.source.calls, job.source.counted, job.clock())
        raise
    return _ended(job, _stored(job, replace(result, id=str(record.id)), record, looked))


def lookup_of_person(email: str, contact_id: int, first_name: object, last_name: object) -> Lookup:
    """The question for a contact: names help some providers to find a person."""
    names = {"given_name": first_name, "family_name": last_name}
    hints = {name: str(value) for name, value in names.items() if value}
    return Lookup(email=email, contact_id=contact_id, hints=hints)


def why_no_person(email: str) -> NoPerson | None:
    """Why a provider is not asked for a person of that e-mail, if it is not."""
    read = emails.read(email)
    if read is None:
        return "invalid_email"
    if read.kind == "relay":
        return "relay"
    return "role" if read.is_role else None


def _new(entity: Entity, text: str) -> NewRecord:
    if entity == "company":
        return NewRecord("company", domains.typed(text))
    email = emails.typed(text)
    return NewRecord("contact", email.address, email.key, company_domain=email.company_domain)


def _blank(job: SingleJob, entity: Entity, text: str, record: Record | None) -> Enriched:
    number = str(record.id) if record else None
    return Enriched(
        job.organization.name, entity, number, text, "skipped", (), (), cached=False, provider=job.source.provider
    )


def _unaskable(entity: Entity, key: str | None) -> str | None:
    if key is None:
        what = "domain" if entity == "company" else "e-mail"
        return f"it has no {what}; give it one: devsignal {entity} edit"
    why = why_no_person(key) if entity == "contact" else None
    return _NO_PERSON[why] if why else None


def _remembered(job: SingleJob, record: Record) -> Enriched | None:
    """What the provider has told already and would only tell, and bill, again."""
    result = _blank(job, record.entity, record.key or "", record)
    again = f"devsignal clearbit enrich {record.entity} {record.id} --refresh"
    if record.outcome == "suppressed":
        return replace(result, outcome="not_found", cached=True, reason="they asked providers to be left alone")
    if job.is_refresh or record.provider != job.source.provider:
        return None
    if record.outcome == "not_found" and (record.retry_at or 0) > job.clock():
        return replace(result, outcome="not_found", cached=True, reason=f"remembered; to ask again: {again}")
    if record.outcome == "invalid":
        return replace(result, outcome="invalid", cached=True, reason=f"remembered; to ask again: {again}")
    return None


def _lookup(record: Record) -> Lookup:
    if record.entity == "company":
        return Lookup(domain=record.key, company_id=record.id)
    names = (record.values.get("first_name"), record.values.get("last_name"))
    return lookup_of_person(record.key or "", record.id, *names)


def _stored(job: SingleJob, result: Enriched, record: Record, looked: LookedUp) -> Enriched:
    told = looked.company if record.entity == "company" else looked.person
    assert told is not None  # noqa: S101 - what was asked for is told
    outcome = "not_found" if told.outcome == "suppressed" else told.outcome
    result = replace(result, outcome=outcome, cached=told.is_cached, calls=looked.calls)
    if told.is_cached and told.found and job.store.is_known(record.entity, record.id, told.found):
        return replace(result, reason="nothing new: the answer of the last 24 hours is on file")
    now = job.clock()
    run_id, merged = job.store.store_single(looked, following(looked, now), now)
    return replace(_told(result, record, told, merged.get(record.entity)), run=str(run_id))


def _told(result: Enriched, record: Record, told: Told, merged: Merged | None) -> Enriched:
    if merged is None:
        unread = "nothing in the answer could be read; it is kept in quarantine" if told.unread else None
        return replace(result, reason="they asked to be left alone" if told.outcome == "suppressed" else unread)
    names = FIELDS[record.entity]
    set_ = [FieldSet(name, merged.values[name], record.values.get(name)) for name in names if name in merged.values]
    kept = [FieldKept(k.field, k.value, k.source, k.offered) for k in merged.kept if k.field in names]
    is_fuzzy = told.found is not None and told.found.is_fuzzy
    return replace(
        result,
        fields_updated=tuple(field.field for field in set_),
        fields_kept=tuple(field.field for field in kept),
        set_=tuple(set_),
        kept=tuple(kept),
        reason="the provider is not sure that this is the person" if is_fuzzy else None,
    )


def _ended(job: SingleJob, result: Enriched) -> SingleOutcome:
    """The result with what the command ends with: pending is to be tried later, an invalid input is wrong usage."""
    if result.outcome == "pending":
        again = "Ask again in five minutes; a bulk run does so by itself."
        return SingleOutcome(result, TryLaterError(f"{job.label} is still looking for {result.input}.", again))
    if result.outcome == "invalid":
        hint = f"Correct it: devsignal {result.entity} edit {result.id}"
        return SingleOutcome(result, UsageError(f"{job.label} cannot look up {result.input}: it is not valid.", hint))
    return SingleOutcome(result)
