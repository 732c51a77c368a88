"""`twitter status`: the connection at a glance."""

from typing import Annotated

import typer

from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import duration_seconds
from devsignal_cli.cli.wiring import now, open_workspace
from devsignal_cli.core.status import check_age, status
from devsignal_cli.store import lock

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal twitter status --max-age 2h    exit 1 when the last whole sync is older")
def command(
    context: typer.Context,
    max_age: Annotated[str | None, typer.Option(metavar="DURATION", help="Exit 1 if synced longer ago.")] = None,
) -> None:
    """Connection, keywords, spend, last run, sentiment, and the last 5 posts."""
    workspace = open_workspace(context)
    seconds = duration_seconds(max_age) if max_age else None
    organization, moment = workspace.organization(), now()
    with workspace.reader(organization) as reader:
        is_running = lock.is_held(workspace.settings.locks, f"{organization.id}-twitter")
        shown = status(reader, organization, moment, is_running=is_running)
    workspace.output.show(shown)
    if seconds is not None:
        check_age(shown, seconds, moment)
