"""A connection at a glance."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from devsignal_cli.model.words import PostType, Sentiment
from devsignal_cli.results.signals import Gap, Signal


@dataclass(frozen=True, slots=True)
class QueryStatus:
    """A query as the next sync would send it."""

    query: str
    keywords: tuple[str, ...]
    since_id: str | None


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """What a walk has still to read: between its old end and the oldest post read."""

    query: str
    from_: datetime | None
    to: datetime
    posts_read: int


@dataclass(frozen=True, slots=True)
class Spend:
    """What an organization spent on X in this UTC month.

    `balance_usd` is what X last told of the account, at `balance_at`. `month_free_posts` were read again on the day on
    which they were paid for. `usd_a_day` is the mean of the last seven days; at that rate the budget's rest or the
    balance, whichever ends first (`first_to_end`), lasts `days_left` days (None: nothing is spent).
    """

    month_usd: float
    month_posts: int
    budget_usd: float | None
    balance_usd: float | None
    balance_at: datetime | None
    month_free_posts: int
    usd_a_day: float
    days_left: float | None
    first_to_end: Literal["budget", "balance"] | None


@dataclass(frozen=True, slots=True)
class TwitterStatus:
    """An organization's connection to X at a glance; the keys of `twitter status --json`.

    `muted` posts are counted nowhere else; `spam` are those that look like it and are not muted. `identity` counts
    authors by how surely they are known.
    """

    org: str
    connected: bool
    token: str | None
    keywords: tuple[str, ...]
    excludes: tuple[str, ...]
    lang: str | None
    own_accounts: tuple[str, ...]
    queries: tuple[QueryStatus, ...]
    last_sync_at: datetime | None
    last_success_at: datetime | None
    last_result: str | None
    signals_total: int
    sentiment: dict[Sentiment, int]
    types: dict[PostType, int]
    recent: tuple[Signal, ...]
    spend: Spend
    open_windows: tuple[OpenWindow, ...]
    gaps: tuple[Gap, ...]
    quarantined: int
    muted: int
    spam: int
    identity: dict[str, int]


@dataclass(frozen=True, slots=True)
class Connected:
    """What `twitter connect` did."""

    org: str
    connected: bool
    verified: bool
    account: str
    token: str
    keywords: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    queries: tuple[str, ...]
    budget_usd: float
    create_companies: bool
    posts_used: int | None
    posts_cap: int | None
    balance_usd: float | None
