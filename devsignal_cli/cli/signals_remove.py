"""`signals remove`: takes back what an import brought."""

from typing import Annotated

import typer

from devsignal_cli.cli.draw import count
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import Yes
from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.cli.wiring import Workspace, now, open_workspace
from devsignal_cli.errors import UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.results.lists import Done
from devsignal_cli.results.runs import ImportUndone
from devsignal_cli.store import lock
from devsignal_cli.store.undo import ImportUndo

app = typer.Typer(add_completion=False)


@app.command(cls=Command)
def command(
    context: typer.Context,
    run: Annotated[str, typer.Option("--run", metavar="N", help="The import to take back; its last line names it.")],
    yes: Yes = False,
) -> None:
    """Remove the signals that only import N brought. Those that a sync brought too, or a person touched, stay."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    undo = ImportUndo(workspace.database, organization.id, run, RULES)
    total = undo.removable()
    if total and not (yes or _is_wanted(workspace, organization, run, total)):
        workspace.output.show(Done(organization.name, False, "Nothing was removed."))
        return
    with lock.held(workspace.settings.locks, f"{organization.id}-twitter"):
        removed = undo.remove(now())
    workspace.output.show(ImportUndone(organization.name, run, removed, undo.kept()))


def _is_wanted(workspace: Workspace, organization: Organization, run: str, total: int) -> bool:
    told = f"{count(total, 'signal')} of {organization.name} that run {run} brought"
    if not workspace.output.is_interactive():
        raise UsageError(f"This deletes {told}.", "Say --yes to do it.")
    return workspace.output.confirm(f"Delete {told}?")
