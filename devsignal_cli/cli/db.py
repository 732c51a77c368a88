"""`db`: where the database is, its schema, its health."""

import typer

from devsignal_cli.cli.group import Command, Group, output_of
from devsignal_cli.cli.wiring import open_workspace
from devsignal_cli.config import load
from devsignal_cli.errors import DamagedError
from devsignal_cli.results.lists import DatabasePath, Done
from devsignal_cli.store import check as store_check
from devsignal_cli.store import migrate

app = typer.Typer(cls=Group, help="The database: where it is, its schema, its health.", add_completion=False,
                  no_args_is_help=True)  # fmt: skip


@app.command(cls=Command)
def path(context: typer.Context) -> None:
    """Where the database lies."""
    settings = load()
    found = DatabasePath(str(settings.database), store_check.size(settings.database))
    output_of(context).show_line(found, found.path)


@app.command(cls=Command)
def upgrade(context: typer.Context) -> None:
    """Bring the database to this version's schema; an old one is backed up first. Every command does it by itself."""
    workspace = open_workspace(context)
    message = f"{workspace.settings.database} has schema {migrate.HEAD}, this version's."
    workspace.output.show(Done("", False, message))


@app.command(cls=Command)
def check(context: typer.Context) -> None:
    """Look the whole database over: integrity, references, schema, file modes."""
    workspace = open_workspace(context)
    found = store_check.check(workspace.database)
    workspace.output.show(found)
    if found.problems:
        raise DamagedError(
            f"The database has {len(found.problems)} problems.", f"Copies lie in {workspace.settings.backups}."
        )
