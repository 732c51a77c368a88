"""Coverage, technology and spend, drawn for people. Pure."""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.text import clean
from devsignal_cli.results.stats import Coverage, FieldCoverage, Stats

_BAR = 8
_LONG_BAR = 24
_NAME = 30


def coverage(value: Stats) -> list[RenderableType]:
    """How many companies and contacts were enriched, and how many know each field; side by side."""
    if not value.companies.total and not value.contacts.total:
        return []
    table = Table.grid(padding=(0, 3, 0, 0))
    both = (
        ("Companies on file", value.companies, value.fields["companies"]),
        ("Contacts on file", value.contacts, value.fields["contacts"]),
    )
    there = [one for one in both if one[1].total]
    table.add_row(*(Text(title, "bold") for title, _, _ in there))
    table.add_row(*(_enriched(told) for _, told, _ in there))
    table.add_row(*(_fields(fields, told.total) for _, told, fields in there))
    return [Text(), table]


def technology(value: Stats) -> list[RenderableType]:
    """What the companies use, most used first."""
    if not value.technology:
        return []
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, overflow="ellipsis", max_width=_NAME)
    for one in value.technology:
        share = draw.percent(one.companies, value.technology_n)
        bar = draw.bar(one.companies, value.technology_n, _LONG_BAR)
        table.add_row(
            Text(clean(one.name)), Text(f"{one.companies:,}", justify="right"), Text(share, justify="right"), bar
        )
    n = f"Technology (n = {value.technology_n:,} whose use is known)"
    return [Text(), Text(n, "bold"), table]


def spend(table: Table, value: Stats) -> None:
    """What X and the provider were asked for, as rows of the figures."""
    now, then = value.spend, value.previous.spend
    change = f"{'-' if now.usd < then.usd else '+'}{draw.usd(abs(now.usd - then.usd))}" if now.usd != then.usd else "0"
    table.add_row("Spend at X", draw.usd(now.usd), "", draw.usd(then.usd), "", change)
    calls = f"{now.calls - then.calls:+,}" if now.calls != then.calls else "0"
    table.add_row("Enrichment calls", f"{now.calls:,}", "", f"{then.calls:,}", "", calls)


def _enriched(told: Coverage) -> Text:
    return Text(f"{told.enriched:,} of {told.total:,} enriched ({draw.percent(told.enriched, told.total)})")


def _fields(fields: tuple[FieldCoverage, ...], total: int) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    for one in fields:
        table.add_row(
            one.field,
            Text(f"{one.filled:,}", justify="right"),
            Text(draw.percent(one.filled, total), justify="right"),
            draw.bar(one.filled, total, _BAR),
        )
    return table
