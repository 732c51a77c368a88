"""An organization's connection to X at a glance. No SQL, no output."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from devsignal_cli.core.query import pack
from devsignal_cli.core.spending import SpendReader, spending
from devsignal_cli.errors import StaleError
from devsignal_cli.model.connection import Connection, Keyword, Organization, QuerySettings
from devsignal_cli.model.words import POST_TYPES, SENTIMENTS
from devsignal_cli.results.signals import Gap, Signal
from devsignal_cli.results.status import OpenWindow, QueryStatus, TwitterStatus

RECENT = 5


class StatusReader(SpendReader, Protocol):
    """The store, as status needs it, for one organization."""

    def connection(self) -> Connection | None:
        """The connection, if there is one."""

    def keywords(self) -> list[Keyword]:
        """The keywords, oldest first."""

    def breakdown(self) -> Sequence[tuple[str, str, int]]:
        """Signals as (sentiment, type, count)."""

    def recent(self, limit: int, type_: str | None, sentiment: str | None) -> tuple[Signal, ...]:
        """The newest signals."""

    def last_run(self) -> tuple[datetime | None, datetime | None, str | None]:
        """When the last run began, when one last succeeded, how the last one ended."""

    def open_windows(self) -> tuple[OpenWindow, ...]:
        """The walks under way."""

    def gaps(self) -> tuple[Gap, ...]:
        """What X no longer served."""

    def quarantined(self) -> int:
        """How many items could not be read."""

    def noise(self) -> tuple[int, int]:
        """How many posts are muted, and how many look like spam and are not."""

    def identities(self) -> dict[str, int]:
        """How many authors are known how surely."""


def status(reader: StatusReader, organization: Organization, now: int, *, is_running: bool = False) -> TwitterStatus:
    """Everything that `twitter status` shows; without a connection too, with what is stored."""
    connection, keywords = reader.connection(), reader.keywords()
    settings = connection.settings if connection else QuerySettings()
    counts = reader.breakdown()
    started, success, last_result = reader.last_run()
    muted, spam = reader.noise()
    return TwitterStatus(
        org=organization.name,
        connected=connection is not None,
        token=f"…{connection.secret_last4}" if connection else None,
        keywords=tuple(keyword.text for keyword in keywords),
        excludes=settings.excludes,
        lang=settings.lang,
        own_accounts=settings.own_accounts,
        queries=_queries(connection, keywords),
        last_sync_at=started,
        last_success_at=success,
        last_result="running" if is_running and last_result == "interrupted" else last_result,
        signals_total=sum(n for _, _, n in counts),
        sentiment={name: sum(n for label, _, n in counts if label == name) for name in SENTIMENTS},
        types={name: sum(n for _, label, n in counts if label == name) for name in POST_TYPES},
        recent=reader.recent(RECENT, None, None),
        spend=spending(reader, connection, now),
        open_windows=reader.open_windows(),
        gaps=reader.gaps(),
        quarantined=reader.quarantined(),
        muted=muted,
        spam=spam,
        identity=reader.identities(),
    )


def check_age(shown: TwitterStatus, max_age_seconds: int, now: int) -> None:
    """Return if the last success is young enough.

    Raises:
        StaleError: it is not, or there was none.
    """
    success = shown.last_success_at
    if not shown.connected:
        raise StaleError(f"{shown.org} is not connected to X.", "Run `devsignal twitter connect`.")
    if success is None:
        raise StaleError(f"{shown.org} has never been synced whole.", "Run `devsignal twitter sync`.")
    if now - success.timestamp() > max_age_seconds:
        raise StaleError(
            f"The last whole sync of {shown.org} was {success:%Y-%m-%d %H:%M} UTC.", "See why: devsignal twitter sync."
        )


def _queries(connection: Connection | None, keywords: Sequence[Keyword]) -> tuple[QueryStatus, ...]:
    if connection is None:
        return ()
    return tuple(
        QueryStatus(
            packed.query,
            tuple(keyword.text for keyword in packed.keywords),
            None if packed.since_id is None else str(packed.since_id),
        )
        for packed in pack(keywords, connection.settings)
    )
