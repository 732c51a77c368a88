"""The counts of a bulk enrichment: a combined call counts for both, a failure is named, a run in vain is noticed."""

from typing import Any

import pytest

from devsignal_cli.core.enrich_tally import EnrichTally
from devsignal_cli.errors import (
    AuthError,
    CallsReachedError,
    CreditsError,
    Failure,
    InterruptedRunError,
    RateLimitedError,
    TryLaterError,
)
from devsignal_cli.model.enrichment import AnswerOutcome, Found, LookedUp, Lookup, Told
from devsignal_cli.model.records import Entity, Merged
from devsignal_cli.results.enrichment import BulkResult

DOWN = TryLaterError("Clearbit is not available (status 503).", "Run it again later.")
COUNTS = ("enriched", "unchanged", "not_found", "pending", "invalid", "failed")


def told(outcome: AnswerOutcome, *, is_cached: bool = False) -> Told:
    return Told(outcome, Found("company", {}, {}, b"{}") if outcome == "found" else None, is_cached)


def merged(**values: Any) -> Merged:
    return Merged(values, values, ())


def one(outcome: AnswerOutcome = "found", *, is_cached: bool = False) -> LookedUp:
    return LookedUp(Lookup(domain="acme.io", company_id=1), company=told(outcome, is_cached=is_cached))


def failed(number: int = 1) -> LookedUp:
    return LookedUp(Lookup(domain=f"firm{number}.io", company_id=number), error=DOWN)


def result(tally: EnrichTally, error: Failure | None = None, **more: Any) -> BulkResult:
    given: dict[str, Any] = {"total": 9, "left": 0, "skips": {}, "calls": 0, **more}
    return tally.result("default", "companies", "1", error=error, **given)


def counted(tally: EnrichTally) -> dict[str, int]:
    return {name: number for name in COUNTS if (number := getattr(result(tally), name))}


@pytest.mark.parametrize(
    ("outcome", "values", "name"),
    [
        ("found", {"industry": "x"}, "enriched"),
        ("found", {"employees": 3}, "unchanged"),
        ("found", {}, "unchanged"),
        ("not_found", {}, "not_found"),
        ("suppressed", {}, "not_found"),
        ("pending", {}, "pending"),
        ("invalid", {}, "invalid"),
    ],
)
def test_each_outcome_has_its_place(outcome: AnswerOutcome, values: dict[str, Any], name: str) -> None:
    tally = EnrichTally()
    tally.add(one(outcome), {"company": merged(**values)} if outcome == "found" else {})
    assert (counted(tally), tally.done) == ({name: 1}, 1)


def test_a_record_that_is_gone_by_now_is_unchanged() -> None:
    tally = EnrichTally()
    tally.add(one(), {})
    assert counted(tally) == {"unchanged": 1}


def test_a_combined_call_counts_for_both_and_once_as_a_cache_hit() -> None:
    tally = EnrichTally()
    both = LookedUp(Lookup("acme.io", "jo@acme.io", 1, 2), told("found", is_cached=True), told("found", is_cached=True))
    parts: dict[Entity, Merged] = {"company": merged(industry="x"), "contact": merged(title="y")}
    tally.add(both, parts)
    assert (counted(tally), result(tally).cache_hits) == ({"enriched": 2}, 1)


def test_a_failed_combined_call_fails_both_and_is_named_once() -> None:
    tally = EnrichTally()
    tally.add(LookedUp(Lookup("acme.io", "jo@acme.io", 1, 2), error=DOWN), {})
    assert counted(tally) == {"failed": 2}
    assert [(error.code, error.item) for error in result(tally).errors] == [("service", "jo@acme.io")]
    assert result(tally).status == "partial"


def test_failures_in_a_row_are_counted_from_the_last_answer_on() -> None:
    tally = EnrichTally()
    for looked in (failed(), failed(), one("not_found"), failed()):
        tally.add(looked, {})
    assert tally.in_a_row == 1


def test_a_hundred_failures_are_named_and_all_are_counted() -> None:
    tally = EnrichTally()
    for number in range(150):
        tally.add(failed(number), {})
    assert (len(result(tally).errors), result(tally).failed) == (100, 150)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RateLimitedError("x"), "rate_limited"),
        (CreditsError("x", "y", "credits"), "credits"),
        (AuthError("x"), "auth"),
        (DOWN, "service"),
    ],
)
def test_what_ended_a_run_is_its_reason_and_its_last_error(error: Failure, reason: str) -> None:
    ended = result(EnrichTally(), error)
    assert (ended.status, ended.reason, [e.code for e in ended.errors]) == ("partial", reason, [error.code])


def test_the_end_of_its_calls_is_no_error_and_an_interruption_has_no_reason() -> None:
    reached = result(EnrichTally(), CallsReachedError("x"))
    assert (reached.status, reached.reason, reached.errors) == ("partial", "max_calls", ())
    interrupted = result(EnrichTally(), InterruptedRunError(15))
    assert (interrupted.status, interrupted.reason, interrupted.errors[0].code) == ("partial", None, "interrupted")


def test_skips_add_up_and_a_dry_run_is_skipped() -> None:
    ended = result(EnrichTally(), skips={"pending": 2, "invalid": 1}, is_dry=True)
    assert (ended.skipped, ended.status) == (3, "skipped")
    assert result(EnrichTally()).status == "complete"
