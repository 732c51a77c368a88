"""`signals show`: one signal in full, with the conversation that it is part of."""

import typer

from devsignal_cli.cli.group import Command
from devsignal_cli.cli.signal_wiring import Which, found
from devsignal_cli.cli.wiring import open_workspace

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal signals show 12")
def command(context: typer.Context, which: Which) -> None:
    """A signal in full: post, author, labels, keywords, figures, note, conversation. Muted and deleted ones too."""
    workspace = open_workspace(context)
    workspace.output.show_pages(found(workspace, workspace.organization(), which))
