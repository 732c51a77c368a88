"""`clearbit enrich contact`: one contact."""

from typing import Annotated

import typer

from devsignal_cli.cli.enrich_single import enrich
from devsignal_cli.cli.group import Command

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal clearbit enrich contact jo@acme.io")
def command(
    context: typer.Context,
    contact: Annotated[str, typer.Argument(metavar="ID|EMAIL", help="An unknown e-mail is added first.")],
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask the provider whatever is remembered.")] = False,
    is_dry: Annotated[bool, typer.Option("--dry-run", help="Only say what would be asked.")] = False,
) -> None:
    """Fill a contact: 10 fields, none of them over what a person wrote."""
    enrich(context, "contact", contact, is_refresh=refresh, is_dry=is_dry)
