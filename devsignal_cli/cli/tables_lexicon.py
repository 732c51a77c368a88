"""Own words drawn for people, and what classifying anew changed."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.text import clean
from devsignal_cli.results.lexicon import OwnWordDone, OwnWordList

_EMPTY = (
    'No own words yet: the shipped lexicon alone decides.\nNext: devsignal twitter lexicon add "just works" --weight 2'
)


def words(value: OwnWordList) -> RenderableType:
    """The own words and their weights."""
    if not value.items:
        return Text(_EMPTY)
    table = Table(box=None, pad_edge=False)
    table.add_column("Term", overflow="fold")
    table.add_column("Weight", justify="right")
    table.add_column("Since", no_wrap=True)
    for item in value.items:
        weight = f"{item.weight:+g}" if item.weight else "silenced"
        table.add_row(Text(clean(item.term)), Text(weight), Text(draw.moment(item.added_at)))
    return Group(table, Text(clean(f'More: --cursor "{value.next}"'), "bright_black")) if value.next else table


def done(value: OwnWordDone) -> RenderableType:
    """What was added or removed, in one sentence."""
    return Text(clean(value.message))
