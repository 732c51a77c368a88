"""One sync: open windows and a new one for each packed query, whoever lags most first; each page by page, newest first.

Each page is stored whole before the next is asked for, and a keyword's place moves only when its walk is whole, so a
stop at any moment loses nothing and reads at most one page again.
"""

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from devsignal_cli.core import identity
from devsignal_cli.core.budget import Budget
from devsignal_cli.core.classified import classified
from devsignal_cli.core.ports import Clock, PostSource, Progress, SyncStore
from devsignal_cli.core.query import pack, query_of
from devsignal_cli.core.tally import Tally
from devsignal_cli.core.window import advanced, lag, levels, mends, opened, request, without_token
from devsignal_cli.errors import (
    AuthError,
    BadRequestError,
    CreditsError,
    DevsignalError,
    Failure,
    InterruptedRunError,
    PartialError,
    ServiceError,
    TryLaterError,
)
from devsignal_cli.model.connection import Keyword, Organization, QuerySettings, Window
from devsignal_cli.model.posts import SearchPage
from devsignal_cli.model.words import RunId
from devsignal_cli.results.runs import SyncResult
from devsignal_cli.serialize import to_json

FIRST_WINDOW_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class SyncJob:
    """What one sync is to do, and with what."""

    organization: Organization
    settings: QuerySettings
    source: PostSource
    store: SyncStore
    budget: Budget
    progress: Progress
    clock: Clock
    first_window_seconds: int = FIRST_WINDOW_SECONDS


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """The result of a sync, and the error that stopped it, if one did."""

    result: SyncResult
    error: Failure | None


def run_sync(job: SyncJob) -> SyncOutcome:
    """Sync one organization. A failure ends the walk, never the result: what came so far is stored and counted."""
    run_id = job.store.start_run(job.clock())
    walk = _Walk(job, run_id)
    error: Failure | None = None
    try:
        walk.all_windows()
    except (DevsignalError, InterruptedRunError) as stopped:
        error = stopped
    error = error or walk.left_error()
    result = walk.tally.result(job.organization.name, job.source.requests, error, is_cut=walk.is_cut)
    try:
        job.store.finish_run(run_id, job.clock(), result.status, result.reason, to_json(result))
    except DevsignalError as unsaved:
        error = error or unsaved
    return SyncOutcome(result, error)


