"""Options that several commands share, and the ways to read what people type."""

import re
from datetime import date
from typing import Annotated

import typer

from devsignal_cli.errors import UsageError

_UNITS = {"m": 60, "h": 3_600, "d": 86_400}
_DURATION = re.compile(r"([1-9]\d{0,5})([mhd])")

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


def day(text: str | None) -> date | None:
    """A day as YYYY-MM-DD.

    Raises:
        UsageError: it is none.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"{text!r} is no date.", "Write it as 2026-11-23.") from error
