"""All organizations in two rounds: first each without a wait, then once more those that only had to wait.

So one organization's rate limit, or a service that is slow to come back, never delays the posts of the others.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any

from devsignal_cli.core.sync_job import SyncOutcome
from devsignal_cli.errors import (
    BudgetReachedError,
    CreditsError,
    Failure,
    InterruptedRunError,
    LockedError,
    TryLaterError,
)
from devsignal_cli.model.connection import Organization
from devsignal_cli.results.runs import SyncResult

Sync = Callable[[Organization, bool], SyncOutcome]
_FINAL = (BudgetReachedError, CreditsError, LockedError)


def in_rounds(
    organizations: Sequence[Organization], sync: Sync, max_wait_seconds: float, *, can_ask: bool = False
) -> list[SyncOutcome]:
    """Sync each organization; `sync` is told whether it may wait (and ask). An interruption ends all."""
    outcomes: list[SyncOutcome] = []
    is_alone = len(organizations) == 1
    for organization in organizations:
        outcomes.append(sync(organization, is_alone))
        if isinstance(outcomes[-1].error, InterruptedRunError):
            return outcomes
    for number, outcome in enumerate(outcomes):
        if is_alone or not (_is_unasked(outcome, can_ask) or _is_worth_a_wait(outcome.error, max_wait_seconds)):
            continue
        outcomes[number] = _joined(outcome, sync(organizations[number], True))
        if isinstance(outcomes[number].error, InterruptedRunError):
            break
    return outcomes


def _is_unasked(outcome: SyncOutcome, can_ask: bool) -> bool:
    """Whether a run stopped only because nobody was asked about its cost, and somebody can be."""
    error, estimate = outcome.error, outcome.result.estimate
    return can_ask and isinstance(error, BudgetReachedError) and estimate is not None and not outcome.result.posts_read


def _is_worth_a_wait(error: Failure | None, max_wait_seconds: float) -> bool:
    if not isinstance(error, TryLaterError) or isinstance(error, _FINAL):
        return False
    return max_wait_seconds > 0 and (error.wait_seconds or 0) <= max_wait_seconds


def _joined(first: SyncOutcome, second: SyncOutcome) -> SyncOutcome:
    """Both rounds of one organization as one run: sums of what they did, and how the second ended."""
    one, other = first.result, second.result
    sums = {field.name: _sum(getattr(one, field.name), getattr(other, field.name)) for field in fields(SyncResult)}
    errors = (*one.errors[:-1], *other.errors)  # the last of the first round is why there was a second
    fixed = {"org": one.org, "status": other.status, "reason": other.reason, "errors": errors}
    return SyncOutcome(replace(other, **(sums | fixed | {"estimate": one.estimate or other.estimate})), second.error)


def _sum(one: Any, other: Any) -> Any:
    match one:
        case int() | tuple():
            return one + other
        case float():
            return round(one + other, 6)
        case dict():
            return {key: one[key] + other[key] for key in one}
        case _:
            return other
