"""What a sync will read and cost, by X's own count of the posts; asked before a run that may be expensive.

A count is an estimate (docs.x.com, post counts) and costs 0.005 USD a query, as much as one post. So X is asked only
where much may lie ahead: for first windows, for those that reach back more than a day, and for a dry run.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import chain

from devsignal_cli.core.planning import Planner
from devsignal_cli.core.sync_job import SyncJob, SyncOutcome
from devsignal_cli.core.tally import Tally
from devsignal_cli.core.window import REACH_SECONDS, lower_end
from devsignal_cli.errors import (
    AuthError,
    BudgetReachedError,
    CreditsError,
    DevsignalError,
    Failure,
    InterruptedRunError,
    ServiceError,
    TryLaterError,
)
from devsignal_cli.model.connection import Window
from devsignal_cli.model.words import COUNTS_PRICE_USD, POST_PRICE_USD, USER_PRICE_USD, RunId
from devsignal_cli.results.estimates import Estimate, QueryEstimate

DEEP_SECONDS = 26 * 3_600  # a daily sync is no surprise to anybody
AUTHORS_A_POST = 0.75  # where nothing is known yet; recorded result pages have as many
_SHORTEST_SECONDS = 60  # X counts whole seconds up to 10 s ago


def dry_run(job: SyncJob) -> SyncOutcome:
    """What a sync would send, read and cost. Nothing is stored but the ledger line of the counts."""
    tally = Tally()
    error: Failure | None = None
    try:
        planner = Planner(job)
        windows = list(chain.from_iterable(planner.windows()))
        _check_counts(job, len(windows))
        tally.estimate = _estimate(job, planner, windows, tally, None)
    except (DevsignalError, InterruptedRunError) as stopped:
        error = stopped
    result = tally.result(job.organization.name, job.source.requests, error, is_cut=False, status="skipped")
    return SyncOutcome(result, error)


def check_cost(job: SyncJob, run_id: RunId, planner: Planner, windows: Sequence[Window], tally: Tally) -> None:
    """Return if the run is not expected to pass the budget, or the user says yes to it.

    Raises:
        BudgetReachedError: it is, and nobody said yes; nothing was read.
    """
    if job.confirm is None or not job.budget.is_worth_a_question:
        return
    now = _now(job, planner)
    deep = [window for window in windows if window.covered_from is None or now - lower_end(window) > DEEP_SECONDS]
    if not deep:
        return
    try:
        estimate = _estimate(job, planner, deep, tally, run_id)
    except CreditsError:
        raise
    except (AuthError, ServiceError, TryLaterError):
        return  # a count is a courtesy: the walk itself says what is wrong, and the budget is guarded all the same
    tally.estimate = estimate
    if estimate.usd <= (estimate.left_usd or 0) or job.confirm(estimate):
        return
    raise BudgetReachedError(
        f"This run is expected to read about {estimate.posts:,} posts for ${estimate.usd:.2f};"
        f" the budget has ${estimate.left_usd:.2f} left.",
        "Go on with --yes (as far as the budget goes), --budget USD or --max-posts N, or shorten --first-window.",
    )


def _now(job: SyncJob, planner: Planner) -> int:
    """X's clock if it tells it: the local one may be wrong by days."""
    return planner.server_time() or job.clock()


def _check_counts(job: SyncJob, queries: int) -> None:
    price = COUNTS_PRICE_USD * queries
    if job.budget.usd is not None and job.budget.usd < price:
        raise BudgetReachedError(
            f"To count posts costs ${price:.3f} here; the budget has ${max(0, job.budget.usd):.3f} left.",
            "Raise it with --budget USD, or with `twitter connect --monthly-budget USD`.",
        )


def _estimate(
    job: SyncJob, planner: Planner, windows: Iterable[Window], tally: Tally, run_id: RunId | None
) -> Estimate:
    queries = tuple(_counted(job, planner, window, tally, run_id) for window in windows)
    left = job.budget.usd  # after the counts were paid
    posts = sum(query.posts for query in queries)
    if job.budget.posts is not None:
        posts = min(posts, job.budget.posts)
    authors = round(posts * _authors_a_post(job)) if job.budget.with_authors else 0
    usd = round(posts * POST_PRICE_USD + authors * USER_PRICE_USD, 3)
    return Estimate(queries, posts, authors, usd, None if left is None else round(left, 3))


def _authors_a_post(job: SyncJob) -> float:
    known = job.store.authors_a_post()
    return AUTHORS_A_POST if known is None else known


def _counted(job: SyncJob, planner: Planner, window: Window, tally: Tally, run_id: RunId | None) -> QueryEstimate:
    """What is still to come of a window and since it was opened: all that X counts, less what was read of it."""
    now = _now(job, planner)
    begins = lower_end(window)
    if window.covered_from is None:  # a first window was opened by our clock, which may be wrong by days
        begins += round((now - job.clock()) / 60) * 60
    start = max(min(begins, now - _SHORTEST_SECONDS), now - REACH_SECONDS)
    counted = job.store.counted(window.query, start, now) if run_id is not None else None
    if counted is None:
        counted = _count(job, window, start, tally, run_id)
    posts = max(0, counted - window.posts_read)
    keywords = tuple(planner.keywords[number].text for number in window.keyword_ids)
    since = datetime.fromtimestamp(start, UTC)
    return QueryEstimate(window.query, keywords, since, posts, round(posts * POST_PRICE_USD, 3))


def _count(job: SyncJob, window: Window, start: int, tally: Tally, run_id: RunId | None) -> int:
    counted = job.source.counts(window.query, start, is_waited_for=run_id is None)
    usd = job.store.book_counts(run_id, window.query, start, counted)
    tally.add_spend(usd)
    job.budget.spent(usd)
    return counted.posts
