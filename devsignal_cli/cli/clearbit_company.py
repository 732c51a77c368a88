"""`clearbit enrich company`: one company."""

from typing import Annotated

import typer

from devsignal_cli.cli.enrich_single import enrich
from devsignal_cli.cli.group import Command

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal clearbit enrich company acme.io")
def command(
    context: typer.Context,
    company: Annotated[str, typer.Argument(metavar="ID|DOMAIN", help="An unknown domain is added first.")],
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask the provider whatever is remembered.")] = False,
    is_dry: Annotated[bool, typer.Option("--dry-run", help="Only say what would be asked.")] = False,
) -> None:
    """Fill a company: 16 fields, none of them over what a person wrote."""
    enrich(context, "company", company, is_refresh=refresh, is_dry=is_dry)
