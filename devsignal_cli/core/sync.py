"""One sync: open windows and a new one for each packed query, whoever lags most first; each page by page, newest first.

Each page is stored whole before the next is asked for, and a keyword's place moves only when its walk is whole, so a
stop at any moment loses nothing and reads at most one page again.
"""

from dataclasses import replace

from devsignal_cli.core.forecast import check_cost
from devsignal_cli.core.planning import Planner
from devsignal_cli.core.sync_job import SyncJob, SyncOutcome
from devsignal_cli.core.tally import Tally
from devsignal_cli.core.walk import Walk
from devsignal_cli.errors import DevsignalError, Failure, InterruptedRunError
from devsignal_cli.model.words import RunId
from devsignal_cli.serialize import to_json

BALANCE_SECONDS = 60  # how old a balance may be after a run that spent; X allows 30 questions in 15 minutes
BALANCE_IDLE_SECONDS = 86_400


def run_sync(job: SyncJob) -> SyncOutcome:
    """Sync one organization. A failure ends the walk, never the result: what came so far is stored and counted."""
    run_id = job.store.start_run(job.clock())
    planner = Planner(job)
    tally = Tally(planner.watched_since)
    walk = Walk(job, run_id, planner, tally)
    error: Failure | None = None
    try:
        _walk(job, run_id, planner, walk, tally)
    except (DevsignalError, InterruptedRunError) as stopped:
        error = stopped
    error = _remove_old(job, tally, error) or walk.left_error()
    result = tally.result(job.organization.name, job.source.requests, error, is_cut=walk.is_cut)
    try:
        job.store.finish_run(run_id, job.clock(), result.status, result.reason, to_json(result))
    except DevsignalError as unsaved:
        result, error = replace(result, status="partial"), error or unsaved
    return SyncOutcome(result, error)


def _walk(job: SyncJob, run_id: RunId, planner: Planner, walk: Walk, tally: Tally) -> None:
    job.store.drop_unwatched_windows()
    left_open, fresh = planner.windows()
    check_cost(job, run_id, planner, [*left_open, *fresh], tally)
    job.progress.start()
    walk.all_windows(left_open, fresh)
    _ask_balance(job, tally)


def _remove_old(job: SyncJob, tally: Tally, error: Failure | None) -> Failure | None:
    """Take away what the organization keeps no longer, by X's clock: a wrong one of ours must delete nothing."""
    if isinstance(error, InterruptedRunError) or job.store.old_before(job.clock()) is None:
        return error
    try:
        before = job.store.old_before(min(job.clock(), job.source.server_time()))
        if before is not None:
            tally.removed_old = job.store.remove_old(before, job.clock())
    except (DevsignalError, InterruptedRunError) as stopped:
        return error or stopped
    return error


def _ask_balance(job: SyncJob, tally: Tally) -> None:
    """Ask X for the account's balance now and then: a courtesy that fails in silence."""
    now, (known, asked_at) = job.clock(), job.store.balance() or (None, 0)
    is_due_soon = tally.spend_usd and known is not None
    if 0 <= now - asked_at < (BALANCE_SECONDS if is_due_soon else BALANCE_IDLE_SECONDS):
        return
    try:
        job.store.store_balance(job.source.credits_usd(), now)
    except DevsignalError:
        return
