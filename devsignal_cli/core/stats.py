"""A period in figures: what the store counted, put into the organization's days. No SQL, no output."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Any, Protocol

from devsignal_cli.core import zones
from devsignal_cli.errors import UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.words import POST_TYPES, SENTIMENTS
from devsignal_cli.results.stats import AuthorCount, CompanyCount, Compared, Coverage, Day, Stats, Technology

TOP = 10
DAYS = 30
QUARTER_SECONDS = 900


class StatsReader(Protocol):
    """The store, as stats needs it; a period is {organization_id, start, end, type} in Unix seconds."""

    def quarters(self, period: dict[str, Any]) -> Sequence[tuple[int, str, str, int]]:
        """Signals as (quarter of an hour since 1970, sentiment, type, count)."""

    def total(self, period: dict[str, Any]) -> int:
        """How many signals there are."""

    def authors(self, period: dict[str, Any], limit: int) -> tuple[AuthorCount, ...]:
        """Who wrote most."""

    def companies(self, period: dict[str, Any], limit: int) -> tuple[CompanyCount, ...]:
        """Whose people wrote most."""

    def identity_states(self, period: dict[str, Any]) -> dict[str, int]:
        """How many authors are known how surely."""

    def coverage(self, organization_id: int, table: str) -> Coverage:
        """How many companies or contacts were enriched."""

    def technology(self, organization_id: int, limit: int) -> tuple[Technology, ...]:
        """Which technologies the companies use."""


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both ends within, and how they are put together."""

    start: date
    end: date
    step: zones.Step = "day"


def period_of(today: date, days: int | None, start: date | None, end: date | None, step: zones.Step) -> Period:
    """The period that `--days`, `--from` and `--to` name, two of them at most: N days are the last and the N-1 before.

    Raises:
        UsageError: it ends before it begins, has no day, or is named three times.
    """
    if days and start and end:
        raise UsageError("--days, --from and --to are one too many.", "Give two of them.")
    length = timedelta(days=(days or DAYS) - 1)
    if start and days:
        return Period(start, start + length, step)
    last = end or today
    first = start or last - length
    if first > last:
        raise UsageError(f"The period from {first} to {last} has no day.", "Let --from come before --to.")
    return Period(first, last, step)


def stats(reader: StatsReader, organization: Organization, period: Period, type_: str | None = None) -> Stats:
    """The figures of a period, beside those of the period before it."""
    in_zone, zone_name = zones.zone(organization.time_zone)
    asked = _bounds(organization, period.start, period.end, in_zone, type_)
    length = period.end - period.start + timedelta(days=1)
    before = _bounds(organization, period.start - length, period.end - length, in_zone, type_)
    quarters = reader.quarters(asked)
    return Stats(
        org=organization.name,
        from_=period.start,
        to=period.end,
        tz=zone_name,
        signals=Compared(sum(n for _, _, _, n in quarters), reader.total(before)),
        sentiment={name: sum(n for _, label, _, n in quarters if label == name) for name in SENTIMENTS},
        types={name: sum(n for _, _, label, n in quarters if label == name) for name in POST_TYPES},
        series=_series(quarters, period, in_zone),
        authors=reader.authors(asked, TOP),
        companies_by_signals=reader.companies(asked, TOP),
        identity=reader.identity_states(asked),
        companies=reader.coverage(organization.id, "companies"),
        contacts=reader.coverage(organization.id, "contacts"),
        technology=reader.technology(organization.id, TOP),
    )


def _bounds(organization: Organization, start: date, end: date, in_zone: tzinfo, type_: str | None) -> dict[str, Any]:
    return {
        "organization_id": organization.id,
        "start": zones.midnight(start, in_zone),
        "end": zones.midnight(end + timedelta(days=1), in_zone),
        "type": type_,
    }


def _series(quarters: Sequence[tuple[int, str, str, int]], period: Period, in_zone: tzinfo) -> tuple[Day, ...]:
    counts: Counter[tuple[date, str]] = Counter()
    for quarter, sentiment, _, n in quarters:
        day = zones.local_day(quarter * QUARTER_SECONDS, in_zone)
        counts[zones.first_day(day, period.step), sentiment] += n
    return tuple(
        Day(day, *(counts[day, sentiment] for sentiment in SENTIMENTS))
        for day in zones.steps(period.start, period.end, period.step)
    )
