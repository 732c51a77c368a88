"""Which windows a sync walks: what earlier runs left open, and a new one for each packed query."""

from collections.abc import Collection
from dataclasses import replace

from devsignal_cli.core.query import pack, query_of
from devsignal_cli.core.sync_job import SyncJob
from devsignal_cli.core.window import opened, without_token
from devsignal_cli.errors import ServiceError, TryLaterError
from devsignal_cli.model.connection import Keyword, Window


class Planner:
    """The windows of one sync; `keywords` are those watched when it began, by their ids."""

    def __init__(self, job: SyncJob) -> None:
        self._job = job
        self.keywords = {keyword.id: keyword for keyword in job.store.keywords()}

    def left_open(self) -> list[Window]:
        """What earlier runs did not come to the end of."""
        return [self._narrowed(window) for window in self._job.store.open_windows()]

    def fresh(self, keyword_ids: Collection[int]) -> list[Window]:
        """New windows for these keywords, as far as they are still watched."""
        job = self._job
        keywords = [keyword for keyword in job.store.keywords() if keyword.id in keyword_ids]
        now, server_time = job.clock(), self._server_time(keywords)
        return [
            opened(query, now, job.first_window_seconds, server_time, job.sweep_seconds)
            for query in pack(keywords, job.settings)
        ]

    def _server_time(self, keywords: Collection[Keyword]) -> int | None:
        """X's clock, if posts before a place may be looked at again: only X knows which day its bill is at.

        Without it nothing is looked at again, and nothing else is lost.
        """
        if not any(keyword.covered_until for keyword in keywords):
            return None
        try:
            return self._job.source.server_time()
        except (TryLaterError, ServiceError):
            return None

    def _narrowed(self, window: Window) -> Window:
        """An open window without the keywords that are no longer watched: nobody pays for them any more."""
        keywords = [self.keywords[number] for number in window.keyword_ids if number in self.keywords]
        if len(keywords) == len(window.keyword_ids):
            return window
        ids = tuple(keyword.id for keyword in keywords)
        return replace(without_token(window), query=query_of(keywords, self._job.settings), keyword_ids=ids)
