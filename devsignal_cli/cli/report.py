"""`report`: a period as one page that a person can send to a colleague."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from devsignal_cli import __version__
from devsignal_cli.cli.empty import advice
from devsignal_cli.cli.files import written
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import day
from devsignal_cli.cli.text import clean
from devsignal_cli.cli.wiring import Workspace, now, open_workspace
from devsignal_cli.commands import addressed
from devsignal_cli.core import report, stats, zones
from devsignal_cli.errors import UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.results.report import Report, ReportWritten
from devsignal_cli.store.report_reader import ReportReader

app = typer.Typer(add_completion=False)
STDOUT = Path("-")


@app.command(cls=Command, epilog="devsignal report -o report.html --days 30")
def command(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Into this file, - for stdout; else devsignal-ORG-DATE.html here."),
    ] = None,
    days: Annotated[int | None, typer.Option(min=1, max=3660, help="So many days, up to today: 30.")] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day.")] = None,
    by: Annotated[
        Literal["day", "week", "month"] | None, typer.Option(help="Put together by; else as the period is long.")
    ] = None,
) -> None:
    """One self-contained page: sentiment, types, authors, companies, and the posts worth reading."""
    workspace = open_workspace(context)
    output = workspace.output
    if file == STDOUT and output.shared.json:
        raise UsageError("-o - and --json both write to stdout.", "Take one of them.")
    organization = workspace.organization()
    today = zones.local_day(now(), zones.zone(organization.time_zone)[0])
    period = stats.period_of(today, days, day(start), day(end), by or "day")
    if by is None:
        period = stats.Period(period.start, period.end, report.step_of(period.start, period.end))
    with workspace.database.read() as session:
        shown = report.report(ReportReader(session), organization, period)
    page = _page(workspace, organization, shown)
    if file == STDOUT:
        output.block(page)
        return
    target = file or Path(_name(organization, period.end))
    with written(target) as draft:
        draft.write(page)
    output.show(_told(organization, target, page, shown))


def _page(workspace: Workspace, organization: Organization, shown: Report) -> str:
    """The page; where it is empty, the person is told what to do next, there and here."""
    from devsignal_cli.reports.html import page  # noqa: PLC0415 - loads Jinja2, which no help needs

    next_step = None
    if not shown.stats.signals.total:
        next_step = advice(workspace, organization)
        workspace.output.note(next_step)
    made_at = datetime.fromtimestamp(now(), UTC)
    said = next_step and addressed(next_step, workspace.output.shared.org)
    in_zone, _ = zones.zone(organization.time_zone)
    return page(shown, clean=clean, made_at=made_at, version=__version__, zone=in_zone, advice=said)


def _name(organization: Organization, last: date) -> str:
    """A file's name of safe characters, whatever the organization is called."""
    return f"devsignal-{re.sub(r'[^A-Za-z0-9_-]+', '-', organization.name)}-{last.isoformat()}.html"


def _told(organization: Organization, target: Path, page: str, shown: Report) -> ReportWritten:
    size = len(page.encode())
    return ReportWritten(organization.name, str(target), size, shown.by, shown.stats, shown.worth_reading)
