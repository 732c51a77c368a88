"""A period in figures."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from devsignal_cli.model.words import PostType, Sentiment


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
class Spike:
    """A day that stands out: by its posts, or by the share of them that is negative (0 to 1); `signals` are all."""

    date: date
    kind: Literal["volume", "negative"]
    value: float
    usual: float
    sigmas: float
    signals: int


@dataclass(frozen=True, slots=True)
class AuthorCount:
    """An author, how much they wrote, and in the period before; followers as of the last look at the profile."""

    id: str
    username: str | None
    name: str | None
    followers: int | None
    signals: int
    positive: int
    negative: int
    previous: int = 0


@dataclass(frozen=True, slots=True)
class CompanyCount:
    """A company, how much its people wrote, and in the period before."""

    id: str
    name: str | None
    domain: str | None
    signals: int
    positive: int
    negative: int
    previous: int = 0


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
class FieldCoverage:
    """How many records have a value in a field, whoever told it; the percentage is None when there are no records."""

    field: str
    filled: int
    percent: float | None


@dataclass(frozen=True, slots=True)
class Topic:
    """What the keywords of a topic brought (None: those without one, our own); the share is of all topics' signals."""

    topic: str | None
    signals: int
    previous: int
    share_percent: float | None
    previous_share_percent: float | None
    positive: int
    negative: int
    neutral: int


@dataclass(frozen=True, slots=True)
class Known:
    """Who is behind the signals: authors tied to a contact or company for sure or probably, and their signals."""

    authors: int
    identified: int
    identified_percent: float | None
    of_contacts: int
    of_companies: int


@dataclass(frozen=True, slots=True)
class Work:
    """Complaints and questions without a reply when X was last asked, and not marked done; those of known companies."""

    complaints: int
    questions: int
    of_companies: int


@dataclass(frozen=True, slots=True)
class Spend:
    """What the ledger has of some UTC days: X's objects that cost and that were free, USD, calls of a provider."""

    usd: float
    posts: int
    posts_free: int
    users: int
    counts: int
    calls: int
    calls_counted: int


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the signals are narrowed to; None: not by that. An empty topic: keywords without one."""

    type: PostType | None = None
    topic: str | None = None
    keyword: str | None = None
    company: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures that a period shares with the one before it."""

    signals: int
    sentiment: dict[Sentiment, int]
    types: dict[PostType, int]
    authors: int
    companies: int
    identity: dict[str, int]
    known: Known
    work: Work
    spend: Spend


@dataclass(frozen=True, slots=True)
class Previous(Figures):
    """The figures of the period before, of equal length."""

    from_: date
    to: date


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
    by: Literal["day", "week", "month"]
    narrowed: Narrowed
    previous: Previous
    active: dict[Literal["authors", "companies"], Compared]
    authors_by_reach: tuple[AuthorCount, ...]
    known: Known
    work: Work
    topics: tuple[Topic, ...]
    spikes: tuple[Spike, ...]
    fields: dict[Literal["companies", "contacts"], tuple[FieldCoverage, ...]]
    technology_n: int
    spend: Spend


@dataclass(frozen=True, slots=True)
class StatsOfSpikes(Stats):
    """The same, of which people are shown the spikes alone."""
