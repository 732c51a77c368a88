"""What the report page shows: a period in figures, and the posts worth reading."""

from dataclasses import dataclass
from datetime import date

from devsignal_cli.results.signals import Signal
from devsignal_cli.results.stats import Stats


@dataclass(frozen=True, slots=True)
class Candidate:
    """What must be known of a post to rank it; `posted_at` in Unix seconds."""

    post_key: int
    post_id: int
    posted_at: int
    author_id: int | None
    followers: int | None
    company_id: int | None
    contact_id: int | None
    score: float
    is_spam: bool


@dataclass(frozen=True, slots=True)
class RankedPost:
    """A post, the company of its author if it is known, and how much it is worth reading."""

    signal: Signal
    company: str | None
    worth: float


@dataclass(frozen=True, slots=True)
class DayPosts:
    """The posts of a day (or of the week or month that begins with it) most worth reading, newest first."""

    date: date
    total: int
    posts: tuple[RankedPost, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A period in figures, and its posts."""

    stats: Stats
    by: str
    worth_reading: tuple[RankedPost, ...]
    days: tuple[DayPosts, ...]


@dataclass(frozen=True, slots=True)
class ReportWritten:
    """Where a report was written, and its figures; the keys of `report --json`."""

    org: str
    path: str
    bytes: int
    by: str
    stats: Stats
    worth_reading: tuple[RankedPost, ...]
