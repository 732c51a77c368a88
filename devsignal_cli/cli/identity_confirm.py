"""`identity confirm` and `identity reject`: a person's word on pairs that the rules propose."""

from collections.abc import Callable
from typing import Annotated

import typer

from devsignal_cli.cli.group import Command
from devsignal_cli.cli.identity_wiring import identity_store
from devsignal_cli.cli.wiring import now, open_workspace
from devsignal_cli.core import deciding
from devsignal_cli.core.deciding import DecidingStore
from devsignal_cli.core.link_ids import links_named, together
from devsignal_cli.errors import DecidedError, NotFoundError
from devsignal_cli.results.identity import IdentitiesDecided, IdentityDecided, IdentityLink

confirm = typer.Typer(add_completion=False)
reject = typer.Typer(add_completion=False)

Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="The pairs' numbers, as `identity review` lists them.")]


@confirm.command(cls=Command, epilog="devsignal identity confirm 12 15")
def confirm_command(context: typer.Context, ids: Ids) -> None:
    """Take pairs for sure: the author is that contact, or writes for that company. Past and future signals follow.

    One that cannot be confirmed stops no other. --json prints what was decided; for several IDs, a list.
    """
    _decide(context, ids, deciding.confirm, is_one_each=True)


@reject.command(cls=Command, epilog="devsignal identity reject 12")
def reject_command(context: typer.Context, ids: Ids) -> None:
    """Refuse pairs for good: no rule proposes them again, whatever comes. `identity link` ties them all the same."""
    _decide(context, ids, lambda store, link, at: deciding.reject(store, [link], at), is_one_each=False)


def _decide(
    context: typer.Context,
    ids: list[str],
    decide: Callable[[DecidingStore, IdentityLink, int], IdentityDecided],
    *,
    is_one_each: bool,
) -> None:
    workspace = open_workspace(context)
    store = identity_store(workspace, workspace.organization())
    links, errors = links_named(store, ids, is_one_each=is_one_each)
    items: list[IdentityDecided] = []
    for link in links:
        try:
            items.append(decide(store, link, now()))
        except (DecidedError, NotFoundError) as error:
            errors.append(error)
    if items:
        workspace.output.show(IdentitiesDecided(tuple(items)) if len(ids) > 1 else items[0])
    if failed := together(errors, is_partly=bool(items)):
        raise failed
