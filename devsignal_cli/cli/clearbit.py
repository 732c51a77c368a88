"""The table of the commands about enrichment."""

import typer

from devsignal_cli.cli.group import LazyGroup, lazy

COMMANDS = {
    "connect": ("devsignal_cli.cli.clearbit_connect", "Store a key of Clearbit or Hunter, checked at no cost."),
    "status": ("devsignal_cli.cli.clearbit_status", "Connection, coverage, calls, what is pending and queued."),
    "enrich": ("devsignal_cli.cli.clearbit_enrich", "Fill companies and contacts: one, or all that are due."),
    "undo": ("devsignal_cli.cli.clearbit_undo", "Put back what an enrichment wrote."),
    "disconnect": ("devsignal_cli.cli.clearbit_disconnect", "Drop the key; what was enriched stays."),
}

app = typer.Typer(
    cls=lazy(LazyGroup, COMMANDS), help="Companies and contacts, enriched by Clearbit or Hunter.",
    add_completion=False, no_args_is_help=True,
)  # fmt: skip


@app.callback()
def clearbit() -> None:
    """Companies and contacts, enriched by Clearbit or Hunter."""
