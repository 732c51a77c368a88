"""Simulated time in the forms X speaks: milliseconds, snowflake ids, RFC 3339, HTTP dates. No clock lives here."""

import re
from datetime import UTC, date, datetime
from email.utils import format_datetime

EPOCH_MS = 1_288_834_974_657
SECOND_MS = 1000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
WEEK_MS = 7 * DAY_MS
LOW_BITS = 22
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z")


def snowflake(ms: int, low: int = 0) -> int:
    """The post id of a moment; `low` fills the 22 bits below the millisecond."""
    return (max(ms - EPOCH_MS, 0) << LOW_BITS) | low


def ms_of(post_id: int) -> int:
    """The moment (unix milliseconds) that a post id carries."""
    return (post_id >> LOW_BITS) + EPOCH_MS


def rfc3339(ms: int) -> str:
    """A moment as X writes `created_at`: milliseconds and a Z."""
    return f"{_utc(ms):%Y-%m-%dT%H:%M:%S}.{ms % SECOND_MS:03d}Z"


def to_minute(ms: int) -> str:
    """A moment as X writes it in its complaints: cut to the minute."""
    return f"{_utc(ms):%Y-%m-%dT%H:%MZ}"


def http_date(ms: int) -> str:
    """A moment as the HTTP `date` header (RFC 7231)."""
    return format_datetime(_utc(ms).replace(microsecond=0), usegmt=True)


def utc_day(ms: int) -> str:
    """The UTC day that a moment is billed on, as YYYY-MM-DD."""
    return f"{_utc(ms):%Y-%m-%d}"


def hour_of(ms: int) -> tuple[int, int]:
    """Weekday (Monday is 0) and hour of a moment, both UTC."""
    moment = _utc(ms)
    return moment.weekday(), moment.hour


def days_to_next_month(ms: int) -> int:
    """Whole days until the next billing month, counting the day of `ms` itself."""
    return (_next_month(ms) - _utc(ms).date()).days


def first_of_next_month(ms: int) -> str:
    """The first day of the next billing month, as YYYY-MM-DD."""
    return _next_month(ms).isoformat()


def parse_rfc3339(text: str) -> int:
    """Unix milliseconds of an RFC 3339 UTC time; ValueError for any other text."""
    if not _TIME.fullmatch(text):
        raise ValueError(f"not an RFC 3339 UTC time: {text!r}")
    moment = datetime.fromisoformat(text)
    return int(moment.replace(microsecond=0).timestamp()) * SECOND_MS + moment.microsecond // 1000


def _next_month(ms: int) -> date:
    today = _utc(ms).date()
    return today.replace(year=today.year + today.month // 12, month=today.month % 12 + 1, day=1)


def _utc(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / SECOND_MS, UTC)
