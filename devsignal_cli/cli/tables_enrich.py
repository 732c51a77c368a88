"""Enrichment drawn for people: one pure function a result. Foreign text passes through `clean`."""

from rich.console import Group, RenderableType
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.text import clean
from devsignal_cli.commands import addressed
from devsignal_cli.model.records import HAND, IMPORT, Value
from devsignal_cli.results.enrichment import (
    BulkResult,
    BulkRuns,
    ClearbitStatus,
    Enriched,
    EnrichmentUndone,
    KeyConnected,
)
from devsignal_cli.results.stats import Coverage

SKIPS = {
    "found": "asked within a month; the provider knew no more",
    "not_found": "unknown to the provider, remembered for a month",
    "pending": "the provider is still looking; due in minutes",
    "invalid": "not valid, says the provider; correct them",
    "suppressed": "asked providers to be left alone",
    "undone": "put back by `clearbit undo`; enrich them by name",
    "invalid_email": "the e-mail is not valid; correct it",
    "relay": "relay and no-reply addresses name nobody",
    "role": "role mailboxes belong to nobody in person",
}
_ENDINGS = {
    "rate_limited": "stopped by the rate limit",
    "credits": "stopped: the plan's quota is used up",
    "max_calls": "stopped at --max-calls",
    "service": "stopped: the provider did not answer as it should",
    "auth": "stopped: the provider refused the key",
    "locked": "skipped: another enrichment is under way",
}
_LONGEST_VALUE = 300
_NAMED = 5


def source(name: str) -> str:
    """Where a value comes from, in words."""
    words = {
        HAND: "typed by hand", IMPORT: "imported", "email": "from the e-mail", "domain": "from the domain",
        "profile": "from a profile on X",
    }  # fmt: skip
    return words.get(name) or name.capitalize()


def shown(told: Value | None) -> str:
    """A value in one line."""
    text = ", ".join(told) if isinstance(told, list) else "" if told is None else str(told)
    text = clean(text)
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"


def enriched(value: Enriched) -> RenderableType:
    """What was set, what was kept and why; the last line says how to put it back."""
    head = Text.assemble((clean(value.input), "bold"), f": {_outcome(value)}")
    lines: list[RenderableType] = [head]
    if value.reason and not value.planned_calls:
        lines.append(Text(f"  {clean(value.reason)}", "bright_black"))
    table = draw.grid()
    for field in value.set_:
        told = Text(shown(field.value))
        if field.before is not None:
            told.append(f"  (was: {shown(field.before)})", "bright_black")
        table.add_row(field.field, told)
    for kept in value.kept:
        why = f"  kept, {source(kept.source)}; {source(value.provider)} says: {shown(kept.offered)}"
        table.add_row(kept.field, Text(shown(kept.value)).append(why, "bright_black"))
    if table.row_count:
        lines.append(table)
    if value.run and value.fields_updated:
        lines.append(Text(addressed(f"Undo: devsignal clearbit undo {value.run}", value.org)))
    return Group(*lines)


def bulk(value: BulkResult) -> RenderableType:
    """One bulk enrichment in a few lines; the first is enough for cron."""
    if value.planned_calls is not None:
        return _planned(value)
    head = f": {_ending(value)}. {value.enriched:,} enriched, {value.unchanged:,} unchanged,"
    head += f" {value.not_found:,} not found, {value.pending:,} pending, {value.invalid:,} invalid,"
    head += f" {value.failed:,} failed, {value.skipped:,} skipped"
    lines = [Text.assemble((value.org, "bold"), head + (f", {value.left:,} left." if value.left else "."))]
    if value.calls or value.cache_hits:
        pace = f" in {value.seconds:,.0f} s" if value.seconds else ""
        lines.append(Text(f"  {draw.count(value.calls, 'call')}{pace}, {value.cache_hits:,} from the cache"))
    if not value.total and value.status == "complete":
        lines.append(Text(addressed("  Nothing to enrich: `devsignal company add DOMAIN` or `import`.", value.org)))
    lines += _skips(value)
    named = [error for error in value.errors if error.item][:_NAMED]
    lines += [Text(f"  {clean(error.item or '')}: {clean(error.message)}", "dark_orange") for error in named]
    if value.run and value.enriched:
        lines.append(Text(addressed(f"Undo: devsignal clearbit undo {value.run}", value.org)))
    return Text("\n").join(lines)


def bulk_runs(value: BulkRuns) -> RenderableType:
    """One part an organization."""
    return Group(*(bulk(run) for run in value.runs))


def undone(value: EnrichmentUndone) -> RenderableType:
    """What was put back, and what a person has edited since."""
    head = f": {draw.count(value.fields, 'field')} of {draw.count(value.records, 'record')} put back."
    lines = [Text.assemble((value.org, "bold"), head)]
    if value.companies_removed:
        gone = "company" if value.companies_removed == 1 else "companies"
        lines.append(Text(f"  {value.companies_removed:,} {gone} that only enrichment had made, removed"))
    lines += [
        Text(f"  {clean(left.record or left.id)}: {clean(left.field)} stays, a person has edited it since")
        for left in value.left[:_NAMED]
    ]
    if len(value.left) > _NAMED:
        lines.append(Text(f"  and {len(value.left) - _NAMED:,} more; --json names all"))
    return Text("\n").join(lines)


