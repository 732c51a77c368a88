"""Days, weeks and months in an organization's time zone. Pure."""

import os
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from devsignal_cli.errors import UsageError

Step = Literal["day", "week", "month"]


def zone(name: str | None) -> tuple[tzinfo, str]:
    """A zone and its name; the machine's for None.

    Raises:
        UsageError: there is no such zone.
    """
    if not name:
        return _machine_zone()
    if found := _named(name):
        return found, name
    raise UsageError(f"There is no time zone {name!r}.", "Take a name such as Europe/Berlin or UTC.")


def midnight(day: date, in_zone: tzinfo) -> int:
    """When a local day begins, in Unix seconds."""
    return int(datetime(day.year, day.month, day.day, tzinfo=in_zone).timestamp())


def local_day(seconds: int, in_zone: tzinfo) -> date:
    """The local day of a time in Unix seconds."""
    return datetime.fromtimestamp(seconds, UTC).astimezone(in_zone).date()


def first_day(day: date, step: Step) -> date:
    """The first day of the week (Monday) or month that a day lies in."""
    if step == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if step == "month" else day


def steps(start: date, end: date, step: Step) -> list[date]:
    """The first days of all steps from `start` to `end`, both within."""
    days = (start + timedelta(days=number) for number in range((end - start).days + 1))
    return list(dict.fromkeys(first_day(day, step) for day in days))


def _named(name: str) -> tzinfo | None:
    try:
        return UTC if name == "UTC" else ZoneInfo(name)  # UTC needs no zone files on the machine
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _machine_zone() -> tuple[tzinfo, str]:
    """The machine's zone by its name, or, where it has none, by its present offset."""
    linked = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    for name in (os.environ.get("TZ", "").lstrip(":"), linked):
        if name and (found := _named(name)):
            return found, name
    here = datetime.now().astimezone()
    return here.tzinfo or UTC, here.tzname() or "UTC"
