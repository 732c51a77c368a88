"""What status and lists ask of the store, for one organization, within one consistent state."""

from collections.abc import Sequence
from datetime import datetime

from devsignal_cli.model.connection import Billed, Connection, Keyword
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.signals import Gap, Signal
from devsignal_cli.results.status import OpenWindow
from devsignal_cli.store import accounts, connections, queries
from devsignal_cli.store.db import Session


class Reader:
    """The read-only questions about one organization."""

    def __init__(self, session: Session, organization_id: OrganizationId) -> None:
        self._session = session
        self._id = organization_id

    def connection(self) -> Connection | None:
        """The connection to X, if there is one."""
        return connections.find(self._session, self._id, "twitter")

    def last_connection(self) -> Connection | None:
        """The connection to X, or the one that was there before it was disconnected."""
        return connections.find_last(self._session, self._id, "twitter")

    def keywords(self) -> list[Keyword]:
        """The keywords, oldest first."""
        return connections.keywords(self._session, self._id)

    def breakdown(self) -> Sequence[tuple[str, str, int]]:
        """Signals as (sentiment, type, count)."""
        return queries.breakdown(self._session, self._id)

    def recent(self, limit: int, type_: str | None, sentiment: str | None) -> tuple[Signal, ...]:
        """The newest signals."""
        return queries.recent(self._session, self._id, limit, type_, sentiment)

    def named(self, post_keys: Sequence[int]) -> tuple[Signal, ...]:
        """Some signals by the first ids of their edit chains, newest first."""
        return queries.named(self._session, self._id, post_keys)

    def last_run(self) -> tuple[datetime | None, datetime | None, str | None]:
        """When the last sync began, when one last succeeded, how the last one ended."""
        return queries.last_run(self._session, self._id, "twitter")

    def spend(self, first: str, last: str) -> Billed:
        """What X billed from one UTC day (YYYY-MM-DD) to another."""
        return queries.spend(self._session, self._id, first, last)

    def balance(self, account: str) -> tuple[float | None, int] | None:
        """What X last told of an account's balance, and when (Unix seconds)."""
        return accounts.balance(self._session, account)

    def open_windows(self) -> tuple[OpenWindow, ...]:
        """The walks under way."""
        return queries.open_windows(self._session, self._id)

    def gaps(self) -> tuple[Gap, ...]:
        """What X no longer served."""
        return queries.gaps(self._session, self._id)

    def quarantined(self) -> int:
        """How many items could not be read."""
        return queries.quarantined(self._session, self._id)

    def noise(self) -> tuple[int, int]:
        """How many posts are muted, and how many look like spam and are not."""
        return queries.noise(self._session, self._id)

    def identities(self) -> dict[str, int]:
        """How many authors are known how surely."""
        return queries.identity_states(self._session, self._id)
