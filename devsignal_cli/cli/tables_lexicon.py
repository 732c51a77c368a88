"""Own words drawn for people, and what classifying anew changed."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.text import clean
from devsignal_cli.results.lexicon import OwnWordDone, OwnWordList
from devsignal_cli.results.reclassified import Example, Reclassified, Turn

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


def reclassified(value: Reclassified) -> RenderableType:
    """How many signals have another label, from which to which, and some of them."""
    if not value.signals and value.status == "complete":
        return Text("There is no stored signal to classify.")
    turns = (*value.sentiment, *value.types)
    drawn = [_turns(turns)] if turns else []
    return Group(_head(value), *_asides(value), *drawn, *(_example(one) for one in value.examples))


def _head(value: Reclassified) -> Text:
    read = f"{draw.count(value.signals, 'signal')} read with {value.classifier}"
    if value.status == "partial":
        read = f"stopped after {read}"
    changed = f"{value.changed:,} would change" if value.dry_run else f"{value.changed:,} changed"
    return Text.assemble((value.org, "bold"), f": {read}, {changed}." + (" Nothing was stored." * value.dry_run))


def _turns(turns: Sequence[Turn]) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    for turn in turns:
        table.add_row(Text(f"{_label(turn.from_)} -> {_label(turn.to)}"), Text(f"{turn.count:,}"))
    return Padding(table, (0, 0, 0, 2), expand=False)


def _asides(value: Reclassified) -> list[Text]:
    """What changed without being seen, and what stayed because a person set it."""
    lines = []
    if value.renewed:
        verb = "would be renewed" if value.dry_run else "renewed"
        lines.append(Text(f"  {verb} (score, version or text key alone): {value.renewed:,}", "bright_black"))
    if value.by_hand:
        lines.append(Text(f"  set by hand, and kept: {value.by_hand:,}", "bright_black"))
    return lines


def _example(one: Example) -> RenderableType:
    turns = ((one.sentiment_before, one.sentiment), (one.type_before, one.type))
    said = ", ".join(f"{_label(before)} -> {_label(after)}" for before, after in turns if before != after)
    head = Text.assemble((f"signal {one.id}", "bold"), f"  {said}")
    return Group(head, Padding(Text(clean(one.text)), (0, 0, 0, 2)))


def _label(name: str) -> str:
    return name.removeprefix("twitter_")
