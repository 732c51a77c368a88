"""What the use cases need of the world, as Protocols; `cli/wiring.py` knows who fulfils them."""

from collections.abc import Callable, Sequence
from typing import Protocol

from devsignal_cli.model.archive import BatchStored, Deleted, ImportBatch
from devsignal_cli.model.connection import Keyword, Window
from devsignal_cli.model.posts import (
    Classified,
    Counted,
    PageStored,
    ProfilePage,
    ProfilesStored,
    SearchPage,
    SearchRequest,
    Usage,
)
from devsignal_cli.model.words import RunId

Clock = Callable[[], int]
"""The time in Unix seconds; tests give their own."""


class PostSource(Protocol):
    """X, as a sync needs it. Every call may raise the errors of `devsignal_cli.errors`."""

    @property
    def requests(self) -> int:
        """How many requests were sent so far, retries included."""

    def search(self, request: SearchRequest) -> SearchPage:
        """One page of recent search. Billed by post."""

    def users(self, ids: Sequence[int]) -> ProfilePage:
        """The profiles of at most 100 users. Billed by user."""

    def counts(self, query: str, start: int, *, is_waited_for: bool = True) -> Counted:
        """How many posts a query matches since a time (Unix seconds). Billed at a flat price."""

    def server_time(self) -> int:
        """X's clock in Unix seconds. Free."""

    def credits_usd(self) -> float | None:
        """The balance, or None where X does not tell it. Free."""


class TokenCheck(Protocol):
    """X, as `connect` needs it: nothing of it is billed."""

    def usage(self) -> Usage:
        """What the token's project has used and may use. Free."""

    def credits_usd(self) -> float | None:
        """The balance, or None where X does not tell it. Free."""

    def search(self, request: SearchRequest) -> SearchPage:
        """One page of recent search; free when it is empty."""


class SyncStore(Protocol):
    """The store, as a sync needs it: each writing method is one short transaction."""

    def start_run(self, now: int, kind: str = "sync") -> RunId:
        """Note that a run began."""

    def finish_run(self, run_id: RunId, now: int, status: str, reason: str | None, result: str) -> None:
        """Note how a sync ended."""

    def keywords(self) -> list[Keyword]:
        """The keywords that the organization watches."""

    def open_windows(self) -> list[Window]:
        """The walks to go on with."""

    def drop_unwatched_windows(self) -> None:
        """Forget the walks whose keywords were all removed."""

    def store_page(
        self, run_id: RunId, window: Window | None, page: SearchPage, items: Sequence[Classified], now: int
    ) -> PageStored:
        """Store a page whole: posts, what was billed, how far the window has come (None: the page is of no walk)."""

    def close_window(self, run_id: RunId, window: Window) -> None:
        """Close a window that needs no further page."""

    def unseen_authors(self) -> list[int]:
        """Authors of stored signals that were never looked up, at most 100."""

    def store_profiles(self, run_id: RunId, page: ProfilePage, now: int) -> ProfilesStored:
        """Store an author look-up whole."""

    def counted(self, query: str, start: int, now: int) -> int | None:
        """How many posts X counted for a query since `start`, if that was asked within a day."""

    def book_counts(self, run_id: RunId | None, query: str, start: int, counted: Counted) -> float:
        """Book a count, and remember it for the run (None: a dry run remembers nothing); its price in USD."""

    def authors_a_post(self) -> float | None:
        """How many authors were billed for each billed post so far; None while there is too little to tell."""

    def balance(self) -> tuple[float | None, int] | None:
        """The account's balance (None: X does not tell it), and when X was last asked for it."""

    def store_balance(self, usd: float | None, now: int) -> None:
        """Note the account's balance; None: X does not tell it."""

    def old_before(self, now: int) -> int | None:
        """Before which time (Unix seconds) posts are too old to be kept, if any stored one is."""

    def remove_old(self, before: int, now: int) -> int:
        """Take away what is from before a time, in short transactions; how many signals."""

    def level_places(self, ids: Sequence[int], place: int) -> None:
        """Move keywords up to a place that they have reached."""


class ImportStore(Protocol):
    """The store, as an import needs it: each writing method is one short transaction."""

    def start_run(self, now: int) -> RunId:
        """Note that an import began."""

    def finish_run(self, run_id: RunId, now: int, status: str, reason: str | None, result: str) -> None:
        """Note how an import ended."""

    def keywords(self) -> list[Keyword]:
        """The keywords that the organization watches; there may be none."""

    def store_batch(self, run_id: RunId, batch: ImportBatch, now: int) -> BatchStored:
        """Store a batch whole: posts, profiles, and what could not be read."""

    def old_before(self, now: int) -> int | None:
        """Before which time (Unix seconds) posts are too old to be kept, if any stored one is."""

    def remove_old(self, before: int, now: int) -> int:
        """Take away what is from before a time, in short transactions; how many signals."""

    def delete(self, ids: Sequence[int], now: int) -> Deleted:
        """Take the content of deleted posts, and of all posts of deleted users."""


class Progress(Protocol):
    """Told how a sync comes along."""

    def start(self) -> None:
        """The walk begins; before, a person may be asked something."""

    def page(self, posts_read: int, created: int, oldest_id: int | None) -> None:
        """A page was stored."""


class CountProgress(Protocol):
    """Told how work comes along that is counted."""

    def start(self, total: int | None) -> None:
        """The work begins; None: nobody knows how much it is."""

    def done(self, number: int) -> None:
        """So much of it is done."""
