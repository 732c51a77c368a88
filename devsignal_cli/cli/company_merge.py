"""`company merge`: one company of two."""

from typing import Annotated

import typer

from devsignal_cli.cli import record_wiring
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.wiring import now, open_workspace
from devsignal_cli.core.records import editing
from devsignal_cli.errors import UsageError
from devsignal_cli.results.records import CompaniesMerged, Company

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal company merge acme.com acme.io")
def command(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="FROM", help="ID or domain of the company that goes.")],
    into: Annotated[str, typer.Argument(metavar="INTO", help="ID or domain of the company that stays.")],
) -> None:
    """Make one company of two: people, posts and domains of FROM go over to INTO, which keeps its values.

    A field takes FROM's value where INTO has none, or a person's where INTO has a provider's. All values stay in the
    history; the domain of FROM becomes an alias.
    """
    workspace = open_workspace(context)
    organization = workspace.organization()
    store = record_wiring.record_store(workspace, organization)
    going, staying = (editing.find(store, "company", text) for text in (old, into))
    if going.id == staying.id:
        raise UsageError(f"{old} and {into} are the same company.", f"`devsignal company show {into}` shows it.")
    before = record_wiring.as_shown(workspace, organization, going)
    after, taken = store.merge(going, staying, now())
    contacts = before.contacts if isinstance(before, Company) else 0
    workspace.output.show(
        CompaniesMerged(organization.name, str(after.id), str(going.id), taken, contacts, after.aliases)
    )
