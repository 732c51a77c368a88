"""`clearbit disconnect`: drops the key."""

import typer

from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import Yes
from devsignal_cli.cli.wiring import now, open_workspace
from devsignal_cli.results.lists import Done
from devsignal_cli.store import connections, lock
from devsignal_cli.store.enrich_reader import EnrichmentReader

app = typer.Typer(add_completion=False)


@app.command(cls=Command)
def command(context: typer.Context, yes: Yes = False) -> None:
    """Drop the key. Companies, contacts and all values stay; `connect` goes on where it stopped."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    with workspace.database.read() as session:
        connection = EnrichmentReader(session, organization.id).connection()
    if connection is None:
        workspace.output.show(Done(organization.name, False, "It was not connected to an enrichment provider."))
        return
    question = f"Drop the key of {organization.name}?"
    if workspace.output.is_interactive() and not yes and not workspace.output.confirm(question, default=True):
        workspace.output.show(Done(organization.name, False, "Nothing was changed."))
        return
    with lock.held(workspace.settings.locks, f"{organization.id}-clearbit"):
        connections.disconnect(workspace.settings.database, organization.id, "clearbit", now())
    told = f"Disconnected from {connection.provider.capitalize()}. Companies, contacts and their values stay."
    workspace.output.show(Done(organization.name, True, told))
