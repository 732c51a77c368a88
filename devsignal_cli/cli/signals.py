"""The table of the commands about stored signals."""

import typer

from devsignal_cli.cli.group import LazyGroup, lazy

COMMANDS = {
    "show": ("devsignal_cli.cli.signals_show", "A signal in full."),
    "explain": ("devsignal_cli.cli.signals_explain", "Why a signal has its sentiment and type."),
    "set": ("devsignal_cli.cli.signals_set", "Correct the sentiment or type by hand."),
    "remove": ("devsignal_cli.cli.signals_remove", "Take back what an import brought."),
}

app = typer.Typer(
    cls=lazy(LazyGroup, COMMANDS), help="Stored posts: see why, correct by hand, take an import back.",
    add_completion=False, no_args_is_help=True,
)  # fmt: skip


@app.callback()
def signals() -> None:
    """Stored posts: see why, correct by hand, take an import back."""
