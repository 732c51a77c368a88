"""`clearbit undo`: puts back what an enrichment wrote."""

from typing import Annotated

import typer

from devsignal_cli.cli.group import Command
from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.cli.wiring import now, open_workspace
from devsignal_cli.results.enrichment import EnrichmentUndone
from devsignal_cli.results.lists import Done
from devsignal_cli.store import lock
from devsignal_cli.store.enrich_undo import EnrichmentUndo

app = typer.Typer(add_completion=False)


@app.command(cls=Command)
def command(
    context: typer.Context,
    run: Annotated[str, typer.Argument(metavar="RUN", help="The enrichment; its last line names it.")],
) -> None:
    """Put back what RUN wrote, save what a person edited since. A bulk run asks for none of it again by itself."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    undo = EnrichmentUndo(workspace.database, organization.id, run, RULES)
    if undo.is_done:
        workspace.output.show(Done(organization.name, False, f"Enrichment {run} was put back before."))
        return
    with lock.held(workspace.settings.locks, f"{organization.id}-clearbit"):
        undone = undo.undo(now())
    workspace.output.show(
        EnrichmentUndone(organization.name, run, undone.records, undone.fields, undone.removed, tuple(undo.left))
    )
