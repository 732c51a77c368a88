"""One author at a review, drawn for people: the profile and the candidates side by side. Pure."""

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.identity_session import MOST, keys
from devsignal_cli.cli.tables_identity import DIM, how_surely, percent
from devsignal_cli.cli.text import clean
from devsignal_cli.commands import addressed
from devsignal_cli.core.author_names import shown
from devsignal_cli.core.deciding import whom
from devsignal_cli.results.identity import IdentityCase, IdentityLink, IdentityReviewed, IdentityScreen, Person
from devsignal_cli.results.signals import Signal

_SIDE_BY_SIDE = 72
_LONGEST_TEXT = 240


def screen(value: IdentityScreen) -> RenderableType:
    """An author, their candidates and the keys."""
    case = value.case
    signals = draw.count(case.author.signals, "signal")
    head = Text.assemble((f"{value.number} of {value.total}", "bold"), (f"  {signals}", DIM))
    posts = [Text(), *map(_post, case.recent)] if case.recent else []
    return Group(
        Text(),
        Rule(head, style=DIM, align="left"),
        Padding(Group(_Sides(_profile(case), _candidates(case.links)), *posts), (0, 0, 0, 1)),
        Text(),
        Padding(_keys(value), (0, 0, 0, 1)),
    )


def reviewed(value: IdentityReviewed) -> RenderableType:
    """How a review went, and what is left."""
    parts = {"confirmed": value.confirmed, "rejected": value.rejected, "skipped": value.skipped}
    done = ", ".join(f"{number:,} {what}" for what, number in parts.items())
    waits = "waits" if value.left == 1 else "wait"
    left = f"{value.left:,} still {waits}" if value.left else "nothing waits"
    if value.left_probable:
        left += f", {value.left_probable:,} of them counted as probable meanwhile"
    lines = [Text(f"{done}; {left}.".capitalize(), "bold")]
    if value.probable:
        hint = "devsignal identity review --probable"
        told = f"{draw.count(value.probable, 'link')} counted as probable; go over them: {hint}"
        lines.append(Text(addressed(told, value.org), DIM))
    return Text("\n").join(lines)


class _Sides:
    """Two pictures side by side, or one below the other where it is narrow."""

    def __init__(self, left: RenderableType, right: RenderableType) -> None:
        self._left = left
        self._right = right

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width < _SIDE_BY_SIDE:
            yield Group(self._left, Text(), self._right)
            return
        table = Table.grid(expand=True, padding=(0, 3, 0, 0), pad_edge=False)
        table.add_column(ratio=1, overflow="fold")
        table.add_column(ratio=1, overflow="fold")
        table.add_row(self._left, self._right)
        yield table


def _profile(case: IdentityCase) -> RenderableType:
    author = case.author
    lines = [Text(clean(author.name or shown(author)), "bold"), *_facts(author)]
    if case.tie and case.tie not in case.links:
        lines.append(Text(f"now {clean(whom(case.tie))}, {how_surely(case.tie.state, case.tie.method)}", DIM))
    return Group(Text("on X", DIM), *lines)


def _facts(author: Person) -> Iterator[Text]:
    followers = "" if author.followers is None else f"  {draw.count(author.followers, 'follower')}"
    yield Text.assemble(clean(shown(author)), (followers, DIM))
    for told in (author.description, author.url, author.location):
        if told:
            yield Text(_cut(clean(told)))
    former = [handle for handle in author.handles if handle != (author.username or "").lower()]
    if former:
        yield Text(f"formerly {clean(', '.join('@' + handle for handle in former))}", DIM)


def _candidates(links: Sequence[IdentityLink]) -> RenderableType:
    is_one = len(links) == 1
    parts: list[RenderableType] = [Text("on file", DIM)]
    for number, link in enumerate(links[:MOST], start=1):
        parts += _candidate(link, "" if is_one else f"{number}  ")
    if len(links) > MOST:
        parts.append(Text(f"and {len(links) - MOST} more: devsignal identity review --json", DIM))
    return Group(*parts)


def _candidate(link: IdentityLink, number: str) -> Iterator[RenderableType]:
    facts = [Text(clean(whom(link)), "bold")]
    if link.contact:
        contact = link.contact
        job = " at ".join(filter(None, (contact.title, contact.company)))
        handle = f"@{contact.handle}" if contact.handle else None
        facts += [Text(clean(told)) for told in (job, contact.email, handle) if told and told != whom(link)]
    elif link.company:
        company = link.company
        handle = f"@{company.handle}" if company.handle else None
        facts += [Text(clean(told)) for told in (company.domain, handle) if told and told != whom(link)]
    evidence = f"{link.evidence[:1].upper()}{link.evidence[1:]}"
    facts.append(Text(f"{clean(evidence)} ({percent(link.confidence)})", "italic"))
    if not number:
        yield Group(*facts)
        return
    table = Table.grid(padding=(0, 0, 0, 0))
    table.add_column(no_wrap=True, width=len(number))
    table.add_column(overflow="fold")
    table.add_row(Text(number, "bold"), Group(*facts))
    yield table


def _post(signal: Signal) -> Text:
    label, colour = draw.BADGES[signal.type]
    sign = draw.SIGNS[signal.sentiment]
    line = Text.assemble(
        (f"{sign} ", draw.COLOURS[signal.sentiment]), (f"{label:<10}", colour), clean(signal.text), no_wrap=True
    )
    line.overflow = "ellipsis"
    return line


def _keys(value: IdentityScreen) -> Text:
    told = keys(value.case, is_undoable=value.is_undoable)
    return Text("   ").join(Text.assemble((key, "bold"), (f" {what}", DIM)) for key, what in told)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "…"
