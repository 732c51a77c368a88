"""`company remove` and `contact remove`: some records, or what an import brought."""

from collections.abc import Sequence
from typing import Annotated

import typer

from devsignal_cli.cli import identity_wiring, record_wiring
from devsignal_cli.cli.draw import count
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import Yes
from devsignal_cli.cli.wiring import Workspace, now, open_workspace
from devsignal_cli.core.records import editing
from devsignal_cli.errors import UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.records import Entity
from devsignal_cli.results.lists import Done
from devsignal_cli.results.records import RecordsRemoved
from devsignal_cli.store import lock
from devsignal_cli.store.record_undo import RecordImportUndo

company = typer.Typer(add_completion=False)
contact = typer.Typer(add_completion=False)
Run = Annotated[str | None, typer.Option("--run", metavar="N", help="Take back this import; its last line named it.")]


@company.command(cls=Command, epilog="devsignal company remove acme.io")
def remove_company(
    context: typer.Context,
    which: Annotated[list[str] | None, typer.Argument(metavar="[ID|DOMAIN]...", show_default=False)] = None,
    run: Run = None,
    yes: Yes = False,
) -> None:
    """Remove companies with all values; their people stay. Or take back what import N brought."""
    _remove(context, "company", which or [], run, is_sure=yes)


@contact.command(cls=Command, epilog="devsignal contact remove jo@acme.io")
def remove_contact(
    context: typer.Context,
    which: Annotated[list[str] | None, typer.Argument(metavar="[ID|EMAIL]...", show_default=False)] = None,
    run: Run = None,
    yes: Yes = False,
) -> None:
    """Remove people with all values; their posts stay. Or take back what import N brought."""
    _remove(context, "contact", which or [], run, is_sure=yes)


def _remove(context: typer.Context, entity: Entity, which: Sequence[str], run: str | None, *, is_sure: bool) -> None:
    if bool(which) == (run is not None):
        raise UsageError("Name what to remove, or an import with --run; not both.", f"`devsignal {entity} list`")
    workspace = open_workspace(context)
    organization = workspace.organization()
    removed = (
        _undo(workspace, organization, entity, run, is_sure=is_sure)
        if run is not None
        else _some(workspace, organization, entity, which, is_sure=is_sure)
    )
    workspace.output.show(removed or Done(organization.name, False, "Nothing was removed."))


def _some(
    workspace: Workspace, organization: Organization, entity: Entity, which: Sequence[str], *, is_sure: bool
) -> RecordsRemoved | None:
    identity_wiring.resolve_stale(workspace, organization)
    store = record_wiring.record_store(workspace, organization)
    found = {record.id: record for record in (editing.find(store, entity, text) for text in which)}
    names = ", ".join(record.key or f"{entity} {record.id}" for record in found.values())
    if not (is_sure or _is_wanted(workspace, f"{names} of {organization.name}, with all values")):
        return None
    store.remove(entity, list(found), now())
    return RecordsRemoved(organization.name, entity, None, len(found), 0, ())


def _undo(
    workspace: Workspace, organization: Organization, entity: Entity, run: str, *, is_sure: bool
) -> RecordsRemoved | None:
    undo = RecordImportUndo(workspace.database, organization.id, run, record_wiring.RULES, entity)
    told = f"what import {run} brought to {organization.name}, {count(undo.made(), 'record')} that it made"
    if undo.is_done:
        return RecordsRemoved(organization.name, entity, run, 0, 0, ())
    if not (is_sure or _is_wanted(workspace, told)):
        return None
    with lock.held(workspace.settings.locks, record_wiring.lock_name(organization)):
        done = undo.undo(now())
    if later := undo.later():
        workspace.output.note(
            f"Import {later} came later. What it only repeated went too: import its file again if it still holds."
        )
    kept = tuple(f"{left.record or left.id}: {left.field}" for left in undo.left)
    return RecordsRemoved(organization.name, entity, run, done.removed, done.fields, (*kept, *undo.kept))


def _is_wanted(workspace: Workspace, told: str) -> bool:
    if not workspace.output.is_interactive():
        raise UsageError(f"This removes {told}.", "Say --yes to do it.")
    return workspace.output.confirm(f"Remove {told}?")
