"""A period in figures, drawn for people. Pure."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.text import clean
from devsignal_cli.model.words import Sentiment
from devsignal_cli.results.stats import Compared, Coverage, Day, Stats

_FEW = 20


def stats(value: Stats) -> RenderableType:
    """All figures of a period, or what to do first."""
    head = Text(f"{value.org}, {value.from_} to {value.to} ({value.tz})", "bold")
    if not value.signals.total:
        return Text("\n").join([head, Text("No signals in this period.")])
    table = draw.grid()
    table.add_row("Signals", Text(_compared(value.signals)))
    table.add_row("Sentiment", draw.sentiment_bar(value.sentiment))
    table.add_row("", draw.shares(value.sentiment))
    if value.signals.total < _FEW:
        table.add_row("", Text(f"n = {value.signals.total}: too few for percentages to mean much", "bright_black"))
    table.add_row("Types", draw.badges(value.types))
    table.add_row("Authors", Text(draw.identity(value.identity)))
    table.add_row("Companies", Text(_coverage(value.companies)))
    table.add_row("Contacts", Text(_coverage(value.contacts)))
    return Group(head, table, *draw.waiting(value.identity, value.org), Text(), _series(value.series), *_top(value))


def _compared(compared: Compared) -> str:
    if not compared.previous:
        return f"{compared.total:,} (none in the period before)"
    return f"{compared.total:,} ({compared.total - compared.previous:+,} against the period before)"


def _coverage(coverage: Coverage) -> str:
    if coverage.coverage_percent is None:
        return "none yet"
    return f"{coverage.enriched:,} of {coverage.total:,} enriched ({coverage.coverage_percent} %)"


def _series(series: tuple[Day, ...]) -> RenderableType:
    """A bar a day; days before the first and after the last signal are left out."""
    busy = [number for number, day in enumerate(series) if day.positive + day.negative + day.neutral]
    shown = series[busy[0] : busy[-1] + 1]
    most = max(day.positive + day.negative + day.neutral for day in shown)
    table = Table.grid(padding=(0, 2, 0, 0))
    for day in shown:
        total = day.positive + day.negative + day.neutral
        counts: dict[Sentiment, int] = {"positive": day.positive, "negative": day.negative, "neutral": day.neutral}
        bar = draw.sentiment_bar(counts, max(1, round(draw.BAR_WIDTH * total / most))) if total else Text()
        table.add_row(Text(str(day.date)), Text(f"{total:,}", justify="right"), bar)
    return table


def _top(value: Stats) -> list[RenderableType]:
    drawn: list[RenderableType] = []
    names = draw.names([(author.username, author.id) for author in value.authors])
    authors = list(zip(names, value.authors, strict=True))
    companies = [(company.name or company.domain or company.id, company) for company in value.companies_by_signals]
    for title, rows in (("Authors", authors), ("Companies", companies)):
        if rows:
            table = Table(box=None, pad_edge=False)
            for name in (title, "Signals", "+", "-"):
                table.add_column(name, overflow="fold", justify="left" if name == title else "right")
            for name, row in rows:
                table.add_row(Text(clean(name)), f"{row.signals:,}", f"{row.positive:,}", f"{row.negative:,}")
            drawn += [Text(), table]
    if value.technology:
        used = ", ".join(f"{technology.name} {technology.companies:,}" for technology in value.technology)
        drawn.append(Text(f"\nTechnology: {clean(used)}"))
    return drawn
