"""Options that several commands share, and the ways to read what people type."""

import re
from datetime import date
from typing import Annotated

import typer

from devsignal_cli.errors import UsageError

_UNITS = {"m": 60, "h": 3_600, "d": 86_400}
_MOST_USD = 1_000_000
_LONGEST_WAIT_SECONDS = 86_400
_FIRST_YEAR, _LAST_YEAR = 2006, 2100
_DURATION = re.compile(r"([1-9]\d{0,5})([mhd])")

Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many at most.")]
Cursor = Annotated[str | None, typer.Option("--cursor", help="Go on behind this one: `next` of the page before.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def duration_seconds(text: str) -> int:
    """A duration such as 90m, 24h or 7d, in seconds.

    Raises:
        UsageError: it is none.
    """
    found = _DURATION.fullmatch(text)
    if found is None:
        raise UsageError(f"{text!r} is no duration.", "Take a number and m, h or d: 90m, 24h, 7d.")
    return int(found[1]) * _UNITS[found[2]]


def duration(seconds: int) -> str:
    """Seconds as people type them: 90d, 36h, 90m."""
    unit = next((name for name in ("d", "h") if seconds % _UNITS[name] == 0), "m")
    return f"{seconds // _UNITS[unit]}{unit}"


def usd(amount: float | None) -> float | None:
    """An amount of money.

    Raises:
        UsageError: it is none that anybody could spend.
    """
    if amount is not None and not 0 <= amount <= _MOST_USD:
        raise UsageError(f"{amount} is no amount of money.", f"Take USD from 0 to {_MOST_USD:,}.")
    return amount


def wait_seconds(seconds: float) -> float:
    """How long a run may wait in all.

    Raises:
        UsageError: it is no time.
    """
    if not 0 <= seconds <= _LONGEST_WAIT_SECONDS:
        raise UsageError(f"{seconds} is no time to wait.", f"Take seconds from 0 to {_LONGEST_WAIT_SECONDS:,}.")
    return seconds


def day(text: str | None) -> date | None:
    """A day as YYYY-MM-DD.

    Raises:
        UsageError: it is none.
    """
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"{text!r} is no date.", "Write it as 2026-11-23.") from error
    if found and not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise UsageError(f"X had no posts in {found.year}.", f"Take a year from {_FIRST_YEAR} to {_LAST_YEAR}.")
    return found
