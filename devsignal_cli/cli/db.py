"""`db`: the table of its commands."""

import typer

from devsignal_cli.cli.group import LazyGroup, lazy

HERE = "devsignal_cli.cli"
COMMANDS = {
    "path": (f"{HERE}.db_look:path_app", "Where the database lies."),
    "upgrade": (f"{HERE}.db_look:upgrade_app", "Bring the database to this version's schema."),
    "check": (f"{HERE}.db_look:check_app", "Look the database over, and all that lies around it."),
    "backup": (f"{HERE}.db_backup", "Copy the database to a file, also while others run."),
    "restore": (f"{HERE}.db_restore", "Put a copy in the database's place."),
    "rekey": (f"{HERE}.db_rekey", "Make a new secret key."),
}
HELP = "The database: where it is, its health, copies of it, its secret key."
app = typer.Typer(cls=lazy(LazyGroup, COMMANDS), help=HELP, add_completion=False, no_args_is_help=True)


@app.callback()
def group() -> None:
    """The database: where it is, its health, copies of it, its secret key."""
