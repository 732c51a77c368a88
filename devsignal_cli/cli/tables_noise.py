"""Mutes drawn for people."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.text import clean
from devsignal_cli.results.noise import MuteDone, MuteItem, MuteList

_EMPTY = "Nothing is muted.\nNext: devsignal twitter mute @HANDLE (or a TERM, or --spam)"


def mutes(value: MuteList) -> RenderableType:
    """What is muted and how many stored posts each mutes."""
    if not value.items:
        return Text(_EMPTY)
    table = Table(box=None, pad_edge=False)
    table.add_column("Muted", overflow="fold")
    table.add_column("Posts", justify="right")
    table.add_column("Since", no_wrap=True)
    for item in value.items:
        table.add_row(Text(clean(_name(item))), Text(f"{item.signals:,}"), Text(draw.moment(item.created_at)))
    return Group(table, Text(clean(f'More: --cursor "{value.next}"'), "bright_black")) if value.next else table


def done(value: MuteDone) -> RenderableType:
    """What was muted, or is no longer."""
    return Text("\n").join(Text(clean(line)) for line in value.message.split("\n"))


def _name(item: MuteItem) -> str:
    match item.kind:
        case "handle":
            return f"@{item.text} (now @{item.handle_now})" if item.handle_now else f"@{item.text}"
        case "spam":
            return "--spam: what looks like spam"
        case "term":
            return item.text
