"""The table of the ways to enrich."""

import typer

from devsignal_cli.cli.group import LazyGroup, lazy

COMMANDS = {
    "company": ("devsignal_cli.cli.clearbit_company", "One company, by its id or domain."),
    "contact": ("devsignal_cli.cli.clearbit_contact", "One contact, by its id or e-mail."),
    "bulk": ("devsignal_cli.cli.clearbit_bulk", "All that are due: companies, contacts or both."),
}

app = typer.Typer(
    cls=lazy(LazyGroup, COMMANDS), help="Fill companies and contacts: one, or all that are due.",
    add_completion=False, no_args_is_help=True,
)  # fmt: skip


@app.callback()
def enrich() -> None:
    """Fill companies and contacts: one, or all that are due."""
