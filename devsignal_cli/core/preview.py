"""A look at what the queries match now: one page of each, stored like any other, which moves no keyword's place."""

from dataclasses import dataclass

from devsignal_cli.core.classified import classified
from devsignal_cli.core.query import pack
from devsignal_cli.core.sync_job import SyncJob
from devsignal_cli.core.tally import Tally
from devsignal_cli.errors import BadRequestError, DevsignalError, Failure, InterruptedRunError, PartialError
from devsignal_cli.model.connection import PackedQuery
from devsignal_cli.model.posts import SearchRequest
from devsignal_cli.model.words import PAGE_LARGEST, PAGE_SMALLEST, RunId
from devsignal_cli.results.runs import SyncResult
from devsignal_cli.serialize import to_json


@dataclass(frozen=True, slots=True)
class Seen:
    """What a preview did, which posts it read (by the first ids of their edit chains), and what stopped it."""

    result: SyncResult
    post_keys: tuple[int, ...]
    error: Failure | None


def preview(job: SyncJob, posts: int) -> Seen:
    """Read the newest posts of each query, `posts` of them (X's smallest page is 10). Authors are left to a sync."""
    run_id = job.store.start_run(job.clock(), "preview")
    tally = Tally()
    seen: list[int] = []
    error: Failure | None = None
    try:
        for query in pack(job.store.keywords(), job.settings):
            try:
                seen += _one(job, run_id, query, posts, tally)
            except BadRequestError as refused:  # one query that X does not take holds up no other
                error = PartialError(f"X refused the query {query.query}: {refused.message}", refused.hint)
    except (DevsignalError, InterruptedRunError) as stopped:
        error = stopped
    result = tally.result(job.organization.name, job.source.requests, error, is_cut=False)
    job.store.finish_run(run_id, job.clock(), result.status, result.reason, to_json(result))
    return Seen(result, tuple(seen), error)


def _one(job: SyncJob, run_id: RunId, query: PackedQuery, posts: int, tally: Tally) -> list[int]:
    allowed = job.budget.page_size() or PAGE_SMALLEST
    size = min(max(PAGE_SMALLEST, posts), PAGE_LARGEST, allowed)
    page = job.source.search(SearchRequest(query.query, size))
    items = [classified(post, query.keywords, page.server_time, job.classifier) for post in page.posts]
    stored = job.store.store_page(run_id, None, page, items, job.clock())
    tally.add_page(page, stored, None)
    job.budget.spent(stored.spend_usd)
    return [post.root_id for post in page.posts]
