"""Imports drawn for people: what came in, what did not and why, and how to take it back."""

from rich.console import RenderableType
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.text import clean
from devsignal_cli.model.words import KeptReason, SkippedKind
from devsignal_cli.results.runs import ImportResult, ImportUndone

_NAMED = 5
_SKIPPED: dict[SkippedKind, tuple[str, str]] = {
    "counts": ("page", "of counts, no posts"),
    "errors": ("page", "of errors alone"),
    "compliance": ("notice", "that deletes nothing"),
    "empty": ("page", "without posts"),
    "other": ("line", "of another kind"),
}
_KEPT: dict[KeptReason, str] = {
    "synced": "brought by a sync too",
    "by_hand": "corrected, noted or closed by a person",
    "deleted": "deleted at X, a mere id so that it never comes back",
}


def imported(value: ImportResult) -> RenderableType:
    """What one import did, in a few lines; the last one says how to take it back."""
    if value.status == "skipped":
        return Text.assemble((value.org, "bold"), ": skipped: another run is under way.")
    if not value.lines and value.status == "complete":
        return Text.assemble((value.org, "bold"), ": there was no line to import.")
    lines = [_head(value), _people(value)]
    if value.deletions or value.unknown:
        gone = f"content of {draw.count(value.deletions, 'post')} removed"
        lines.append(Text(f"  deleted at X: {gone}, {draw.count(value.unknown, 'id')} not stored here"))
    lines += draw.privacy_lines(value.forgotten, value.too_old, value.removed_old)
    lines += [*_skipped(value), *_bad(value)]
    if value.signals_created:
        lines += [Text("  ") + draw.sentiment_bar(value.sentiment), Text("  ") + draw.shares(value.sentiment),
                  Text("  ") + draw.badges(value.types), Text(f"Undo: {_undo(value)}")]  # fmt: skip
    return Text("\n").join(lines)


def undone(value: ImportUndone) -> RenderableType:
    """What was taken back, and what stays and why."""
    head = f": {draw.count(value.signals_removed, 'signal')} of run {clean(value.run)} removed."
    stay = [Text(f"  kept {number:,}: {_KEPT[reason]}") for reason, number in value.kept.items() if number]
    return Text("\n").join([Text.assemble((value.org, "bold"), head), *stay])


def _head(value: ImportResult) -> Text:
    word = {"complete": "imported", "partial": "imported in part"}.get(value.status, value.status)
    if value.status == "partial" and not (value.posts_read or value.authors_read or value.deletions):
        word = "nothing was imported"
    read = f"{draw.count(value.lines, 'line')}, {draw.count(value.posts_read, 'post')} read"
    new = f"{value.signals_created:,} new, {value.duplicates:,} known, {value.signals_updated:,} edited"
    return Text.assemble((value.org, "bold"), f": {word}. {read}, {new}.")


def _people(value: ImportResult) -> Text:
    authors, contacts = draw.count(value.authors_read, "profile"), draw.count(value.contacts_resolved, "known contact")
    return Text(f"  {authors} new or newer, {contacts}; nothing was asked of X")


def _skipped(value: ImportResult) -> list[Text]:
    found = ((value.skipped.get(kind), noun, what) for kind, (noun, what) in _SKIPPED.items())
    return [Text(f"  skipped: {draw.count(number, noun)} {what}") for number, noun, what in found if number]


def _bad(value: ImportResult) -> list[Text]:
    named = [error for error in value.errors if error.item][:_NAMED]
    shown = [Text(f"  {clean(error.message)}", "dark_orange") for error in named]
    if value.failed > len(named):
        shown.append(Text(f"  and {value.failed - len(named):,} more that could not be read", "dark_orange"))
    return shown


def _undo(value: ImportResult) -> str:
    org = "" if value.org == "default" else f" --org {value.org}"
    return f"devsignal signals remove --run {value.run}{org}"
