"""`stats`: a period in figures, beside the period before."""

from dataclasses import fields
from datetime import date
from typing import Annotated, Literal

import typer

from devsignal_cli.cli.empty import tell
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import day
from devsignal_cli.cli.wiring import Workspace, now, open_workspace
from devsignal_cli.core import stats, zones
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.words import PostType
from devsignal_cli.results.stats import Stats, StatsOfSpikes
from devsignal_cli.store.stats_reader import StatsReader

app = typer.Typer(add_completion=False)
Kind = Literal["mention", "question", "complaint", "praise"]
_TYPES: dict[Kind, PostType] = {
    "mention": "twitter_mention",
    "question": "twitter_question",
    "complaint": "twitter_complaint",
    "praise": "twitter_praise",
}


@app.command(cls=Command, epilog="devsignal stats --days 90 --by week --topic globex")
def command(
    context: typer.Context,
    days: Annotated[int | None, typer.Option(min=1, max=3660, help="So many days, up to today: 30.")] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day.")] = None,
    by: Annotated[Literal["day", "week", "month"], typer.Option(help="Put together by.")] = "day",
    type_: Annotated[Kind | None, typer.Option("--type", help="Only this type.")] = None,
    topic: Annotated[str | None, typer.Option(help='Brought by this topic; "": by keywords without one.')] = None,
    keyword: Annotated[str | None, typer.Option("--keyword", "-k", help="Brought by this keyword.")] = None,
    company: Annotated[str | None, typer.Option(metavar="ID|DOMAIN", help="Written by its people.")] = None,
    only_spikes: Annotated[bool, typer.Option("--spikes", help="Only the days that stand out.")] = False,
) -> None:
    """Signals and sentiment over time, topics, authors, companies, coverage, spend, all against the period before.

    Filters add up and narrow the signals; coverage, technology and spend are the organization's.
    """
    workspace = open_workspace(context)
    organization = workspace.organization()
    in_zone, _ = zones.zone(organization.time_zone)
    today: date = zones.local_day(now(), in_zone)
    period = stats.period_of(today, days, day(start), day(end), by)
    filters = stats.Filters(
        _TYPES[type_] if type_ else None,
        _storable(topic),
        _storable(keyword),
        _company(workspace, organization, company),
    )
    with workspace.database.read() as session:
        shown = stats.stats(StatsReader(session), organization, period, filters)
    workspace.output.show(_of_spikes(shown) if only_spikes else shown)
    if not shown.signals.total:
        tell(workspace, organization)


def _storable(text: str | None) -> str | None:
    """A text as the database would take it: what was typed in no encoding becomes question marks."""
    return None if text is None else text.encode("utf-8", "replace").decode()


def _company(workspace: Workspace, organization: Organization, text: str | None) -> tuple[int, str] | None:
    """The id and the name of the company that a person names, if one is named."""
    if text is None:
        return None
    from devsignal_cli.cli.record_wiring import record_store  # noqa: PLC0415 - the rules of identity, only for this
    from devsignal_cli.core.records.editing import find  # noqa: PLC0415 - as above

    record = find(record_store(workspace, organization), "company", text)
    return record.id, str(record.values.get("name") or record.key or record.id)


def _of_spikes(value: Stats) -> StatsOfSpikes:
    return StatsOfSpikes(**{field.name: getattr(value, field.name) for field in fields(Stats)})
