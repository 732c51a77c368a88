"""A period in figures: what the store counted, put into the organization's days. No SQL, no output."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from typing import Any

from devsignal_cli.core import spikes, topics, zones
from devsignal_cli.core.stats_ports import Asked, StatsReader
from devsignal_cli.errors import UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.words import POST_TYPES, SENTIMENTS, PostType
from devsignal_cli.results.stats import (
    AuthorCount,
    Compared,
    Day,
    FieldCoverage,
    Figures,
    Narrowed,
    Previous,
    Stats,
    Technology,
)

__all__ = ["Filters", "Period", "StatsReader", "period_of", "stats"]

TOP = 10
DAYS = 30
QUARTER_SECONDS = 900
Quarters = Sequence[tuple[int, str, str, int]]


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both ends within, and how they are put together."""

    start: date
    end: date
    step: zones.Step = "day"

    def before(self) -> "Period":
        """The period of equal length that ends on the day before."""
        length = self.end - self.start + timedelta(days=1)
        return Period(self.start - length, self.end - length, self.step)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the signals are narrowed to, as a person says it; `company` is an id and what to call it."""

    type: PostType | None = None
    topic: str | None = None
    keyword: str | None = None
    company: tuple[int, str] | None = None


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


def stats(reader: StatsReader, organization: Organization, period: Period, filters: Filters | None = None) -> Stats:
    """The figures of a period, beside those of the period before it.

    Coverage, technology and spend are the organization's, however the signals are narrowed; topics are not narrowed to
    a topic or keyword, of which the share is always whole.

    Raises:
        NotFoundError: there is no such topic or keyword.
    """
    filters = filters or Filters()
    in_zone, zone_name = zones.zone(organization.time_zone)
    keywords = reader.keywords(organization.id)
    ids, topic, keyword = topics.chosen(keywords, filters.topic, filters.keyword)
    company_id, company = filters.company or (None, None)
    narrowed = {"type": filters.type, "keyword_ids": ids, "company_id": company_id}
    before = period.before()
    lead = Period(period.start - timedelta(days=spikes.LONGEST), period.end)  # spikes look back
    reach = Period(min(lead.start, before.start), period.end)
    asked, earlier, all_ = (_bounds(organization, one, in_zone, narrowed) for one in (period, before, reach))
    quarters = reader.quarters(all_)
    then = _figures(reader, earlier, _within(quarters, earlier), before)
    return Stats(
        org=organization.name,
        from_=period.start,
        to=period.end,
        tz=zone_name,
        by=period.step,
        narrowed=Narrowed(filters.type, topic, keyword, company),
        previous=Previous(**_fields_of(then), from_=before.start, to=before.end),
        series=_series(_within(quarters, asked), period, in_zone),
        spikes=spikes.of(_series(quarters, lead, in_zone), period.start),
        topics=topics.shares(keywords, *(reader.topics({**one, "keyword_ids": None}) for one in (asked, earlier))),
        **_compared(_figures(reader, asked, _within(quarters, asked), period), then),
        **_most(reader, asked, earlier),
        **_records(reader, organization.id),
    )


def _bounds(organization: Organization, period: Period, in_zone: tzinfo, narrowed: Asked) -> Asked:
    return {
        "organization_id": organization.id,
        "start": zones.midnight(period.start, in_zone),
        "end": zones.midnight(period.end + timedelta(days=1), in_zone),
        **narrowed,
    }


def _within(quarters: Quarters, asked: Asked) -> Quarters:
    return [one for one in quarters if asked["start"] <= one[0] * QUARTER_SECONDS < asked["end"]]


def _figures(reader: StatsReader, asked: Asked, quarters: Quarters, period: Period) -> Figures:
    known = reader.known(asked)
    return Figures(
        signals=sum(n for _, _, _, n in quarters),
        sentiment={name: sum(n for _, label, _, n in quarters if label == name) for name in SENTIMENTS},
        types={name: sum(n for _, _, label, n in quarters if label == name) for name in POST_TYPES},
        authors=known.authors,
        companies=reader.active_companies(asked),
        identity=reader.identity_states(asked),
        known=known,
        work=reader.work(asked),
        spend=reader.spend(asked["organization_id"], period.start.isoformat(), period.end.isoformat()),
    )


def _fields_of(figures: Figures) -> dict[str, Any]:
    return {name: getattr(figures, name) for name in Figures.__slots__}


def _compared(now: Figures, then: Figures) -> dict[str, Any]:
    """A period's figures by the keys of Stats; its counts beside those of the period before."""
    active = {name: Compared(getattr(now, name), getattr(then, name)) for name in ("authors", "companies")}
    own = ("sentiment", "types", "identity", "known", "work", "spend")
    return {
        "signals": Compared(now.signals, then.signals),
        "active": active,
        **{name: getattr(now, name) for name in own},
    }


def _most(reader: StatsReader, asked: Asked, earlier: Asked) -> dict[str, Any]:
    """Who wrote most and who reaches most, with what they wrote in the period before."""

    def authors(found: tuple[AuthorCount, ...]) -> tuple[AuthorCount, ...]:
        before = reader.author_counts(earlier, [one.id for one in found])
        return tuple(replace(one, previous=before.get(one.id, 0)) for one in found)

    companies = reader.companies(asked, TOP)
    before = reader.company_counts(earlier, [one.id for one in companies])
    return {
        "authors": authors(reader.authors(asked, TOP)),
        "authors_by_reach": authors(reader.authors_by_reach(asked, TOP)),
        "companies_by_signals": tuple(replace(one, previous=before.get(one.id, 0)) for one in companies),
    }


def _records(reader: StatsReader, organization_id: int) -> dict[str, Any]:
    """Coverage and technology: what is on file now, whatever the period."""
    coverage = {table: reader.coverage(organization_id, table) for table in ("companies", "contacts")}
    used, technology_n = reader.technology(organization_id)
    fields = {
        table: tuple(
            FieldCoverage(field, filled, round(100 * filled / told.total, 1) if told.total else None)
            for field, filled in reader.fields(organization_id, table).items()
        )
        for table, told in coverage.items()
    }
    most = sorted(used.items(), key=lambda one: (-one[1], one[0]))[:TOP]
    technology = tuple(Technology(*one) for one in most)
    return {**coverage, "fields": fields, "technology": technology, "technology_n": technology_n}


def _series(quarters: Quarters, period: Period, in_zone: tzinfo) -> tuple[Day, ...]:
    counts: Counter[tuple[date, str]] = Counter()
    for quarter, sentiment, _, n in quarters:
        day = zones.local_day(quarter * QUARTER_SECONDS, in_zone)
        counts[zones.first_day(day, period.step), sentiment] += n
    return tuple(
        Day(day, *(counts[day, sentiment] for sentiment in SENTIMENTS))
        for day in zones.steps(period.start, period.end, period.step)
    )
