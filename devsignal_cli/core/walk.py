"""Walks windows page by page, newest first: each page is stored whole before the next is asked for."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

from devsignal_cli.core.author_lookup import AuthorLookup
from devsignal_cli.core.classified import classified
from devsignal_cli.core.planning import Planner, keywords_of
from devsignal_cli.core.sync_job import SyncJob
from devsignal_cli.core.tally import Tally
from devsignal_cli.core.window import advanced, lag, levels, mends, request
from devsignal_cli.errors import BadRequestError, DevsignalError, OutdatedRequestError, PartialError
from devsignal_cli.model.connection import Keyword, Window
from devsignal_cli.model.posts import SearchPage
from devsignal_cli.model.words import RunId


class Walk:
    """The state of one sync: what was counted, what was closed, what was refused."""

    def __init__(self, job: SyncJob, run_id: RunId, planner: Planner, tally: Tally) -> None:
        self._job = job
        self._run_id = run_id
        self._planner = planner
        self._tally = tally
        self._closed: list[Window] = []
        self._refused: list[BadRequestError] = []
        self._authors = AuthorLookup(job, run_id, tally)
        self._recent = _RecentPosts()
        self.is_cut = False

    def all_windows(self, left_open: Sequence[Window], fresh: Sequence[Window]) -> None:
        """Walk what an earlier run left open and what is new, whoever lags most first; then the unseen authors."""
        self._walk_each([*left_open, *fresh])
        ended = keywords_of(left_open) & keywords_of(self._closed)
        self._walk_each(self._planner.fresh(ended))  # what came since those walks began
        if level := levels(self._closed):
            self._job.store.level_places(*level)
        self._authors.left_by_earlier_runs()

    def left_error(self) -> DevsignalError | None:
        """What did not stop the run but went wrong: refused queries, or authors that could not be looked up."""
        if not self._refused:
            return self._authors.error
        if not self._closed:
            return self._refused[0]
        told = self._refused[0]
        return PartialError(f"{len(self._refused)} queries were refused: {told.message}", told.hint)

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
        keywords = [self._planner.keywords[number] for number in window.keyword_ids]
        if window.is_whole:
            self._job.store.close_window(self._run_id, window)
        while not window.is_whole:
            size = self._job.budget.page_size()
            if size is None:
                self.is_cut = True
                return
            window, page = self._next_page(window, size)
            if page is not None:
                window = self._store(window, page, keywords)
            elif window.is_whole:
                self._job.store.close_window(self._run_id, window)
        self._closed.append(window)

    def _next_page(self, window: Window, size: int) -> tuple[Window, SearchPage | None]:
        """The next page, after mending what X refuses; no page if nothing is left that X serves, or a day has begun.

        Raises:
            BadRequestError: X refuses it in every form.
        """
        try:
            asked = replace(request(window, size), free_until=self._planner.free_until(window))
            return window, self._job.source.search(asked)
        except OutdatedRequestError:
            return self._planner.without_late(window), None
        except BadRequestError as refused:
            first_refusal = refused
        now = self._job.clock()
        for mended in mends(window, first_refusal.server_time or now, now):
            if mended.is_whole:
                self._tally.add_gap(mended)
                return mended, None
            try:
                return mended, self._job.source.search(request(mended, size))
            except BadRequestError:
                continue
        raise first_refusal

    def _store(self, window: Window, page: SearchPage, keywords: Sequence[Keyword]) -> Window:
        items = [classified(post, keywords, page.server_time, self._job.classifier) for post in page.posts]
        after = advanced(window, page, is_new=self._recent.is_new(page))
        after = replace(after, gap=after.gap or window.gap)
        stored = self._job.store.store_page(self._run_id, after, page, items, self._job.clock())
        self._tally.add_page(page, stored, after)
        self._job.budget.spent(stored.spend_usd, len(page.posts) + len(page.damaged))
        self._job.progress.page(self._tally.posts_read, self._tally.signals_created, after.oldest_id)
        self._authors.look_up(stored.unseen_authors)
        return replace(after, id=stored.window_id or after.id, gap=None)


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
