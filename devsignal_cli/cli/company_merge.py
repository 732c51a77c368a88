"""`company merge`: one company of two."""

from typing import Annotated

import typer

from devsignal_cli.cli import identity_wiring, record_wiring
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import Yes
from devsignal_cli.cli.wiring import Workspace, now, open_workspace
from devsignal_cli.core.records import editing
from devsignal_cli.errors import UsageError
from devsignal_cli.model.records import Record
from devsignal_cli.results.lists import Done
from devsignal_cli.results.records import CompaniesMerged, Company

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal company merge acme.com acme.io")
def command(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="FROM", help="ID or domain of the company that goes.")],
    into: Annotated[str, typer.Argument(metavar="INTO", help="ID or domain of the company that stays.")],
    yes: Yes = False,
) -> None:
    """Make one company of two: people, posts and domains of FROM go over to INTO. It cannot be undone.

    Of two values a person's counts most, then an imported one, then a provider's; of equals that of INTO.
    """
    workspace = open_workspace(context)
    organization = workspace.organization()
    identity_wiring.resolve_stale(workspace, organization)
    store = record_wiring.record_store(workspace, organization)
    going, staying = (editing.find(store, "company", text) for text in (old, into))
    if going.id == staying.id:
        raise UsageError(f"{old} and {into} are the same company.", f"`devsignal company show {into}` shows it.")
    if not (yes or _is_wanted(workspace, going, staying)):
        workspace.output.show(Done(organization.name, False, "Nothing was merged."))
        return
    before = record_wiring.as_shown(workspace, organization, going)
    after, taken = store.merge(going, staying, now())
    contacts = before.contacts if isinstance(before, Company) else 0
    workspace.output.show(
        CompaniesMerged(organization.name, str(after.id), str(going.id), taken, contacts, after.aliases)
    )


def _is_wanted(workspace: Workspace, going: Record, staying: Record) -> bool:
    """Whether a person at a terminal says so; a script has said it by the command itself."""
    if not workspace.output.is_interactive():
        return True
    names = [record.values.get("name") or record.key or f"company {record.id}" for record in (going, staying)]
    return workspace.output.confirm(f"Make {names[0]} a part of {names[1]}? It cannot be undone.")
