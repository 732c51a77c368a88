"""`org`: organizations, whose data is kept apart."""

from typing import Annotated

import typer

from devsignal_cli.cli import org_keep, org_remove
from devsignal_cli.cli.group import Command, Group
from devsignal_cli.cli.options import Cursor, Limit, Yes, duration
from devsignal_cli.cli.wiring import Workspace, now, open_workspace
from devsignal_cli.core import zones
from devsignal_cli.core.organization import clean_name
from devsignal_cli.core.paging import page_of
from devsignal_cli.model.connection import Organization
from devsignal_cli.results.lists import Done, OrganizationItem, OrganizationList
from devsignal_cli.store import organizations

app = typer.Typer(cls=Group, help="Organizations: customers whose data is kept apart.", add_completion=False,
                  no_args_is_help=True)  # fmt: skip
Zone = Annotated[str | None, typer.Option("--tz", metavar="ZONE", help="Time zone of its days, e.g. Europe/Berlin.")]
Name = Annotated[str, typer.Argument(help="The organization's name.")]


@app.command(cls=Command, epilog="devsignal org add acme --tz Europe/Berlin")
def add(context: typer.Context, name: Name, tz: Zone = None) -> None:
    """Add an organization."""
    clean_name(name)
    if tz:
        zones.zone(tz)
    workspace = open_workspace(context)
    organizations.add(workspace.settings.database, name, tz, now())
    _done(workspace, name, f"Added {name}. Connect it: devsignal twitter connect --org {name} -k yourproduct")


@app.command("list", cls=Command)
def list_(context: typer.Context, limit: Limit = 20, cursor: Cursor = None) -> None:
    """All organizations; the chosen one is marked."""
    workspace = open_workspace(context)
    shown, following = page_of(workspace.organizations(), lambda organization: organization.name, limit, cursor)
    items = tuple(_item(workspace, organization) for organization in shown)
    workspace.output.show(OrganizationList(items, following))


@app.command(cls=Command)
def use(context: typer.Context, name: Name) -> None:
    """Take this organization whenever none is named."""
    workspace = open_workspace(context)
    _existing(workspace, name)
    organizations.choose(workspace.settings.database, name)
    _done(workspace, name, f"Commands are now about {name}, unless --org or DEVSIGNAL_ORG names another.")


@app.command("set", cls=Command, epilog="devsignal org set --keep 90d")
def set_(
    context: typer.Context,
    tz: Zone = None,
    keep: Annotated[
        str | None, typer.Option(metavar="DURATION", help="Keep posts so long, e.g. 90d; `forever` keeps all.")
    ] = None,
    yes: Yes = False,
) -> None:
    """Change an organization's settings (with --org NAME, else the chosen one's).

    With --keep, older posts are taken away for good, now and at the end of each sync and import, and not stored.
    """
    workspace = open_workspace(context)
    organization = workspace.organization()
    _, zone_name = zones.zone(tz or organization.time_zone)
    seconds = org_keep.keep_seconds(keep) if keep else None
    if tz:
        organizations.set_zone(workspace.settings.database, organization.name, tz)
    told = [f"Days of {organization.name} are counted in {zone_name}."] if tz or not keep else []
    kept = org_keep.set_keep(workspace, organization, seconds, is_sure=yes) if keep else None
    told += [kept or "Nothing was removed; posts are kept as before."] if keep else []
    _done(workspace, organization.name, " ".join(told), changed=bool(tz or kept))


@app.command(cls=Command, epilog="devsignal org remove acme")
def remove(context: typer.Context, name: Name, yes: Yes = False) -> None:
    """Remove an organization and all that is stored for it, for good; `default` is emptied.

    Not while a run of it is under way. Stopped at any moment, the next call goes on.
    """
    workspace = open_workspace(context)
    workspace.output.show(org_remove.remove(workspace, _existing(workspace, name), is_sure=yes))


def _existing(workspace: Workspace, name: str) -> Organization:
    with workspace.database.read() as session:
        return organizations.find(session, name)


def _item(workspace: Workspace, organization: Organization) -> OrganizationItem:
    keep = None if organization.keep_seconds is None else duration(organization.keep_seconds)
    with workspace.reader(organization) as reader:
        is_connected = reader.connection() is not None
    return OrganizationItem(organization.name, organization.time_zone, organization.chosen, is_connected, keep)


def _done(workspace: Workspace, name: str, message: str, *, changed: bool = True) -> None:
    workspace.output.show(Done(name, changed, message))
