"""`db backup`: a copy of the database, also while others run."""

from pathlib import Path
from typing import Annotated

import typer

from devsignal_cli.cli.db_wiring import surroundings
from devsignal_cli.cli.group import Command, output_of
from devsignal_cli.config import load
from devsignal_cli.errors import NotFoundError, UsageError
from devsignal_cli.store import backup, lock

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal db backup /media/usb/devsignal.db")
def command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes, with mode 0600.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite FILE if it is there.")] = False,
) -> None:
    """Copy the database to FILE, whole and looked over, also while a sync runs.

    The secret key is not in it: without the key nobody can read the stored tokens, you neither. Keep a copy elsewhere.
    """
    settings, output = load(), output_of(context)
    if not settings.database.exists():
        raise NotFoundError(f"There is no database at {settings.database} yet.", "`devsignal db path` tells the place.")
    key = surroundings(settings).key
    if any(file.absolute() == mine.absolute() or _is_same(file, mine) for mine in (key.path, key.next, key.old)):
        raise UsageError(f"{file} is the secret key.", "Name another file.")
    with lock.shared(settings.locks):
        made = backup.back_up(settings.database, file, overwrite=force)
    output.show(made)
    if key.is_there and not key.given:
        output.note(f"The secret key is not in it: {key.path}. Keep a copy of that in another place.")


def _is_same(file: Path, mine: Path) -> bool:
    try:
        return file.samefile(mine)
    except OSError:  # one of them is not there
        return False
