"""The table of the commands about stored signals."""

import typer

from devsignal_cli.cli.group import LazyGroup, lazy

COMMANDS = {
    "list": ("devsignal_cli.cli.signals_list", "Stored posts by type, sentiment, author, day, words; what is open."),
    "show": ("devsignal_cli.cli.signals_show", "A signal in full, with its conversation."),
    "explain": ("devsignal_cli.cli.signals_explain", "Why a signal has its sentiment and type."),
    "set": ("devsignal_cli.cli.signals_set", "Correct sentiment or type by hand, mark as done, note."),
    "export": ("devsignal_cli.cli.signals_export", "All signals as JSONL, CSV or Parquet."),
    "remove": ("devsignal_cli.cli.signals_remove", "Take back what an import brought."),
}

app = typer.Typer(
    cls=lazy(LazyGroup, COMMANDS), help="Stored posts: list, see why, correct, mark as done, export.",
    add_completion=False, no_args_is_help=True,
)  # fmt: skip


@app.callback()
def signals() -> None:
    """Stored posts: list, see why, correct, mark as done, export."""
