"""What a sync needs of the store: each method is one short transaction, or one read."""

from collections.abc import Sequence

from devsignal_cli.model.connection import Keyword, Window
from devsignal_cli.model.posts import (
    NOTHING_REFUSED,
    Classified,
    Counted,
    PageStored,
    ProfilePage,
    ProfilesStored,
    SearchPage,
)
from devsignal_cli.model.records import RecordRules
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store import (
    accounts,
    authors,
    connections,
    estimates,
    ledger,
    people,
    profiles,
    quarantine,
    resolution,
    runs,
    signals,
    text_index,
    tombstones,
    windows,
)
from devsignal_cli.store.db import Database, Session
from devsignal_cli.store.retention import Retention
from devsignal_cli.store.screening import Screen
from devsignal_cli.store.tombstones import Mark

AUTHORS_A_CALL = 100
_STILL_WATCHED = "SELECT id FROM keyword WHERE organization_id = :organization_id AND removed_at IS NULL"


class SyncStore:
    """The store of one organization's sync.

    Args:
        database: the file.
        organization_id: whose signals are stored.
        account: under which account the spending is booked.
        classifier: the version of the classifier, kept with each signal.
        rules: who is who, what is noise, what wins.
        mark: the mark by which a forgotten author is told again.
    """

    def __init__(
        self,
        database: Database,
        organization_id: OrganizationId,
        account: str,
        classifier: str,
        rules: RecordRules,
        mark: Mark = tombstones.unmarked,
    ) -> None:
        self._database = database
        self._mark = mark
        self._screen: Screen | None = None
        self._organization_id = organization_id
        self._account = account
        self._classifier = classifier
        self._rules = rules

    def start_run(self, now: int, kind: str = "sync") -> RunId:
        """Note that a run began."""
        with self._database.write() as session:
            return runs.start(session, self._organization_id, "twitter", kind, now)

    def finish_run(self, run_id: RunId, now: int, status: str, reason: str | None, result: str) -> None:
        """Note how a sync ended."""
        with self._database.write() as session:
            text_index.settle(session)
            runs.finish(session, run_id, now, status, reason, result)

    def keywords(self) -> list[Keyword]:
        """The keywords that the organization watches."""
        with self._database.read() as session:
            return connections.keywords(session, self._organization_id)

    def month_spend_usd(self, now: int) -> float:
        """What the organization spent in the UTC month of `now`."""
        with self._database.read() as session:
            return ledger.month_spend_usd(session, self._organization_id, now)

    def is_month_known(self, now: int) -> bool:
        """Whether our clock and the ledger, which keeps X's, are in the same UTC month."""
        with self._database.read() as session:
            last = ledger.last_day(session, self._account)
        return last is None or last[:7] == ledger.utc_day(now)[:7]

    def open_windows(self) -> list[Window]:
        """The walks to go on with, as far as one of their keywords is still watched."""
        with self._database.read() as session:
            return [window for window, is_watched in self._windows(session) if is_watched]

    def drop_unwatched_windows(self) -> None:
        """Forget the walks whose keywords were all removed."""
        with self._database.read() as session:
            unwatched = [window for window, is_watched in self._windows(session) if not is_watched]
        if unwatched:
            with self._database.write() as session:
                for window in unwatched:
                    windows.drop(session, self._organization_id, window)

    def store_page(
        self, run_id: RunId, window: Window | None, page: SearchPage, items: Sequence[Classified], now: int
    ) -> PageStored:
        """Store one page whole: posts, what was billed, and how far the window has come, if it is of one."""
        with self._database.write() as session:
            screen = self._screened(session)
            kept, refused = screen.posts(items, page.server_time)
            damaged, refused = screen.damaged(page.damaged, refused)
            written_by = sorted({i.post.author_id for i in kept if i.post.author_id is not None})
            known = people.present(session, self._organization_id, written_by)
            stored = signals.store_posts(
                session, self._organization_id, run_id, kept, self._classifier, now, noise=self._rules.noise
            )
            quarantine.keep(session, self._organization_id, run_id, damaged, now)
            ids = [post.id for post in page.posts] + [item.id for item in page.damaged if item.id is not None]
            spend = ledger.book(session, self._account, self._organization_id, run_id, "post", ids, page.server_time)
            window_id = self._keep_window(session, run_id, window) if window else None
            new = [author_id for author_id in written_by if author_id not in known]
            resolved = resolution.resolve(session, self._organization_id, new, self._rules, now)
            unseen = authors.unseen_of(session, written_by)
        counts = (stored.created, stored.updated, stored.duplicates, spend.usd, spend.free)
        return PageStored(window_id, *counts, unseen, *resolved, refused)

    def close_window(self, run_id: RunId, window: Window) -> None:
        """Close a window that needs no further page."""
        with self._database.write() as session:
            self._keep_window(session, run_id, window)

    def unseen_authors(self) -> list[int]:
        """Authors that an earlier run did not come to look up, at most one call's worth."""
        with self._database.read() as session:
            return authors.unseen(session, self._organization_id, AUTHORS_A_CALL)

    def store_profiles(self, run_id: RunId, page: ProfilePage, now: int) -> ProfilesStored:
        """Store one author look-up whole, and link the authors that are known contacts."""
        with self._database.write() as session:
            screen = self._screened(session)
            seen, damaged = screen.profiles(page.profiles), screen.damaged(page.damaged, NOTHING_REFUSED)[0]
            resolved = profiles.store_profiles(session, seen, page.missing, page.server_time, self._rules, now)[
                self._organization_id
            ]
            quarantine.keep(session, self._organization_id, run_id, damaged, now)
            ids = [profile.id for profile in page.profiles]
            billed = [*ids, *(item.id for item in page.damaged if item.id is not None)]
            spend = ledger.book(session, self._account, self._organization_id, run_id, "user", billed, page.server_time)
        return ProfilesStored(len(ids), *resolved, spend.usd)

    def old_before(self, now: int) -> int | None:
        """Before which time (Unix seconds) posts are too old to be kept, if any stored one is."""
        return self._retention().old_before(now)

    def remove_old(self, before: int, now: int) -> int:
        """Take away what is from before a time, in short transactions; how many signals."""
        return self._retention().remove(before, now)

    def level_places(self, ids: Sequence[int], place: int) -> None:
        """Move keywords up to a place that they have reached without a post of their own."""
        if any((keyword.place or 0) < place for keyword in self.keywords() if keyword.id in ids):
            with self._database.write() as session:
                windows.place_keywords(session, ids, place, None)

    def counted(self, query: str, start: int, now: int) -> int | None:
        """How many posts X counted for a query since `start`, if that was asked within a day."""
        with self._database.read() as session:
            return estimates.find(session, self._organization_id, query, start, now)

    def book_counts(self, run_id: RunId | None, query: str, start: int, counted: Counted) -> float:
        """Book a count, and remember it for the run (None: a dry run remembers nothing); its price in USD."""
        moment = counted.server_time
        with self._database.write() as session:
            booked = ledger.book_counts(session, self._account, self._organization_id, run_id, moment)
            if run_id is not None:
                estimates.save(session, self._organization_id, query, start, counted.posts, moment)
        return booked.usd

    def authors_a_post(self) -> float | None:
        """How many authors were billed for each billed post so far; None while there is too little to tell."""
        with self._database.read() as session:
            return estimates.authors_a_post(session, self._organization_id)

    def balance(self) -> tuple[float | None, int] | None:
        """The account's balance (None: X does not tell it), and when X was last asked for it."""
        with self._database.read() as session:
            return accounts.balance(session, self._account)

    def store_balance(self, usd: float | None, now: int) -> None:
        """Note the account's balance; None: X does not tell it."""
        with self._database.write() as session:
            accounts.save_balance(session, self._account, usd, now)

    def _retention(self) -> Retention:
        return Retention(self._database, self._organization_id, self._rules)

    def _screened(self, session: Session) -> Screen:
        if self._screen is None:
            self._screen = Screen(session, self._organization_id, self._mark)
        return self._screen

    def _windows(self, session: Session) -> list[tuple[Window, bool]]:
        rows = session.rows(_STILL_WATCHED, {"organization_id": self._organization_id})
        watched = {row["id"] for row in rows}
        found = windows.every(session, self._organization_id)
        return [(window, not watched.isdisjoint(window.keyword_ids)) for window in found]

    def _keep_window(self, session: Session, run_id: RunId, window: Window) -> int | None:
        if window.gap:
            windows.add_gap(session, self._organization_id, run_id, window.query, window.gap)
        if not window.is_whole:
            return windows.save(session, self._organization_id, window)
        windows.close(session, self._organization_id, window)
        return None
