"""`contact forget`: removes a person wherever they are named, and remembers not to store them again."""

from typing import Annotated

import typer

from devsignal_cli.cli import erasing, identity_wiring, record_wiring
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import Yes
from devsignal_cli.cli.wiring import Workspace, now, open_workspace, vault
from devsignal_cli.core.records import editing
from devsignal_cli.errors import NotFoundError, UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.records import Key, Record
from devsignal_cli.results.lists import Done
from devsignal_cli.store import lock

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal contact forget jo@acme.io")
def command(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="ID|EMAIL", help="The person; also one who is not on file.")],
    is_undone: Annotated[bool, typer.Option("--undo", help="They may be stored again; nothing comes back.")] = False,
    yes: Yes = False,
) -> None:
    """Remove all that is stored of a person, and never store them again: no import, no enrichment, no `add`.

    What is remembered is a mark that names nobody. Older backups still hold what was in them.
    """
    workspace = open_workspace(context)
    organization = workspace.organization()
    identity_wiring.resolve_stale(workspace, organization)
    store = record_wiring.record_store(workspace, organization)
    record = editing.find(store, "contact", who) if who.isdigit() else None
    key = _key(who, record)
    if is_undone:
        changed = store.lift(key.form or key.text)
        told = f"{key.text} may be stored again." if changed else f"{key.text} was not forgotten."
        workspace.output.show(Done(organization.name, changed, told))
        return
    record = record or store.find("contact", "", key.form)
    if not (yes or _is_wanted(workspace, key)):
        workspace.output.show(Done(organization.name, False, "Nothing was removed."))
        return
    with lock.held(workspace.settings.locks, f"{organization.id}-clearbit"):  # no answer is on its way meanwhile
        vault(workspace).prepare()
        store = record_wiring.record_store(workspace, organization)
        store.forget(key.form or key.text, record, now())
        _drop_answers(workspace, organization, {key.text, *([record.key] if record and record.key else [])})
    erasing.rebuild(workspace)
    told = f"{key.text} is forgotten, and will not be stored again.{erasing.of_backups(workspace)}"
    workspace.output.show(Done(organization.name, True, told))


def _key(who: str, record: Record | None) -> Key:
    if record is None:
        return editing.key_of("contact", who)
    if record.key is None:
        raise NotFoundError(
            f"Contact {record.id} has no e-mail to be remembered by.",
            f"Remove it: devsignal contact remove {record.id}",
        )
    return editing.key_of("contact", record.key)


def _is_wanted(workspace: Workspace, key: Key) -> bool:
    if not workspace.output.is_interactive():
        raise UsageError(f"This removes all that is stored of {key.text}.", "Say --yes to do it.")
    return workspace.output.confirm(f"Remove all that is stored of {key.text}, for good?")


def _drop_answers(workspace: Workspace, organization: Organization, addresses: set[str]) -> None:
    """Drop what providers answered within the last day."""
    from devsignal_cli.cli import enrich_wiring  # noqa: PLC0415 - only where somebody is forgotten

    enrich_wiring.drop_cached(workspace, organization, addresses)
