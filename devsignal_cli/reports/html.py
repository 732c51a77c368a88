"""A report as one HTML page that needs nothing else: no script, no image, no font, one style known by its hash. Pure.

Every text that goes into the page is cleaned of what steers or turns writing, then escaped, by the environment itself,
so that a template cannot forget it. To add a section: a template in `page/sections/`, and its name in `SECTIONS`.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from devsignal_cli.model.links import profile_link
from devsignal_cli.reports import figures, svg
from devsignal_cli.results.report import Report
from devsignal_cli.results.stats import AuthorCount, CompanyCount, Day, Spike, Stats, Topic

SECTIONS = (
    "summary.html", "time.html", "reading.html", "types.html", "topics.html", "people.html", "coverage.html",
    "technology.html", "cost.html", "days.html",
)  # fmt: skip
_PAGE = Path(__file__).parent / "page"
_LANGUAGE = re.compile(r"(?!und|qme|qst|zxx|art)[a-z]{2,3}")
"""A language as pages name it; X's own codes for no language are none."""

_TICKS, _MOST_TICKED = 4, 200
Clean = Callable[[str], str]
Row = AuthorCount | CompanyCount | Topic


def page(
    report: Report, *, clean: Clean, made_at: datetime, version: str, zone: tzinfo, advice: str | None = None
) -> str:
    """The page, its times in a zone; `advice` says what to do where there is nothing to show."""
    environment = _environment(clean, zone)
    style = _PAGE.joinpath("page.css").read_text(encoding="utf-8")
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("page.html").render(
        **_figures(report),
        m=environment.get_template("macros.html").module,
        drawings=_drawings(report),
        sections=SECTIONS,
        style=Markup(style),  # noqa: S704 - a file of the package
        style_hash=f"sha256-{hashed}",
        made_at=made_at,
        version=version,
        advice=advice,
    )


def _environment(clean: Clean, zone: tzinfo) -> Environment:
    def cleaned(value: Any) -> Any:
        return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=FileSystemLoader(_PAGE),
        autoescape=True,
        finalize=cleaned,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        name: getattr(figures, name) for name in "count cut short percent change many day step weekday span".split()
    }
    environment.globals |= {"few": figures.FEW, "bar": _bar, "sentiment_bar": _sentiment_bar}
    environment.globals["moment"] = lambda value: figures.moment(value.astimezone(zone))
    environment.globals["spike"] = _spike
    environment.globals["profile_link"] = lambda number, username: profile_link(int(number), username)
    environment.tests["language"] = lambda code: _LANGUAGE.fullmatch(code) is not None
    return environment


def _figures(report: Report) -> dict[str, Any]:
    """What the templates name."""
    stats, previous = report.stats, report.stats.previous
    return {
        "stats": stats,
        "previous": previous,
        "by": report.by,
        "worth_reading": report.worth_reading,
        "days": report.days,
        "days_long": (stats.to - stats.from_).days + 1,
        "many_years": stats.from_.year != stats.to.year,
        "authors_total": sum(stats.identity.values()),
        "authors_before": sum(previous.identity.values()),
        "before": previous.signals,
        "topics_total": sum(one.signals for one in stats.topics),
        "topics_before": sum(one.previous for one in stats.topics),
        "peak_told": _peak(stats, report.by),
        "begins": _begins(stats, report.by),
        "axis": _axis(stats, report.by),
    }


def _peak(stats: Stats, by: str) -> str:
    most = max(stats.series, key=_total)
    many_years = stats.from_.year != stats.to.year
    return f"Most: {figures.many(_total(most), 'signal')}, {figures.step(most.date, by, year=many_years)}"


def _begins(stats: Stats, by: str) -> str | None:
    """Since when there is anything, where the period begins with nothing."""
    first = next(day for day in [*stats.series, None] if day is None or _total(day))
    if first is None or first is stats.series[0]:
        return None
    return f"The first: {figures.step(first.date, by, year=stats.from_.year != stats.to.year)}"


def _axis(stats: Stats, by: str) -> list[str]:
    """What stands below the columns: a date at each quarter of them; of very many, only the first."""
    dates = [day.date for day in stats.series]
    every = max(1, -(-len(dates) // _TICKS))
    if len(dates) > _MOST_TICKED:
        return [figures.step(dates[0], by, year=True)]
    return [
        "" if number % every else figures.step(day, by) if by == "month" else figures.day(day, year=False)
        for number, day in enumerate(dates)
    ]


def _drawings(report: Report) -> dict[str, Markup]:
    stats, by = report.stats, report.by
    feel = stats.sentiment
    told = ", ".join(f"{name} {feel[name]:,}" for name in ("positive", "neutral", "negative"))
    parts = (("above0", feel["positive"]), ("above1", feel["neutral"]), ("below", feel["negative"]))
    up, down = [(day.positive, day.neutral) for day in stats.series], [day.negative for day in stats.series]
    over_time = f"{stats.signals.total:,} signals by {by}: {told}. {_peak(stats, by)}. The table below has all figures."
    return {
        "shares": Markup(svg.shares("shares", "Sentiment of all signals", f"{told}.", parts)),  # noqa: S704 - drawn by us
        "columns": Markup(svg.columns("columns", f"Sentiment by {by}", over_time, up, down)),  # noqa: S704 - drawn by us
    }


def _bar(parts: Sequence[tuple[str, float]], most: float) -> Markup:
    return Markup(svg.bar(parts, most))  # noqa: S704 - drawn by us from numbers


def _sentiment_bar(row: Row, rows: Sequence[Row]) -> Markup:
    """A row's signals by sentiment, as long as they are many beside those of the other rows."""
    neutral = row.signals - row.positive - row.negative
    parts = (("above0", row.positive), ("above1", neutral), ("below", row.negative))
    return _bar(parts, max(other.signals for other in rows))


def _spike(spike: Spike) -> str:
    """How a day stands out, in words."""
    if spike.kind == "volume":
        return f"{figures.many(spike.signals, 'signal')}, usually {spike.usual:,.0f}"
    mark = "†" if spike.signals < figures.FEW else ""
    share = f"{100 * spike.value:.0f} %{mark} of {figures.many(spike.signals, 'signal')} negative"
    return f"{share}, usually {100 * spike.usual:.0f} %"


def _total(day: Day) -> int:
    return day.positive + day.negative + day.neutral
