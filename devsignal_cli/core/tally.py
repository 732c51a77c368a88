"""The counts of one run, added up page by page."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

from devsignal_cli.errors import Failure
from devsignal_cli.model.connection import Window
from devsignal_cli.model.posts import PageStored, ProfilesStored, Refused, SearchPage
from devsignal_cli.model.words import POST_TYPES, SENTIMENTS, PostType, Sentiment
from devsignal_cli.results.estimates import Estimate
from devsignal_cli.results.runs import ErrorItem, SyncResult
from devsignal_cli.results.signals import Gap
from devsignal_cli.snowflake import id_at

Status = Literal["complete", "partial", "skipped"]

FIELDS = "fields"
"""The item of an error that says that X left out fields: it must not go unnoticed."""


class Tally:
    """What a run did so far. `known_since` tells from when on (Unix seconds) a window's keywords are watched."""

    def __init__(self, known_since: Callable[[Window], int] = lambda _window: 0) -> None:
        self._known_since = known_since
        self.posts_read = 0
        self.signals_created = 0
        self._updated = 0
        self._duplicates = 0
        self._authors_read = 0
        self._contacts = 0
        self._companies = 0
        self._late = 0
        self._free = 0
        self._forgotten = 0
        self._too_old = 0
        self.removed_old = 0
        self.spend_usd = 0.0
        self.estimate: Estimate | None = None
        self._sentiment: dict[Sentiment, int] = dict.fromkeys(SENTIMENTS, 0)
        self._types: dict[PostType, int] = dict.fromkeys(POST_TYPES, 0)
        self._gaps: list[Gap] = []
        self._errors: list[ErrorItem] = []

    def add_page(self, page: SearchPage, stored: PageStored, window: Window | None) -> None:
        """Count a stored page, of a walk or of none."""
        self.posts_read += len(page.posts) + len(page.damaged)
        self.signals_created += len(stored.created)
        self._updated += stored.updated
        self._duplicates += stored.duplicates
        self._contacts += stored.contacts
        self._companies += stored.companies
        self._free += stored.free
        self._late += _late(stored, window, self._known_since(window)) if window else 0
        self.add_spend(stored.spend_usd)
        for item in stored.created:
            self._sentiment[item.sentiment] += 1
            self._types[item.type] += 1
        self._forgotten += stored.refused.forgotten
        self._too_old += stored.refused.too_old
        self._note_errors(page, stored.refused, is_first=window is None or window.pages == 1)
        if window:
            self.add_gap(window)

    def add_profiles(self, stored: ProfilesStored) -> None:
        """Count a stored author look-up."""
        self._authors_read += stored.profiles
        self._contacts += stored.contacts
        self._companies += stored.companies
        self.add_spend(stored.spend_usd)

    def add_spend(self, usd: float) -> None:
        """Add what an answer cost."""
        self.spend_usd += usd

    def add_gap(self, window: Window) -> None:
        """Note what a window could not reach any more."""
        if window.gap:
            self._gaps.append(Gap(*(datetime.fromtimestamp(time, UTC) for time in window.gap)))

    def result(
        self, org: str, requests: int, error: Failure | None, *, is_cut: bool, status: Status | None = None
    ) -> SyncResult:
        """The counts as the result of a run that `error` stopped, or `--max-posts` cut, or neither."""
        if error:
            self._errors.append(ErrorItem(error.code, error.message))
        return SyncResult(
            org=org,
            status=status or ("partial" if error or is_cut else "complete"),
            reason=error.reason if error else "max_posts" if is_cut else None,
            posts_read=self.posts_read,
            signals_created=self.signals_created,
            signals_updated=self._updated,
            duplicates=self._duplicates,
            authors_read=self._authors_read,
            contacts_resolved=self._contacts,
            companies_resolved=self._companies,
            late_arrivals=self._late,
            sentiment=self._sentiment,
            types=self._types,
            requests=requests,
            spend_usd=round(self.spend_usd, 6),
            gaps=tuple(self._gaps),
            errors=tuple(self._errors),
            posts_free=self._free,
            forgotten=self._forgotten,
            too_old=self._too_old,
            removed_old=self.removed_old,
            estimate=self.estimate,
        )

    def _note_errors(self, page: SearchPage, refused: Refused, *, is_first: bool) -> None:
        self._errors += [ErrorItem("damaged", item.reason) for item in page.damaged if item not in refused.damaged]
        self._errors += [ErrorItem("service", text) for text in page.errors]
        if page.missing_fields and is_first:
            fields = ", ".join(page.missing_fields)
            self._errors.append(
                ErrorItem(
                    "service", f"X left out fields that were asked for ({fields}): its vocabulary has changed.", FIELDS
                )
            )


def _late(stored: PageStored, window: Window, known_since: int) -> int:
    """New signals from the time for which an earlier walk had asked X already: X served them late."""
    if window.covered_from is None:
        return 0
    return sum(id_at(known_since) <= item.post.id < id_at(window.covered_from) for item in stored.created)
