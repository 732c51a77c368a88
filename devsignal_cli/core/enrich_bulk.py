"""A bulk enrichment of one organization: each answer is stored before the next is waited for.

A stop at any moment loses nothing: what was answered is in the store or in the cache, and the next run asks for the
rest. A service that fails three times in a row, each time after all tries, is left alone.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from time import monotonic
from typing import Protocol

from devsignal_cli.core.enrich_answers import following
from devsignal_cli.core.enrich_plan import CandidateStore, Kind, Plan
from devsignal_cli.core.enrich_ports import EnrichmentSource
from devsignal_cli.core.enrich_tally import EnrichTally
from devsignal_cli.core.ports import Clock, CountProgress
from devsignal_cli.errors import CallsReachedError, DevsignalError, Failure, InterruptedRunError, PartialError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.enrichment import Following, LookedUp
from devsignal_cli.model.records import Entity, Merged
from devsignal_cli.model.words import RunId
from devsignal_cli.results.enrichment import BulkResult
from devsignal_cli.serialize import to_json

FAILURES_IN_A_ROW = 3
FAILURES_NAMED = 3
PLANNED_TOLD = 100


class BulkStore(CandidateStore, Protocol):
    """The store, as a bulk enrichment needs it: each writing method is one short transaction."""

    def start_run(self, kind: str, now: int) -> RunId:
        """Note that an enrichment began."""

    def unqueue(self, entity: Entity, ids: Sequence[int]) -> None:
        """Take records out of the queue for which nobody will be asked."""

    def book_calls(self, run_id: RunId | None, calls: int, counted: int, now: int) -> None:
        """Book calls of which no answer came to be stored: those that ended a run, or were under way then."""

    def finish_run(self, run_id: RunId, now: int, status: str, reason: str | None, result: str) -> None:
        """Note how it ended."""

    def store(
        self, run_id: RunId | None, looked: LookedUp, following: Mapping[Entity, Following], now: int
    ) -> Mapping[Entity, Merged]:
        """Store one answer whole; what became of its values."""


@dataclass(frozen=True, slots=True)
class BulkJob:
    """What one bulk enrichment needs. `stale_seconds` None: what was found once is not asked for again."""

    organization: Organization
    kind: Kind
    source: EnrichmentSource
    store: BulkStore
    progress: CountProgress
    clock: Clock
    limit: int | None = None
    stale_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """The result to show, and the failure that ended the run, if there is one."""

    result: BulkResult
    error: Failure | None = None


def plan_bulk(job: BulkJob) -> Plan:
    """What a run would ask for now."""
    now = job.clock()
    stale_before = -1 if job.stale_seconds is None else now - job.stale_seconds
    return Plan(job.store, job.kind, now, stale_before, job.limit)


def dry_bulk(job: BulkJob) -> BulkOutcome:
    """What a run would ask for, and what it would leave out and why; nothing is sent or stored."""
    plan = plan_bulk(job)
    planned = [lookup.item for lookup in plan.lookups()]
    result = EnrichTally().result(
        job.organization.name,
        job.kind,
        None,
        total=plan.total,
        left=plan.total - sum(plan.skips.values()),
        skips=plan.skips,
        calls=0,
        error=None,
        provider=job.source.provider,
        planned_calls=len(planned),
        planned=tuple(planned[:PLANNED_TOLD]),
        is_dry=True,
    )
    return BulkOutcome(result)


def run_bulk(job: BulkJob) -> BulkOutcome:
    """Enrich what is due. A failure ends the run, never the result: what came so far is stored and counted."""
    began = monotonic()
    plan, tally = plan_bulk(job), EnrichTally()
    run_id = job.store.start_run(job.kind, job.clock())
    error: Failure | None = None
    try:
        _ask(job, run_id, plan, tally)
    except (DevsignalError, InterruptedRunError) as stopped:
        error = stopped
    result = tally.result(
        job.organization.name,
        job.kind,
        str(run_id),
        total=plan.total,
        left=plan.total - tally.done - sum(plan.skips.values()),
        skips=plan.skips,
        calls=job.source.calls,
        error=error,
        provider=job.source.provider,
        seconds=monotonic() - began,
    )
    if isinstance(error, CallsReachedError):
        error = None  # what was asked for is done
    elif error is None and result.failed:
        error = _partial(result)
    try:
        unanswered = job.source.calls - tally.calls, job.source.counted - tally.counted
        job.store.book_calls(run_id, *unanswered, job.clock())
        job.store.finish_run(run_id, job.clock(), result.status, result.reason, to_json(_on_record(result)))
    except (DevsignalError, InterruptedRunError) as unsaved:
        result, error = replace(result, status="partial"), error or unsaved
    return BulkOutcome(result, error)


def _partial(result: BulkResult) -> PartialError:
    items = [error.item for error in result.errors if error.item]
    named = ", ".join(items[:FAILURES_NAMED]) + (" …" if len(items) > FAILURES_NAMED else "")
    told = f"{result.failed} could not be looked up: {named}; the rest is stored."
    return PartialError(told, "The next run asks again.")


def _on_record(result: BulkResult) -> BulkResult:
    """The result as the run keeps it: it names nobody, for who is removed later is named nowhere."""
    return replace(result, errors=tuple(replace(error, item=None) for error in result.errors))


def _ask(job: BulkJob, run_id: RunId, plan: Plan, tally: EnrichTally) -> None:
    job.progress.start(plan.due)
    for lookups in (plan.lookups(), plan.late()):
        with closing(job.source.look_up_all(lookups)) as answers:
            for answer in answers:
                _take(job, run_id, _own(plan, answer), tally)
    job.store.unqueue("contact", plan.nobodys)


def _take(job: BulkJob, run_id: RunId, looked: LookedUp, tally: EnrichTally) -> None:
    now = job.clock()
    tally.add(looked, job.store.store(run_id, looked, following(looked, now), now))
    job.progress.done(tally.done)
    if looked.error is not None and tally.in_a_row >= FAILURES_IN_A_ROW:
        raise looked.error


def _own(plan: Plan, looked: LookedUp) -> LookedUp:
    """An answer without its company if it told nothing of that one: a person's miss is not their company's."""
    lookup, company = looked.lookup, looked.company
    if looked.error is not None or lookup.company_id is None:
        return looked
    if company and (not company.is_by_email or company.outcome in ("found", "pending")):
        return looked
    plan.take_back(lookup.company_id)
    return replace(looked, company=None, lookup=replace(lookup, company_id=None))
