"""What the classifier says, drawn for people: one pure function a result. Foreign text passes through `clean`."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.tables_identity import how_surely, who
from devsignal_cli.cli.text import clean
from devsignal_cli.commands import addressed
from devsignal_cli.results.judged import Flag, Judged
from devsignal_cli.results.one_signal import Labels, SignalCorrected, SignalExplained, SignalsCorrected, SignalShown
from devsignal_cli.results.signals import Signal

REASONS = 10
FLAGS: dict[Flag, str] = {
    "other_script": "It is not in Latin letters, which alone are read.",
    "other_language": "It is in a language that is not read.",
}
STATES = {
    "deleted": "It was deleted at X: its text is gone, it counts nowhere, and nothing is left to judge.",
    "withheld": "X withholds it: the text may be a notice of X's, so it is not judged and stays neutral.",
}


def judged(value: Judged) -> RenderableType:
    """A text, its labels, and which words led there."""
    if value.text is None or value.sentiment is None:
        return Text("(no text)", "bright_black")
    labels = Text(f"{value.sentiment}, score {value.score:+.2f}, {value.type}", "bold")
    return Group(Text(clean(value.text)), Padding(Group(labels, reasons(value.evidence, value.flag)), (0, 0, 1, 2)))


def explained(value: SignalExplained) -> RenderableType:
    """A signal's labels as stored and as today's classifier gives them, and which words led there."""
    head = Group(Text(f"Signal {value.id}", "bold"), *_texts(value.text, value.url), Text(), _compared(value))
    if value.today is None:
        return Group(head, Text(f"\n{STATES[value.state]}"))
    parts: list[RenderableType] = [head, Text(), reasons(value.today.evidence, value.today.flag)]
    if value.differs:
        which = " and ".join(value.differs)
        parts.append(Text(f"\nToday's classifier gives another {which} than the one that is stored.", "dark_orange"))
        parts.append(Text(addressed("Next: devsignal twitter reclassify", value.org), "bold"))
    wrong = f"Wrong? devsignal signals set {value.id} --sentiment S --type T"
    return Group(*parts, Text(addressed(f"\n{wrong}", value.org), "bright_black"))


def corrected(value: SignalCorrected) -> RenderableType:
    """What was said of a signal, and what is said of it now."""
    assert value.was is not None  # noqa: S101 - whoever corrects says what was
    table, was = draw.grid(), value.was
    is_only_noted = (value.done, value.note) != (was.done, was.note) and _labels(value) == _labels(was)
    if not is_only_noted:
        table.add_row("Sentiment", _turned(was.sentiment, value.sentiment, is_by_hand=value.sentiment_by_hand))
        kinds = draw.BADGES[was.type][0], draw.BADGES[value.type][0]
        table.add_row("Type", _turned(*kinds, is_by_hand=value.type_by_hand))
    if value.done or was.done:
        table.add_row("Done", _kept("yes" if value.done else "no, open again", is_kept=value.done == was.done))
    if value.note or was.note:
        table.add_row("Note", _kept(value.note or "none any more", is_kept=value.note == was.note))
    return Group(_named(value), table)


def _labels(value: SignalCorrected | Labels) -> tuple[str, str, bool, bool]:
    return value.sentiment, value.type, value.sentiment_by_hand, value.type_by_hand


def _kept(told: str, *, is_kept: bool) -> Text:
    return Text(clean(told) + (" (as before)" if is_kept else ""))


def all_corrected(value: SignalsCorrected) -> RenderableType:
    """Several corrections, one below the other."""
    return Group(*map(corrected, value.items))


def shown(value: SignalShown) -> RenderableType:
    """A signal in full."""
    table = draw.grid()
    for name, cell in _facts(value):
        if cell:
            table.add_row(name, Text(clean(cell)))
    gone = [Text(STATES["deleted" if value.deleted_at else "withheld"])] if value.deleted_at or value.withheld else []
    return Group(draw.post(value), *gone, table, *_conversation(value))


def _conversation(value: SignalShown) -> Iterator[RenderableType]:
    """The stored posts of the same conversation, with a sign before the one that is shown."""
    if not value.conversation:
        return
    left_out = value.conversation_signals - len(value.conversation)
    told = f"Conversation, {draw.count(value.conversation_signals, 'stored post')}, oldest first"
    yield Text(f"\n{told}" + (f"; the {len(value.conversation)} nearest" if left_out else ""), "bold")
    for signal in value.conversation:
        is_this = signal.id == value.id
        number = "this signal" if is_this else f"signal {signal.id}"
        head = Text.assemble(
            "> " if is_this else "  ", (clean(draw.who(signal)), "bold"),
            (f"  {draw.moment(signal.posted_at)}  {number}", "bright_black"),
        )  # fmt: skip
        yield Group(head, Padding(Text(clean(signal.text)), (0, 0, 0, 4)))


def _facts(value: SignalShown) -> Iterator[tuple[str, str]]:
    """The facts about a signal that its few lines in a list leave out."""
    yield "Sentiment", f"{value.sentiment}, {_by(is_by_hand=value.sentiment_by_hand)}"
    yield "Type", f"{draw.BADGES[value.type][0]}, {_by(is_by_hand=value.type_by_hand)}"
    yield "Score", f"{value.score:+.2f} ({value.classifier})"
    yield "Author", ", ".join(filter(None, (value.author.name, value.author.id and f"id {value.author.id}")))
    yield "Identity", _identity(value)
    yield "Why", value.identity.evidence if value.identity else ""
    yield "Keywords", ", ".join(value.keywords)
    metrics = {name: getattr(value.metrics, name) for name in ("likes", "reposts", "replies", "quotes")}
    yield "Figures", ", ".join(f"{name} {number:,}" for name, number in metrics.items() if number is not None)
    yield "Language", value.lang or ""
    marks = {"muted": value.muted, "done": value.done, "repost": value.repost}
    yield "Marks", ", ".join(name for name, is_set in marks.items() if is_set)
    yield "Spam?", ", ".join(value.spam)
    yield "Note", value.note or ""
    yield "Stored", draw.moment(value.stored_at)
    yield "Edited", draw.moment(value.edited_at) if value.edited_at else ""
    yield "Deleted", draw.moment(value.deleted_at) if value.deleted_at else ""


def _identity(value: SignalShown) -> str:
    """Who the author is, and how surely."""
    if value.identity:
        link = value.identity
        return f"{who(link, value.company_id)}, {how_surely(link.state, link.method, link.confidence)}"
    known = {"contact": value.contact_id, "company": value.company_id}
    tied = " and ".join(f"{kind} {number}" for kind, number in known.items() if number)
    if tied:
        return f"{tied}, {value.identity_state}"
    return "to review: devsignal identity review" if value.identity_state == "review" else ""


def _compared(value: SignalExplained) -> RenderableType:
    today = value.today
    table = Table(box=None, pad_edge=False)
    for name in ("", "Stored", "", "Today" if today else ""):
        table.add_column(name, overflow="fold")
    kind = draw.BADGES[value.type][0]
    table.add_row(
        "Sentiment", value.sentiment, _by(is_by_hand=value.sentiment_by_hand), today.sentiment if today else ""
    )
    table.add_row("Type", kind, _by(is_by_hand=value.type_by_hand), draw.BADGES[today.type][0] if today else "")
    table.add_row(
        "Score", f"{value.score:+.2f}", f"by {clean(value.classifier)}", f"{today.score:+.2f}" if today else ""
    )
    return table


def _turned(was: str, now: str, *, is_by_hand: bool) -> Text:
    told = f"{was} -> {now}" if was != now else f"{now} (as before)"
    return Text(f"{told}, {_by(is_by_hand=is_by_hand)}")


def _by(*, is_by_hand: bool) -> str:
    return "by hand" if is_by_hand else "by the classifier"


def _named(value: Signal) -> Text:
    who = f"@{value.author.username}: " if value.author.username else ""
    line = Text.assemble((f"Signal {value.id}  ", "bold"), clean(f"{who}{value.text}"), no_wrap=True)
    line.overflow = "ellipsis"
    return line


def _texts(text: str, url: str) -> tuple[Text, Text]:
    return Text(clean(text)), Text(clean(url), "bright_black", overflow="fold")


def reasons(evidence: Sequence[dict[str, object]], flag: Flag | None) -> RenderableType:
    """Which words led to a label, or why there are none."""
    if flag:
        return Text(f"Not judged: {FLAGS[flag]}", "dark_orange")
    if not evidence:
        return Text("No word of it says how it feels.", "bright_black")
    table = Table(box=None, pad_edge=False)
    for name, cell in evidence[0].items():
        table.add_column(name.capitalize(), overflow="fold", justify="right" if isinstance(cell, float) else "left")
    for term in evidence[:REASONS]:
        table.add_row(*(Text(_cell(cell)) for cell in term.values()))
    more = len(evidence) - REASONS
    return Group(table, Text(f"and {more} that weigh less (--json has all)", "bright_black")) if more > 0 else table


def _cell(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else ""
        case float():
            return f"{value:+.2f}"
        case _:
            return clean(str(value))
