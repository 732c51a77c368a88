"""`twitter recent`: the newest posts."""

from typing import Annotated, Literal

import typer

from devsignal_cli.cli.empty import tell
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.wiring import open_workspace
from devsignal_cli.results.signals import SignalList

app = typer.Typer(add_completion=False)
Kind = Literal["mention", "question", "complaint", "praise"]


@app.command(cls=Command, epilog="devsignal twitter recent -n 20 --type complaint")
def command(
    context: typer.Context,
    number: Annotated[int, typer.Option("-n", min=1, max=1000, help="How many.")] = 5,
    type_: Annotated[Kind | None, typer.Option("--type", help="Only this type.")] = None,
    sentiment: Annotated[Literal["positive", "negative", "neutral"] | None, typer.Option(help="Only this.")] = None,
) -> None:
    """The newest posts, optionally of one type or sentiment."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    with workspace.reader(organization) as reader:
        found = reader.recent(number, f"twitter_{type_}" if type_ else None, sentiment)
    workspace.output.show(SignalList(found))
    if not found:
        tell(workspace, organization)
