"""What the commands about one signal share: how it is named and found."""

from typing import Annotated

import typer

from devsignal_cli.cli.wiring import Workspace
from devsignal_cli.core.signal_ids import number_of, unknown
from devsignal_cli.model.connection import Organization
from devsignal_cli.results.one_signal import SignalShown
from devsignal_cli.store import signal_views

Which = Annotated[
    str, typer.Argument(metavar="ID", help="Its number, as `twitter recent` shows it; or its post's id or link.")
]


def found(workspace: Workspace, organization: Organization, which: str) -> SignalShown:
    """The signal that a person names.

    Raises:
        NotFoundError: the organization has none of that name.
    """
    number = number_of(which)
    with workspace.database.read() as session:
        signal = None if number is None else signal_views.shown(session, organization.id, number)
    if signal is None:
        raise unknown(which)
    return signal
