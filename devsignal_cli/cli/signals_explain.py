"""`signals explain`: why a signal has its labels."""

import typer

from devsignal_cli.cli.group import Command
from devsignal_cli.cli.lexicon_wiring import classifier
from devsignal_cli.cli.signal_wiring import Which, found
from devsignal_cli.cli.wiring import open_workspace
from devsignal_cli.core.explaining import explained

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal signals explain 12")
def command(context: typer.Context, which: Which) -> None:
    """Why a signal has its sentiment and type: who said so, and which words lead today's classifier there."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    signal = found(workspace, organization, which)
    workspace.output.show(explained(signal, classifier(workspace, organization)))
