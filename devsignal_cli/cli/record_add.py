"""`company add` and `contact add`: one record on a person's word."""

from typing import Annotated

import typer

from devsignal_cli.cli import identity_wiring, record_wiring
from devsignal_cli.cli import record_options as options
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.wiring import now, open_workspace
from devsignal_cli.core.records import editing
from devsignal_cli.core.records.editing import Typed
from devsignal_cli.model.records import Entity, Record

company = typer.Typer(add_completion=False)
contact = typer.Typer(add_completion=False)


@company.command(cls=Command, epilog='devsignal company add acme.io --name Acme --set "techStack=go, rust"')
def add_company(
    context: typer.Context,
    domain: Annotated[str | None, typer.Argument(metavar="[DOMAIN]", help="Its domain; a URL will do.")] = None,
    name: options.Name = None,
    description: options.Description = None,
    industry: options.Industry = None,
    size: options.Size = None,
    website: options.Website = None,
    handle: options.Handle = None,
    alias: options.Aliases = None,
    pairs: options.Set = None,
) -> None:
    """Add a company. What you type is never overwritten; the next bulk enrichment fills the rest."""
    values = options.company_values(name, description, industry, size, website, handle)
    _add(context, "company", Typed(values, tuple(pairs or ()), domain, tuple(alias or ())))


@contact.command(cls=Command, epilog='devsignal contact add jo@acme.io --first-name Jo --title "Platform lead"')
def add_contact(
    context: typer.Context,
    email: Annotated[
        str | None, typer.Argument(metavar="[EMAIL]", help="A work e-mail ties them to its company.")
    ] = None,
    first_name: options.FirstName = None,
    last_name: options.LastName = None,
    title: options.Title = None,
    company: options.CompanyOf = None,
    handle: options.Handle = None,
    x_user_id: options.UserId = None,
    pairs: options.Set = None,
) -> None:
    """Add a person. A work e-mail ties them to its company, which is added and queued if it is new."""
    values = options.contact_values(first_name, last_name, title, handle, x_user_id)
    _add(context, "contact", Typed(values, tuple(pairs or ()), email, company=company))


def _asked(made: Record) -> str:
    """Whether providers will be asked for it, as the rest of a sentence."""
    if made.queued_at is not None:
        return "; the next `devsignal clearbit enrich bulk all` asks for it"
    return "; its e-mail names nobody, so no provider is asked for it" if made.key else ""


def _add(context: typer.Context, entity: Entity, typed: Typed) -> None:
    workspace = open_workspace(context)
    organization = workspace.organization()
    identity_wiring.resolve_stale(workspace, organization)
    store = record_wiring.record_store(workspace, organization)
    made = editing.add(store, entity, typed, now())
    workspace.output.note(f"Added {entity} {made.id}{_asked(made)}.")
    workspace.output.show(record_wiring.as_shown(workspace, organization, made))
