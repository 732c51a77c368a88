"""`clearbit status`: the connection, coverage, calls, and what waits."""

import typer

from devsignal_cli.cli.group import Command
from devsignal_cli.cli.wiring import now, open_workspace
from devsignal_cli.core.enrich_status import status
from devsignal_cli.store.enrich_reader import EnrichmentReader

app = typer.Typer(add_completion=False)


@app.command(cls=Command)
def command(context: typer.Context) -> None:
    """How much of the companies and contacts is enriched, and what it took."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    with workspace.database.read() as session:
        result = status(organization, EnrichmentReader(session, organization.id), now())
    workspace.output.show(result)
