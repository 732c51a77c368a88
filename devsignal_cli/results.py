"""What commands show: result values whose fields are the JSON keys of the contract. Values only.

Ids of X are strings, times aware datetimes in UTC, money USD. A trailing underscore of a field falls off in JSON.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from devsignal_cli.model import IdentityState, PostType, Sentiment


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time whose posts X no longer serves; JSON says `from` and `to`."""

    from_: datetime
    to: datetime


@dataclass(frozen=True, slots=True)
class ErrorItem:
    """One thing that went wrong within a run; `item` names the id, line or organization, if there is one."""

    code: str
    message: str
    item: str | None = None


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What one sync did; its fields are the keys of `twitter sync --json`."""

    org: str
    status: Literal["complete", "partial", "skipped"]
    reason: str | None
    posts_read: int
    signals_created: int
    signals_updated: int
    duplicates: int
    authors_read: int
    contacts_resolved: int
    companies_resolved: int
    late_arrivals: int
    sentiment: dict[Sentiment, int]
    types: dict[PostType, int]
    requests: int
    spend_usd: float
    gaps: tuple[Gap, ...]
    errors: tuple[ErrorItem, ...]


@dataclass(frozen=True, slots=True)
class Runs:
    """The syncs of all organizations."""

    runs: tuple[SyncResult, ...]


@dataclass(frozen=True, slots=True)
class KeywordList:
    """The keywords of an organization."""

    items: tuple["KeywordItem", ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class KeywordItem:
    """One keyword and how far it is stored."""

    text: str
    topic: str | None
    raw: bool
    place: str | None
    covered_until: datetime | None


@dataclass(frozen=True, slots=True)
class OrganizationItem:
    """One organization in a list."""

    name: str
    tz: str | None
    chosen: bool
    connected: bool


@dataclass(frozen=True, slots=True)
class OrganizationList:
    """All organizations."""

    items: tuple[OrganizationItem, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class DemoRun:
    """The demo's commands and what each answered; `home` is where the data was kept, if it was."""

    home: str | None
    steps: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class DatabasePath:
    """Where the database lies."""

    path: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Done:
    """What a small change did, in one sentence."""

    org: str
    changed: bool
    message: str


@dataclass(frozen=True, slots=True)
class DatabaseCheck:
    """What `db check` found; `problems` is empty when all is well."""

    path: str
    schema: str | None
    size_bytes: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Author:
    """The X user who wrote a signal, as far as X has told."""

    id: str | None
    username: str | None
    name: str | None
    followers: int | None


@dataclass(frozen=True, slots=True)
class SignalMetrics:
    """The four figures of a post that everybody asks for."""

    likes: int | None
    reposts: int | None
    replies: int | None
    quotes: int | None


@dataclass(frozen=True, slots=True)
class Signal:
    """A post stored for an organization, as every command shows it."""

    id: str
    org: str
    source: str
    type: PostType
    sentiment: Sentiment
    score: float
    post_id: str
    posted_at: datetime
    text: str
    url: str
    lang: str | None
    author: Author
    contact_id: str | None
    company_id: str | None
    identity_state: IdentityState
    metrics: SignalMetrics
    keywords: tuple[str, ...]
    muted: bool
    done: bool


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
    """What an organization spent on X in this UTC month. `balance_usd` is what X last told of the account."""

    month_usd: float
    month_posts: int
    budget_usd: float | None
    balance_usd: float | None


@dataclass(frozen=True, slots=True)
class TwitterStatus:
    """An organization's connection to X at a glance; the keys of `twitter status --json`."""

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
    posts_used: int | None
    posts_cap: int | None
    balance_usd: float | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure and the same of the period before, of equal length."""

    total: int
    previous: int


@dataclass(frozen=True, slots=True)
class Day:
    """The signals of one day (or of the week or month that begins with it), by sentiment."""

    date: date
    positive: int
    negative: int
    neutral: int


@dataclass(frozen=True, slots=True)
class AuthorCount:
    """An author and how much they wrote."""

    id: str
    username: str | None
    name: str | None
    followers: int | None
    signals: int
    positive: int
    negative: int


@dataclass(frozen=True, slots=True)
class CompanyCount:
    """A company and how much its people wrote."""

    id: str
    name: str | None
    domain: str | None
    signals: int
    positive: int
    negative: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many records were enriched; the percentage is None when there are none."""

    total: int
    enriched: int
    unenriched: int
    coverage_percent: float | None


@dataclass(frozen=True, slots=True)
class Technology:
    """A technology and how many companies use it."""

    name: str
    companies: int


@dataclass(frozen=True, slots=True)
class Stats:
    """A period in figures; the keys of `stats --json`."""

    org: str
    from_: date
    to: date
    tz: str
    signals: Compared
    sentiment: dict[Sentiment, int]
    types: dict[PostType, int]
    series: tuple[Day, ...]
    authors: tuple[AuthorCount, ...]
    companies_by_signals: tuple[CompanyCount, ...]
    identity: dict[str, int]
    companies: Coverage
    contacts: Coverage
    technology: tuple[Technology, ...]


@dataclass(frozen=True, slots=True)
class SignalList:
    """Signals, newest first, with the cursor of the next page."""

    items: tuple[Signal, ...]
    next: str | None = None
