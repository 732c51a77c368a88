"""`company show` and `contact show`: one record, and where each value of it comes from."""

from typing import Annotated

import typer

from devsignal_cli.cli import record_wiring
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.wiring import open_workspace
from devsignal_cli.core.records import editing
from devsignal_cli.model.records import Entity

company = typer.Typer(add_completion=False)
contact = typer.Typer(add_completion=False)


@company.command(cls=Command, epilog="devsignal company show acme.io")
def show_company(
    context: typer.Context, which: Annotated[str, typer.Argument(metavar="ID|DOMAIN", help="The company.")]
) -> None:
    """All that is known of a company: each field with its source and earlier values, its people, their posts."""
    _show(context, "company", which)


@contact.command(cls=Command, epilog="devsignal contact show jo@acme.io")
def show_contact(
    context: typer.Context, which: Annotated[str, typer.Argument(metavar="ID|EMAIL", help="The contact.")]
) -> None:
    """All that is known of a person: each field with its source and earlier values, accounts on X, posts."""
    _show(context, "contact", which)


def _show(context: typer.Context, entity: Entity, which: str) -> None:
    workspace = open_workspace(context)
    organization = workspace.organization()
    found = editing.find(record_wiring.record_store(workspace, organization), entity, which)
    workspace.output.show(record_wiring.whole(workspace, organization, found))
