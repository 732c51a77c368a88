"""`identity explain`: why an author is who they are said to be."""

from typing import Annotated

import typer

from devsignal_cli.cli.group import Command
from devsignal_cli.cli.identity_wiring import author_named, bring_up_to_date, identity_store
from devsignal_cli.cli.wiring import open_workspace
from devsignal_cli.core.identity_explained import explained

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal identity explain @ada")
def command(
    context: typer.Context,
    handle: Annotated[
        str, typer.Argument(metavar="HANDLE", help="The author: @handle, user id, or link to the profile.")
    ],
) -> None:
    """Who an author is and how surely, each rule in words, what the profile says, and all links there ever were."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    store = identity_store(workspace, organization)
    author_id = author_named(store, handle)
    bring_up_to_date(workspace, organization)
    workspace.output.show(explained(store, author_id))
