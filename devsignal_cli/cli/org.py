"""`org`: organizations, whose data is kept apart."""

from typing import Annotated

import typer

from devsignal_cli.cli.group import Command, Group
from devsignal_cli.cli.options import Cursor, Limit
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


@app.command("set", cls=Command)
def set_(context: typer.Context, tz: Zone = None) -> None:
    """Change an organization's settings (with --org NAME, else the chosen one's)."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    _, zone_name = zones.zone(tz or organization.time_zone)
    if tz:
        organizations.set_zone(workspace.settings.database, organization.name, tz)
    _done(workspace, organization.name, f"Days of {organization.name} are counted in {zone_name}.", changed=bool(tz))


def _existing(workspace: Workspace, name: str) -> Organization:
    with workspace.database.read() as session:
        return organizations.find(session, name)


def _item(workspace: Workspace, organization: Organization) -> OrganizationItem:
    with workspace.reader(organization) as reader:
        return OrganizationItem(
            organization.name, organization.time_zone, organization.chosen, reader.connection() is not None
        )


def _done(workspace: Workspace, name: str, message: str, *, changed: bool = True) -> None:
    workspace.output.show(Done(name, changed, message))
