"""`stats`: a period in figures."""

from datetime import date
from typing import Annotated, Literal

import typer

from devsignal_cli.cli.empty import tell
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import day
from devsignal_cli.cli.wiring import now, open_workspace
from devsignal_cli.core import stats, zones
from devsignal_cli.store.stats_reader import StatsReader

app = typer.Typer(add_completion=False)
Kind = Literal["mention", "question", "complaint", "praise"]


@app.command(cls=Command, epilog="devsignal stats --days 7 --by day")
def command(
    context: typer.Context,
    days: Annotated[int | None, typer.Option(min=1, max=3660, help="So many days, up to today: 30.")] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day.")] = None,
    by: Annotated[Literal["day", "week", "month"], typer.Option(help="Put together by.")] = "day",
    type_: Annotated[Kind | None, typer.Option("--type", help="Only this type.")] = None,
) -> None:
    """Signals and sentiment over time, types, authors, companies, coverage."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    in_zone, _ = zones.zone(organization.time_zone)
    today: date = zones.local_day(now(), in_zone)
    period = stats.period_of(today, days, day(start), day(end), by)
    with workspace.database.read() as session:
        shown = stats.stats(StatsReader(session), organization, period, f"twitter_{type_}" if type_ else None)
    workspace.output.show(shown)
    if not shown.signals.total:
        tell(workspace, organization)
