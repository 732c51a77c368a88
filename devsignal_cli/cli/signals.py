"""The table of the commands about stored signals."""

import typer

from devsignal_cli.cli.group import LazyGroup, lazy

COMMANDS = {
    "remove": ("devsignal_cli.cli.signals_remove", "Take back what an import brought."),
}

app = typer.Typer(
    cls=lazy(LazyGroup, COMMANDS), help="Stored posts: take back what an import brought.",
    add_completion=False, no_args_is_help=True,
)  # fmt: skip


@app.callback()
def signals() -> None:
    """Stored posts: take back what an import brought."""
