"""`identity link` and `identity unlink`: a person's word on an author, whatever the rules say."""

from typing import Annotated

import typer

from devsignal_cli.cli.group import Command
from devsignal_cli.cli.identity_wiring import author_named, bring_up_to_date, identity_store
from devsignal_cli.cli.record_wiring import record_store
from devsignal_cli.cli.wiring import now, open_workspace
from devsignal_cli.core import deciding
from devsignal_cli.core.records import editing
from devsignal_cli.errors import UsageError
from devsignal_cli.model.people import Target

link = typer.Typer(add_completion=False)
unlink = typer.Typer(add_completion=False)

Handle = Annotated[str, typer.Argument(metavar="HANDLE", help="The author: @handle, user id, or link to the profile.")]


@link.command(cls=Command, epilog="devsignal identity link @ada ada@acme.io")
def link_command(
    context: typer.Context,
    handle: Handle,
    contact: Annotated[str | None, typer.Argument(metavar="[CONTACT]", help="The contact: id or e-mail.")] = None,
    company: Annotated[
        str | None, typer.Option("--company", metavar="ID|DOMAIN", help="A company, where no contact is known.")
    ] = None,
) -> None:
    """Tie an author to a contact, or with --company to a company alone. No rule changes that; past signals follow."""
    if contact is not None and company is not None:
        raise UsageError("Name a contact or --company, not both.", "devsignal identity link @ada ada@acme.io")
    if contact is None and company is None:
        raise UsageError("Name a contact, or --company.", "devsignal identity link @ada ada@acme.io")
    workspace = open_workspace(context)
    organization = workspace.organization()
    bring_up_to_date(workspace, organization)
    store, records = identity_store(workspace, organization), record_store(workspace, organization)
    author_id = author_named(store, handle)
    if contact is not None:
        target = Target("contact", editing.find(records, "contact", contact).id)
    else:
        target = Target("company", editing.find(records, "company", company or "").id)
    workspace.output.show(deciding.tie(store, author_id, target, now()))


@unlink.command(cls=Command, epilog="devsignal identity unlink @ada")
def unlink_command(context: typer.Context, handle: Handle) -> None:
    """Take an author's link back for good: no rule ties that contact or company again. Past signals follow."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    bring_up_to_date(workspace, organization)
    store = identity_store(workspace, organization)
    workspace.output.show(deciding.untie(store, author_named(store, handle), now()))
