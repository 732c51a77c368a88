"""`twitter disconnect`: drops the token; with --purge everything that came from X too."""

from typing import Annotated

import typer

from devsignal_cli.cli import erasing
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import Yes
from devsignal_cli.cli.wiring import Workspace, now, open_workspace
from devsignal_cli.errors import UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.results.lists import Done
from devsignal_cli.store import connections, lock, purge

app = typer.Typer(add_completion=False)


@app.command(cls=Command)
def command(
    context: typer.Context,
    with_purge: Annotated[bool, typer.Option("--purge", help="Delete all stored posts and keywords too.")] = False,
    yes: Yes = False,
) -> None:
    """Drop the token. Keywords, places and stored posts stay, so that `connect` goes on where it stopped."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    with workspace.reader(organization) as reader:
        connection, total = reader.connection(), sum(n for _, _, n in reader.breakdown())
    if connection is None and not with_purge:
        workspace.output.show(Done(organization.name, False, "It was not connected to X."))
        return
    if with_purge and not (yes or _is_wanted(workspace, organization, total)):
        workspace.output.show(Done(organization.name, False, "Nothing was deleted."))
        return
    with lock.held(workspace.settings.locks, f"{organization.id}-twitter"):
        if connection:
            connections.disconnect(workspace.settings.database, organization.id, "twitter", now())
        if with_purge:
            with workspace.database.write() as session:
                purge.twitter(session, organization.id)
            erasing.rebuild(workspace)
    kept = f"{total} signals and all keywords were deleted." if with_purge else f"{total} signals stay."
    told = erasing.of_backups(workspace) if with_purge else ""
    workspace.output.show(Done(organization.name, True, f"Disconnected from X. {kept}{told}"))


def _is_wanted(workspace: Workspace, organization: Organization, total: int) -> bool:
    if not workspace.output.is_interactive():
        raise UsageError(f"--purge deletes {total} signals of {organization.name}.", "Say --yes to do it.")
    return workspace.output.confirm(f"Delete {total} signals of {organization.name}?")
