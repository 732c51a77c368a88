"""`company edit` and `contact edit`: what a person says of a record is kept whatever providers say."""

from typing import Annotated

import typer

from devsignal_cli.cli import identity_wiring, record_wiring
from devsignal_cli.cli import record_options as options
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.wiring import Workspace, now, open_workspace
from devsignal_cli.core.records import editing
from devsignal_cli.core.records.editing import Typed
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.records import Entity, Record

company = typer.Typer(add_completion=False)
contact = typer.Typer(add_completion=False)


@company.command(cls=Command, epilog='devsignal company edit acme.io --size 120 --industry ""')
def edit_company(
    context: typer.Context,
    which: Annotated[str, typer.Argument(metavar="ID|DOMAIN", help="The company.")],
    name: options.Name = None,
    domain: Annotated[str | None, typer.Option("--domain", help="Another domain in place of its own.")] = None,
    description: options.Description = None,
    industry: options.Industry = None,
    size: options.Size = None,
    website: options.Website = None,
    handle: options.Handle = None,
    alias: options.Aliases = None,
    no_alias: Annotated[
        list[str] | None, typer.Option("--no-alias", metavar="DOMAIN", help="No longer a domain of it; repeatable.")
    ] = None,
    pairs: options.Set = None,
) -> None:
    """Change what you name. An empty value ("") empties a field, so that it may be filled again."""
    values = options.company_values(name, description, industry, size, website, handle)
    _edit(
        context, "company", which, Typed(values, tuple(pairs or ()), domain, tuple(alias or ()), tuple(no_alias or ()))
    )


@contact.command(cls=Command, epilog="devsignal contact edit jo@acme.io --handle jomarsh --company acme.io")
def edit_contact(
    context: typer.Context,
    which: Annotated[str, typer.Argument(metavar="ID|EMAIL", help="The contact.")],
    email: Annotated[str | None, typer.Option("--email", help="Another e-mail in place of theirs.")] = None,
    first_name: options.FirstName = None,
    last_name: options.LastName = None,
    title: options.Title = None,
    company: options.CompanyOf = None,
    handle: options.Handle = None,
    x_user_id: options.UserId = None,
    pairs: options.Set = None,
) -> None:
    """Change what you name. An empty value ("") empties a field, so that it may be filled again."""
    values = options.contact_values(first_name, last_name, title, handle, x_user_id)
    _edit(context, "contact", which, Typed(values, tuple(pairs or ()), email, company=company))


def _tell(workspace: Workspace, organization: Organization, before: Record) -> None:
    """Say what became of what was known under the old domain or e-mail, and let the cache forget a person's."""
    if before.entity == "contact" and before.key:
        from devsignal_cli.cli import enrich_wiring  # noqa: PLC0415 - only where an e-mail has changed

        enrich_wiring.drop_cached(workspace, organization, {before.key})
    if before.outcome is not None:
        workspace.output.note(f"What providers said of {before.key} is dropped.")


def _edit(context: typer.Context, entity: Entity, which: str, typed: Typed) -> None:
    workspace = open_workspace(context)
    organization = workspace.organization()
    identity_wiring.resolve_stale(workspace, organization)
    store = record_wiring.record_store(workspace, organization)
    before = editing.find(store, entity, which)
    after = editing.edit(store, before, typed, now())
    if before.key and after.key and after.key.lower() != before.key.lower():
        _tell(workspace, organization, before)
    workspace.output.show(record_wiring.as_shown(workspace, organization, after))
