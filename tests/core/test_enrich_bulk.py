"""A bulk enrichment tells its result whatever ends it: a full disk, a service in vain, a request to stop."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from devsignal_cli.core.enrich_bulk import BulkJob, BulkOutcome, run_bulk
from devsignal_cli.errors import CannotWriteError, InterruptedRunError, PartialError, ServiceError, TryLaterError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.enrichment import Candidate, Following, LookedUp, Lookup, Told
from devsignal_cli.model.records import Entity, Merged
from devsignal_cli.model.words import OrganizationId, RunId

FULL = CannotWriteError("The disk is full.", "Free some space.")
DOWN = TryLaterError("It is down.", "Run it again later.")


@dataclass
class Provider:
    """Answers `not_found`, but for the domains that fail."""

    failures: Mapping[str, BaseException] = field(default_factory=dict)
    provider: str = "clearbit"
    calls: int = 0
    counted: int = 0

    def look_up(self, lookup: Lookup, *, refresh: bool = False) -> LookedUp:
        raise NotImplementedError

    def look_up_all(self, lookups: Iterable[Lookup]) -> Generator[LookedUp]:
        for lookup in lookups:
            self.calls += 1
            error = self.failures.get(lookup.domain or "")
            if isinstance(error, TryLaterError | ServiceError):
                yield LookedUp(lookup, error=error)
            elif error is not None:
                raise error
            else:
                yield LookedUp(lookup, company=Told("not_found"), calls=1, counted=1)


@dataclass
class Shelf:
    """A store of some domains that may fail to write."""

    domains: Sequence[str]
    unstorable: str | None = None
    unfinishable: Exception | None = None
    stored: list[str] = field(default_factory=list)
    finished: list[tuple[str, str | None, str]] = field(default_factory=list)

    def candidates(self, entity: Entity, now: int, stale_before: int) -> tuple[list[int], dict[str, int]]:  # noqa: ARG002
        return list(range(len(self.domains))), {}

    def named(self, entity: Entity, ids: Sequence[int]) -> list[Candidate]:  # noqa: ARG002
        return [Candidate(number, self.domains[number]) for number in ids]

    def start_run(self, kind: str, now: int) -> RunId:  # noqa: ARG002
        return RunId(1)

    def unqueue(self, entity: Entity, ids: Sequence[int]) -> None:
        pass

    def book_calls(self, run_id: RunId | None, calls: int, counted: int, now: int) -> None:  # noqa: ARG002 - as the port has it
        self.unanswered = calls

    def finish_run(self, run_id: RunId, now: int, status: str, reason: str | None, result: str) -> None:  # noqa: ARG002
        if self.unfinishable:
            raise self.unfinishable
        self.finished.append((status, reason, result))

    def store(
        self,
        run_id: RunId | None,  # noqa: ARG002
        looked: LookedUp,
        following: Mapping[Entity, Following],  # noqa: ARG002
        now: int,  # noqa: ARG002
    ) -> Mapping[Entity, Merged]:
        if looked.lookup.domain == self.unstorable:
            raise FULL
        self.stored.append(looked.lookup.item)
        return {}


class Seen:
    """How far the work has come."""

    def __init__(self) -> None:
        self.told: list[int | None] = []

    def start(self, total: int | None) -> None:
        self.told.append(total)

    def done(self, number: int) -> None:
        self.told.append(number)


def run(shelf: Shelf, provider: Provider | None = None, seen: Seen | None = None) -> BulkOutcome:
    organization = Organization(OrganizationId(1), "default", "UTC")
    return run_bulk(BulkJob(organization, "companies", provider or Provider(), shelf, seen or Seen(), lambda: 0))


def test_progress_is_told_from_the_start_to_the_end() -> None:
    seen = Seen()
    run(Shelf(["a.io", "b.io"]), seen=seen)
    assert seen.told == [2, 1, 2]


def test_a_full_disk_ends_the_run_with_what_was_stored() -> None:
    shelf = Shelf(["a.io", "b.io", "c.io"], unstorable="b.io")
    outcome = run(shelf)
    assert (outcome.error, outcome.result.not_found, outcome.result.left) == (FULL, 1, 2)
    assert (shelf.stored, outcome.result.status) == (["a.io"], "partial")


def test_an_end_that_cannot_be_noted_is_told_and_the_result_is_shown() -> None:
    outcome = run(Shelf(["a.io"], unfinishable=FULL))
    assert (outcome.error, outcome.result.not_found, outcome.result.status) == (FULL, 1, "partial")


def test_the_first_failure_is_told_rather_than_that_the_end_could_not_be_noted() -> None:
    stop = InterruptedRunError(15)
    outcome = run(Shelf(["a.io"], unfinishable=FULL), Provider({"a.io": stop}))
    assert outcome.error is stop


@pytest.mark.parametrize("error", [DOWN, ServiceError("It refuses.", "Check it.")])
def test_three_failures_in_a_row_end_the_run_with_the_last_of_them(error: TryLaterError | ServiceError) -> None:
    domains = [f"firm{number}.io" for number in range(6)]
    outcome = run(Shelf(domains), Provider(dict.fromkeys(domains[1:], error)))
    assert (outcome.error, outcome.result.failed, outcome.result.left) == (error, 3, 2)


def test_failures_between_answers_are_named_three_of_them() -> None:
    domains = [f"firm{number}.io" for number in range(10)]
    shelf = Shelf(domains)
    outcome = run(shelf, Provider(dict.fromkeys(domains[::2], DOWN)))
    assert isinstance(outcome.error, PartialError)
    assert outcome.error.message == "5 could not be looked up: firm0.io, firm2.io, firm4.io …; the rest is stored."
    assert [error.item for error in outcome.result.errors] == domains[::2]
    assert ".io" not in shelf.finished[0][2]
