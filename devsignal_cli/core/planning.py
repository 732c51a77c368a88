"""Which windows a sync walks: what earlier runs left open, and a new one for each packed query."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from devsignal_cli.core.query import pack, query_of
from devsignal_cli.core.sync_job import SyncJob
from devsignal_cli.core.window import DAY_SECONDS, opened, upto_place, without_token
from devsignal_cli.errors import DevsignalError
from devsignal_cli.model.connection import Keyword, Window


def keywords_of(windows: Iterable[Window]) -> set[int]:
    """The ids of the keywords that some windows walk for."""
    return {number for window in windows for number in window.keyword_ids}


class Planner:
    """The windows of one sync; `keywords` are those watched when it began, by their ids."""

    def __init__(self, job: SyncJob) -> None:
        self._job = job
        self._free_until: int | None = None
        self._is_silent = False
        self.keywords = {keyword.id: keyword for keyword in job.store.keywords()}

    def windows(self) -> tuple[list[Window], list[Window]]:
        """What earlier runs did not come to the end of, and new windows for all other keywords."""
        left_open = [self._narrowed(self.without_late(window)) for window in self._job.store.open_windows()]
        return left_open, self.fresh(self.keywords.keys() - keywords_of(left_open))

    def fresh(self, keyword_ids: Collection[int]) -> list[Window]:
        """New windows for these keywords, as far as they are still watched."""
        job = self._job
        self._free_until = None
        keywords = [keyword for keyword in job.store.keywords() if keyword.id in keyword_ids]
        now, server_time = job.clock(), self._time_to_look_again(keywords)
        return [
            opened(query, now, job.first_window_seconds, server_time, job.sweep_seconds)
            for query in pack(keywords, job.settings)
        ]

    def watched_since(self, window: Window) -> int:
        """From when on a window's keywords are watched: where their first windows began."""
        added = [self.keywords[number].created_at or 0 for number in window.keyword_ids if number in self.keywords]
        return max(min(added, default=0) - self._job.first_window_seconds, 0)

    def _time_to_look_again(self, keywords: Collection[Keyword]) -> int | None:
        """X's clock, if posts before a place may be looked at again: only X knows which day its bill is at.

        Without it nothing is looked at again, and nothing else is lost.
        """
        if not any(keyword.covered_until for keyword in keywords):
            return None
        now = self.server_time(is_needed=bool(self._job.sweep_seconds))
        if now is not None and not self._job.sweep_seconds:
            self._free_until = now - now % DAY_SECONDS + DAY_SECONDS
        return now

    def server_time(self, *, is_needed: bool = False) -> int | None:
        """X's clock, or None if X does not tell it and it is not needed.

        Raises:
            DevsignalError: it is needed, and X does not tell it.
        """
        if self._is_silent and not is_needed:
            return None
        try:
            return self._job.source.server_time()
        except DevsignalError:
            self._is_silent = True  # one run asks once
            if is_needed:
                raise
            return None

    def free_until(self, window: Window) -> int | None:
        """Until when (Unix seconds, X's clock) what a window looks at again is free; None if it looks at nothing."""
        return None if self.without_late(window) == window else self._free_until

    def without_late(self, window: Window) -> Window:
        """A window that goes no further back than its place: to look again there may cost by now."""
        places = [self.keywords[number].place for number in window.keyword_ids if number in self.keywords]
        return upto_place(window, min((place for place in places if place is not None), default=None))

    def _narrowed(self, window: Window) -> Window:
        """An open window without the keywords that are no longer watched: nobody pays for them any more."""
        keywords = [self.keywords[number] for number in window.keyword_ids if number in self.keywords]
        if len(keywords) == len(window.keyword_ids):
            return window
        ids = tuple(keyword.id for keyword in keywords)
        return replace(without_token(window), query=query_of(keywords, self._job.settings), keyword_ids=ids)