def key_connected(value: KeyConnected) -> RenderableType:
    """What was connected, and what the provider says of the key."""
    table = draw.grid()
    state = "connected as" if value.verified else "stored, not verified, for"
    table.add_row(source(value.provider), Text(f"{state} {value.org}, key {value.key}"))
    if value.plan:
        table.add_row("Plan", Text(clean(value.plan)))
    if value.available is not None:
        used = f"{value.used or 0:,.0f} used of {value.available:,.0f}"
        table.add_row("Credits", Text(used + (f", new ones on {clean(value.resets_on)}" if value.resets_on else "")))
    return Group(table, Text(addressed("Next: devsignal clearbit enrich bulk --dry-run", value.org), "bold"))


def status(value: ClearbitStatus) -> RenderableType:
    """Coverage with bars, and what waits; or what to do first."""
    is_empty = not value.companies.total and not value.contacts.total
    following = addressed("Next: devsignal clearbit connect", value.org)
    if not value.connected and is_empty:
        import_ = addressed("Companies and contacts come by `devsignal company import FILE`, or by hand.", value.org)
        return Text(f"{value.org} is not connected to an enrichment provider.\n{following}\n{import_}")
    table = draw.grid()
    if value.connected:
        table.add_row(source(value.provider or ""), Text(f"{value.org}: connected, key {value.key}"))
    else:
        table.add_row("Provider", Text(f"{value.org}: not connected; what is stored stays"))
        table.add_row("", Text(following, "bold"))
    last = draw.moment(value.last_enrichment_at)
    if value.last_result and value.last_result != "complete":
        last += f"; the last run was {_ENDINGS.get(value.last_result, value.last_result)}"
    table.add_row("Last found", Text(last))
    table.add_row("Companies", bar(value.companies))
    table.add_row("Contacts", bar(value.contacts))
    table.add_row("Calls", Text(f"{value.calls.month:,} this month, {value.calls.counted:,} of them billed"))
    if missed := _missed(value):
        table.add_row("Missed", Text(missed))
    if value.pending:
        table.add_row("Pending", Text(f"{value.pending:,}, the provider is still looking"))
    if value.queued:
        queued = f"{value.queued:,}, for the next `clearbit enrich bulk all`"
        table.add_row("Queued", Text(queued))
    return table


def _missed(value: ClearbitStatus) -> str:
    """What the provider does not know, or cannot look up."""
    words = {"not_found": "not known", "invalid": "not valid", "suppressed": "asked to be left alone"}
    found = ((words[why], sum(told.get(why, 0) for told in value.outcomes.values())) for why in words)
    return ", ".join(f"{number:,} {what}" for what, number in found if number)


def bar(coverage: Coverage, width: int = 24) -> Text:
    """How many records are enriched, as a share of all."""
    if not coverage.total:
        return Text("none yet", "bright_black")
    full = round(width * coverage.enriched / coverage.total)
    told = f" {coverage.coverage_percent} %  {coverage.enriched:,} of {coverage.total:,}"
    return Text.assemble(("█" * full, "blue"), ("░" * (width - full), "bright_black"), told)


def _planned(result: BulkResult) -> RenderableType:
    calls = result.planned_calls or 0
    due = draw.count(result.total - result.skipped, "record")
    head = f": {draw.count(calls, 'look-up')} for {due} would be made; nothing was sent."
    lines = [Text.assemble((result.org, "bold"), head)]
    told = result.planned[: 2 * _NAMED]
    lines += [Text(f"  {clean(item)}") for item in told]
    if calls > len(told):
        lines.append(Text(f"  and {calls - len(told):,} more", "bright_black"))
    return Text("\n").join([*lines, *_skips(result)])


def _skips(result: BulkResult) -> list[Text]:
    return [Text(f"  skipped {number:,}: {SKIPS.get(why, why)}") for why, number in result.skips.items() if number]


def _ending(result: BulkResult) -> str:
    match result.status:
        case "complete":
            is_idle = not (result.calls or result.cache_hits)
            return "nothing was due" if is_idle and not result.failed else "enriched"
        case "skipped" if result.reason != "locked":
            return "skipped"
        case _:
            is_through = result.failed and not result.left
            return _ENDINGS.get(result.reason or "", "enriched" if is_through else "stopped")


def _outcome(result: Enriched) -> str:
    who = source(result.provider)
    match result.outcome:
        case "found":
            told = (
                "nothing new" if not result.fields_updated else draw.count(len(result.fields_updated), "field") + " set"
            )
            return f"found by {who}, {told}" + (" (from the cache)." if result.cached else ".")
        case "not_found":
            return f"not known to {who}."
        case "pending":
            return f"{who} is still looking."
        case "invalid":
            return f"not valid, says {who}."
        case _:
            return f"{who} would be asked; nothing was sent." if result.planned_calls else "nothing was asked."
