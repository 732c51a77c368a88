"""`db path`, `db upgrade`, `db check`: where the database is, its schema, its health."""

from typing import Annotated

import typer

from devsignal_cli.cli.db_wiring import surroundings
from devsignal_cli.cli.group import Command, output_of
from devsignal_cli.cli.wiring import now, open_workspace
from devsignal_cli.config import Settings, load
from devsignal_cli.errors import DamagedError
from devsignal_cli.results.database import DatabaseCheck, DatabasePath
from devsignal_cli.results.lists import Done
from devsignal_cli.store import check as store_check
from devsignal_cli.store import lock, migrate

path_app = typer.Typer(add_completion=False)
upgrade_app = typer.Typer(add_completion=False)
check_app = typer.Typer(add_completion=False)


@path_app.command(cls=Command)
def path(context: typer.Context) -> None:
    """Where the database lies. Automatic backups lie in the folder `backups` of the home folder."""
    settings = load()
    found = DatabasePath(str(settings.database), store_check.size(settings.database))
    output_of(context).show_line(found, found.path)


@upgrade_app.command(cls=Command)
def upgrade(context: typer.Context) -> None:
    """Bring the database to this version's schema; an old one is backed up first. Every command does it by itself."""
    workspace = open_workspace(context)
    message = f"{workspace.settings.database} has schema {migrate.HEAD}, this version's."
    workspace.output.show(Done("", False, message))


@check_app.command(cls=Command, epilog="devsignal db check --json")
def check(
    context: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help="Put file modes and damaged indexes right.")] = False,
) -> None:
    """Look over integrity, references, schema, orphans, figures, raw answers, the secret key and file modes.

    It changes nothing, does not upgrade, and tells of a damaged database as much as it can. Exit code 65: problems.
    """
    settings, output = load(), output_of(context)
    found = _look(settings)
    if repair and found.problems:
        around = surroundings(settings)
        done = store_check.repair(settings.database, around, found)
        after = _look(settings)
        found = DatabaseCheck(after.path, after.schema, after.size_bytes, after.problems, done, after.backups)
    output.show(found)
    if found.problems:
        number = len(found.problems)
        what = "a problem" if number == 1 else f"{number} problems"
        raise DamagedError(f"The database has {what}.", f"Backups lie in {settings.backups}: devsignal db restore FILE")


def _look(settings: Settings) -> DatabaseCheck:
    if not settings.database.parent.is_dir():
        return DatabaseCheck(str(settings.database), None, 0, ())
    with lock.shared(settings.locks):
        return store_check.check(settings.database, surroundings(settings), now())