class _Walk:
    """The state of one sync: what was counted, what was closed, what was refused."""

    def __init__(self, job: SyncJob, run_id: RunId) -> None:
        self._job = job
        self._run_id = run_id
        self._keywords = {keyword.id: keyword for keyword in job.store.keywords()}
        self._closed: list[Window] = []
        self._refused: list[BadRequestError] = []
        self._authors_error: DevsignalError | None = None
        self._recent = _RecentPosts()
        self.tally = Tally()
        self.is_cut = False

    def all_windows(self) -> None:
        """Walk what an earlier run left open and what is new, whoever lags most first; then the unseen authors."""
        still_open = [self._narrowed(window) for window in self._job.store.open_windows()]
        waiting = {number for window in still_open for number in window.keyword_ids}
        self._walk_each([*still_open, *self._new_windows(self._keywords.keys() - waiting)])
        closed = {number for window in self._closed for number in window.keyword_ids}
        self._walk_each(self._new_windows(waiting & closed))  # what came since those walks began
        if level := levels(self._closed):
            self._job.store.level_places(*level)
        if self._job.budget.with_authors:
            self._late_authors()

    def left_error(self) -> DevsignalError | None:
        """What did not stop the run but went wrong: refused queries, or authors that could not be looked up."""
        if not self._refused:
            return self._authors_error
        if not self._closed:
            return self._refused[0]
        told = self._refused[0]
        return PartialError(f"{len(self._refused)} queries were refused: {told.message}", told.hint)

    def _new_windows(self, keyword_ids: Collection[int]) -> list[Window]:
        keywords = [keyword for keyword in self._job.store.keywords() if keyword.id in keyword_ids]
        now, first = self._job.clock(), self._job.first_window_seconds
        return [opened(query, now, first) for query in pack(keywords, self._job.settings)]

    def _narrowed(self, window: Window) -> Window:
        """An open window without the keywords that are no longer watched: nobody pays for them any more."""
        keywords = [self._keywords[number] for number in window.keyword_ids if number in self._keywords]
        if len(keywords) == len(window.keyword_ids):
            return window
        ids = tuple(keyword.id for keyword in keywords)
        return replace(without_token(window), query=query_of(keywords, self._job.settings), keyword_ids=ids)

    def _walk_each(self, windows: Iterable[Window]) -> None:
        for window in sorted(windows, key=lag):
            if self.is_cut:
                return
            try:
                self._walk(window)
            except BadRequestError as refused:  # one query that X does not take holds up no other
                self._refused.append(refused)

    def _walk(self, window: Window) -> None:
        self._recent = _RecentPosts()
        keywords = [self._keywords[number] for number in window.keyword_ids]
        while not window.is_whole:
            size = self._job.budget.page_size()
            if size is None:
                self.is_cut = True
                return
            window, page = self._next_page(window, size)
            if page is not None:
                window = self._store(window, page, keywords)
        self._closed.append(window)

    def _next_page(self, window: Window, size: int) -> tuple[Window, SearchPage | None]:
        """The next page, after mending what X refuses; no page if nothing is left that X serves.

        Raises:
            BadRequestError: X refuses it in every form.
        """
        try:
            return window, self._job.source.search(request(window, size))
        except BadRequestError as refused:
            first_refusal = refused
        now = self._job.clock()
        for mended in mends(window, first_refusal.server_time or now, now):
            if mended.is_whole:
                self._job.store.close_window(self._run_id, mended)
                self.tally.add_gap(mended)
                return mended, None
            try:
                return mended, self._job.source.search(request(mended, size))
            except BadRequestError:
                continue
        raise first_refusal

    def _store(self, window: Window, page: SearchPage, keywords: Sequence[Keyword]) -> Window:
        items = [classified(post, keywords, page.server_time) for post in page.posts]
        after = advanced(window, page, is_new=self._recent.is_new(page))
        after = replace(after, gap=after.gap or window.gap)
        stored = self._job.store.store_page(self._run_id, after, page, items, self._job.clock())
        self.tally.add_page(page, stored, after)
        self._job.budget.spent(stored.spend_usd, len(page.posts) + len(page.damaged))
        self._job.progress.page(self.tally.posts_read, self.tally.signals_created, after.oldest_id)
        if stored.unseen_authors and self._job.budget.with_authors:
            self._look_up(stored.unseen_authors)
        return replace(after, id=stored.window_id or after.id, gap=None)

    def _late_authors(self) -> None:
        """Look up authors that an earlier run left, as far as the budget goes."""
        while unseen := self._job.store.unseen_authors()[: self._job.budget.authors()]:
            if not self._look_up(unseen):
                return

    def _look_up(self, ids: Sequence[int]) -> bool:
        """Look authors up once. A faulty endpoint is left for the next run, and posts go on; a refusal stops all."""
        if self._authors_error:
            return False
        try:
            page = self._job.source.users(ids)
        except (AuthError, CreditsError):
            raise
        except (TryLaterError, ServiceError) as later:
            self._authors_error = later
            return False
        page = replace(page, profiles=tuple(map(identity.keyed, page.profiles)))
        stored = self._job.store.store_profiles(self._run_id, page, self._job.clock())
        self.tally.add_profiles(stored)
        self._job.budget.spent(stored.spend_usd)
        return True


class _RecentPosts:
    """The posts of a walk's last hundred pages, by which a circle of tokens is noticed."""

    def __init__(self) -> None:
        self._pages: deque[frozenset[int]] = deque(maxlen=100)

    def is_new(self, page: SearchPage) -> bool:
        """Whether the page has a post that the pages before it had not."""
        ids = frozenset(post.id for post in page.posts)
        unseen = ids.difference(*self._pages)
        self._pages.append(ids)
        return bool(unseen)
