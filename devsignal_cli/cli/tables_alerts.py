"""Alert rules drawn for people, and what was sent."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.alerts import words
from devsignal_cli.cli.text import clean
from devsignal_cli.results.alerts import AlertDone, AlertItem, AlertList, AlertsSent

_EMPTY = (
    "No alerts yet: nobody is told what a sync brings.\nNext: devsignal alerts add --type complaint --known-company"
)


def rules(value: AlertList) -> RenderableType:
    """The rules, each with the host of its webhook and how that does."""
    if not value.items:
        return Text(_EMPTY)
    table = Table(box=None, pad_edge=False)
    table.add_column("Id", justify="right", no_wrap=True)
    table.add_column("Tells of", overflow="fold")
    table.add_column("Webhook", overflow="fold")
    table.add_column("State", overflow="fold")
    for item in value.items:
        where = f"{item.host} ({item.format})"
        table.add_row(Text(item.id), Text(words(item)), Text(clean(where)), Text(clean(_state(item))))
    return Group(table, Text(f"More: --cursor {value.next}", "bright_black")) if value.next else table


def done(value: AlertDone) -> RenderableType:
    """What was added or removed, in one sentence."""
    return Text(clean(value.message))


def sent(value: AlertsSent) -> RenderableType:
    """Who took a message, and who did not."""
    lines = [f"{value.kind} sent to {host}" for host in value.sent]
    return Text("\n".join(clean(line) for line in [*lines, *(f"not sent to {told}" for told in value.failed)]))


def _state(item: AlertItem) -> str:
    told = [f"sent {draw.moment(item.last_sent_at)}" if item.last_sent_at else "nothing sent yet"]
    if item.waiting:
        told.append(f"{item.waiting:,} waiting")
    if item.given_up:
        told.append(f"{item.given_up:,} given up after 3 days")
    return ", ".join(told) + (f": {item.last_error}" if item.last_error else "")
