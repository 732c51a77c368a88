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
    """A day that stands out: by its posts, or by the share of them that is negative (0 to 1)."""

    date: date
    kind: Literal["volume", "negative"]
    value: float
    usual: float
    sigmas: float


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
