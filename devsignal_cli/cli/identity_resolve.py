"""`identity resolve` and `identity mode`: the rules run over all authors, and how far they may go."""

from typing import Annotated

import typer

from devsignal_cli.cli import identity_wiring
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.wiring import open_workspace
from devsignal_cli.model.people import IdentityMode
from devsignal_cli.results.identity import IdentityModeSet
from devsignal_cli.store import lock

resolve = typer.Typer(add_completion=False)
mode = typer.Typer(add_completion=False)


@resolve.command(cls=Command, epilog="devsignal identity resolve")
def resolve_command(context: typer.Context) -> None:
    """Run the rules over all authors. Links follow every change by themselves, so as a rule this changes nothing."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    with lock.held(workspace.settings.locks, f"{organization.id}-twitter"):
        resolved = identity_wiring.resolve(workspace, organization)
    workspace.output.show(resolved)


@mode.command(cls=Command, epilog="devsignal identity mode strict")
def mode_command(
    context: typer.Context,
    name: Annotated[
        IdentityMode | None, typer.Argument(metavar="[strict|balanced|off]", help="Without one: what it is now.")
    ] = None,
) -> None:
    """How far the rules may go. Setting a mode resolves all authors anew; what a person decided stays in any.

    X has rules on matching its users to people off X: docs/security.md explains them.
    """
    workspace = open_workspace(context)
    organization = workspace.organization()
    store = identity_wiring.resolving_store(workspace, organization)
    if name is None:
        workspace.output.show(IdentityModeSet(organization.name, store.mode(), None))
        return
    with lock.held(workspace.settings.locks, f"{organization.id}-twitter"):
        store.set_mode(name)
        resolved = identity_wiring.resolve(workspace, organization)
    workspace.output.show(IdentityModeSet(organization.name, name, resolved))
