"""Topics, authors and companies of a period, drawn for people. Pure."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.text import clean
from devsignal_cli.results.stats import AuthorCount, CompanyCount, Stats

_BAR = 16
_NAME = 30
Rows = Sequence[tuple[str, AuthorCount | CompanyCount]]


def topics(value: Stats) -> list[RenderableType]:
    """Each topic's share of voice, where there is a topic at all."""
    if not any(topic.topic for topic in value.topics):
        return []
    n, before = topics_n(value)
    table = _table("Share of voice", "", "Signals", "Share", "Before", "Share", "+", "-")
    for topic in value.topics:
        table.add_row(
            Text(clean(topic.topic) if topic.topic else "ours (no topic)"),
            draw.bar(topic.signals, n, _BAR),
            f"{topic.signals:,}",
            draw.percent(topic.signals, n),
            f"{topic.previous:,}",
            draw.percent(topic.previous, before),
            f"{topic.positive:,}",
            f"{topic.negative:,}",
        )
    note = f"n = {n:,} ({before:,} before); a signal of two topics counts in both"
    return [Text(), table, Text(note, "bright_black")]


def topics_n(value: Stats) -> tuple[int, int]:
    """Of how many the shares of voice are, now and before; nought where there is no topic."""
    if not any(topic.topic for topic in value.topics):
        return 0, 0
    return sum(topic.signals for topic in value.topics), sum(topic.previous for topic in value.topics)


def authors(value: Stats) -> list[RenderableType]:
    """Who wrote most, and who reaches most."""
    most = _most("Authors", _named(value.authors))
    key = [Text("+ positive  = neutral  - negative", "bright_black")] if most else []
    return [*most, *key, *_most("Authors by reach", _named(value.authors_by_reach))]


def companies(value: Stats) -> list[RenderableType]:
    """Whose people wrote most."""
    found = [(company.name or company.domain or company.id, company) for company in value.companies_by_signals]
    return _most("Companies", found)


def _named(people: Sequence[AuthorCount]) -> Rows:
    names = draw.names([(author.username, author.id) for author in people])
    return list(zip(names, people, strict=True))


def _most(title: str, rows: Rows) -> list[RenderableType]:
    if not rows:
        return []
    are_people = isinstance(rows[0][1], AuthorCount)
    table = _table(title, *(["Followers"] if are_people else []), "Signals", "Before", "+", "=", "-")
    for name, row in rows:
        reach = [] if not isinstance(row, AuthorCount) else ["?" if row.followers is None else f"{row.followers:,}"]
        neutral = row.signals - row.positive - row.negative
        counts = (row.signals, row.previous, row.positive, neutral, row.negative)
        table.add_row(Text(clean(name)), *reach, *(f"{n:,}" for n in counts))
    return [Text(), table]


def _table(title: str, *columns: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(title, no_wrap=True, overflow="ellipsis", max_width=_NAME)
    for name in columns:
        table.add_column(name, justify="right" if name else "left", no_wrap=True)
    return table
