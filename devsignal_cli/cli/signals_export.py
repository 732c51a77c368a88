"""`signals export`: all signals, a line each, oldest first."""

from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from devsignal_cli.cli import exporting
from devsignal_cli.cli.exporting import File, Format, Raw
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.wiring import Workspace, open_workspace
from devsignal_cli.core.signal_ids import number_of, unknown
from devsignal_cli.model.connection import Organization
from devsignal_cli.reports import signal_sheet
from devsignal_cli.results.signals import Signal
from devsignal_cli.results.signals_exported import SignalsExported
from devsignal_cli.store import corrections, signal_lists
from devsignal_cli.store.signal_lists import Place

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal signals export -o signals.csv")
def command(
    context: typer.Context,
    form: Format = None,
    file: File = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="ID", help="Only what stands behind this signal: number, post, link."),
    ] = None,
    ids_only: Annotated[
        bool, typer.Option("--ids-only", help="The ids of the posts alone, for others to look up.")
    ] = False,
    raw: Raw = False,
) -> None:
    """All signals with all keys, ordered by when they were posted, then by post; muted and deleted ones are left out.

    X limits how much of its content may be handed on; ids may be. A file bears its name once it is whole (0600).
    """
    asked = exporting.asked(form, file, is_raw=raw)
    workspace = open_workspace(context)
    organization, last = workspace.organization(), _Last()
    place = _place(workspace, organization, since)
    with workspace.database.read() as session:
        total = signal_lists.count(session, organization.id, place)
    items = last.of(_every(workspace, organization, place))
    sheet = signal_sheet.IDS if ids_only else signal_sheet.WHOLE
    told = (signal.post_id for signal in items) if ids_only else items
    rows = exporting.export(workspace.output, asked, sheet, told, total)
    if file is not None:
        workspace.output.show(SignalsExported(organization.name, str(file), asked.form, rows, last.id or since))


class _Last:
    """Remembers the last signal that passed: the next export goes on behind it."""

    id: str | None = None

    def of(self, signals: Iterable[Signal]) -> Iterator[Signal]:
        """The signals as they pass."""
        for signal in signals:
            self.id = signal.id
            yield signal


def _every(workspace: Workspace, organization: Organization, after: Place | None) -> Iterator[Signal]:
    for page in signal_lists.pages(workspace.database, organization.id, after):
        yield from page


def _place(workspace: Workspace, organization: Organization, which: str | None) -> Place | None:
    """Where the signal stands that a person names.

    Raises:
        NotFoundError: the organization has none of that name.
    """
    if which is None:
        return None
    number = number_of(which)
    with workspace.database.read() as session:
        state = None if number is None else corrections.find(session, organization.id, [number])[0]
    if state is None:
        raise unknown(which)
    return state["posted_at"], state["post_id"], state["id"]
