"""What importing, removing, merging and exporting records did, drawn for people."""

from rich.console import RenderableType
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.text import clean
from devsignal_cli.commands import addressed
from devsignal_cli.results.records import CompaniesMerged, Exported, RecordImport, RecordsRemoved

_NAMED = 5
_NOUNS = {"company": ("company", "companies"), "contact": ("contact", "contacts")}


def imported(value: RecordImport) -> RenderableType:
    """What one import did, in a few lines; the last one says how to take it back."""
    if not value.total:
        return Text.assemble((value.org, "bold"), ": there was no row to import.")
    is_dry, rows = value.run is None, draw.count(value.total, "row")
    told = f"{value.created:,} new, {value.updated:,} changed, {value.unchanged:,} known"
    head = f": nothing was stored. Of {rows} would be: {told}." if is_dry else f": {rows} imported: {told}."
    lines = [Text.assemble((value.org, "bold"), head)]
    if value.entity == "contact" and value.companies_created:
        lines.append(Text(f"  {_many('company', value.companies_created)} made from their e-mails, queued"))
    if value.authors_resolved:
        lines.append(Text(f"  {draw.count(value.authors_resolved, 'author')} of stored posts tied to them"))
    if value.forgotten:
        lines.append(Text(f"  left out {value.forgotten:,}: forgotten on request"))
    named = [error for error in value.errors if error.item][:_NAMED]
    lines += [Text(f"  line {error.item}: {clean(error.message)}", "dark_orange") for error in named]
    more = value.failed - len(named)
    if more > 0:
        lines.append(Text(f"  and {more:,} more that could not be used", "dark_orange"))
    if not is_dry and (value.created or value.updated):
        lines.append(Text(addressed(f"Undo: devsignal {value.entity} remove --run {value.run}", value.org)))
    return Text("\n").join(lines)


def removed(value: RecordsRemoved) -> RenderableType:
    """What was removed, and what stays and why."""
    if value.run is not None and not (value.removed or value.values_put_back or value.kept):
        return Text.assemble(
            (value.org, "bold"), f": import {clean(value.run)} was taken back before, or brought nothing."
        )
    gone = f": {draw.count(value.removed, 'record')} of run {clean(value.run)} removed" if value.run else None
    head = gone or f": {_many(value.entity, value.removed)} removed"
    back = f", {draw.count(value.values_put_back, 'value')} put back" if value.values_put_back else ""
    kept = [Text(f"  kept: {clean(line)}") for line in value.kept[:_NAMED]]
    if len(value.kept) > _NAMED:
        kept.append(Text(f"  and {len(value.kept) - _NAMED:,} more; --json names all"))
    return Text("\n").join([Text.assemble((value.org, "bold"), f"{head}{back}."), *kept])


def merged(value: CompaniesMerged) -> RenderableType:
    """What a merge did."""
    head = f": company {value.merged} is part of {value.id} now, with {_many('contact', value.contacts)}."
    lines = [Text.assemble((value.org, "bold"), head)]
    if value.fields_taken:
        lines.append(Text(f"  taken over: {clean(', '.join(value.fields_taken))}"))
    if value.aliases:
        lines.append(Text(f"  further domains: {clean(', '.join(value.aliases))}"))
    return Text("\n").join(lines)


def exported(value: Exported) -> RenderableType:
    """How much was written where."""
    return Text(f"{_many(value.entity, value.rows)} written to {clean(value.file)}.")


def _many(entity: str, number: int) -> str:
    one, more = _NOUNS[entity]
    return f"{number:,} {one if number == 1 else more}"
