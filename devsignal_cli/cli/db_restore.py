"""`db restore`: a copy takes the database's place, and the database of before is kept."""

from pathlib import Path
from typing import Annotated

import typer

from devsignal_cli.cli import db_wiring
from devsignal_cli.cli.group import Command, output_of
from devsignal_cli.cli.options import Yes
from devsignal_cli.cli.output import Output
from devsignal_cli.cli.wiring import make_home
from devsignal_cli.config import Settings, load
from devsignal_cli.errors import UsageError
from devsignal_cli.results.database import Restored
from devsignal_cli.store import check_files, key_record, lock, migrate, rekey, restore
from devsignal_cli.store.db import Database
from devsignal_cli.store.restore import Candidate
from devsignal_cli.store.secrets import Vault

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal db restore /media/usb/devsignal.db")
def command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `db backup` or an upgrade made.")],
    yes: Yes = False,
) -> None:
    """Put FILE in the database's place, looked over before; FILE stays, and so does the database of before.

    An older one is brought to this version's schema. No other command may be at work meanwhile (exit code 75).
    """
    settings, output = load(), output_of(context)
    make_home(settings)
    with lock.alone(settings.locks):  # told before a large file is copied
        vault = db_wiring.vault(settings)
    with restore.prepared(file, settings.database) as candidate:
        forgotten = 0 if vault is None else _carry_over(settings, candidate, vault)
        if not (yes or _is_wanted(output, settings, file, candidate)):
            output.show(_told(settings, file, candidate, None, 0, is_done=False))
            return
        kept = restore.swap(candidate, settings.database, settings.backups)
    done = _told(settings, file, candidate, kept, forgotten, is_done=True)
    output.show(done)
    if done.key:
        output.warn(done.key)
    if forgotten:
        people = f"{forgotten} {'person was' if forgotten == 1 else 'people were'}"
        output.warn(f"{people} forgotten since this copy was made. What it holds of them is back: forget them again.")


def _carry_over(settings: Settings, candidate: Candidate, vault: Vault) -> int:
    """Bring a copy's secrets under the present key; how many people were forgotten since it was made."""
    present, copy = Database(settings.database), Database(candidate.draft)
    rekey.carry_over(copy, vault)
    with present.read() as now, copy.read() as then:
        return key_record.forgotten_since(now, then)


def _told(
    settings: Settings, file: Path, candidate: Candidate, kept: Path | None, forgotten: int, *, is_done: bool
) -> Restored:
    is_old = candidate.schema != migrate.HEAD
    return Restored(
        is_done,
        str(settings.database),
        str(file),
        migrate.HEAD,
        candidate.rows,
        candidate.schema if is_old else None,
        str(kept) if kept else None,
        _key(settings) if is_done else None,
        forgotten,
    )


def _key(settings: Settings) -> str | None:
    """What is to be said of the restored database's secrets, if they cannot be read."""
    with Database(settings.database).read() as session:
        found = list(check_files.key(session, db_wiring.surroundings(settings).key))
    return f"{found[0].message} {found[0].hint}" if found else None


def _is_wanted(output: Output, settings: Settings, file: Path, candidate: Candidate) -> bool:
    what = f"{settings.database} with {file} ({candidate.rows} rows)"
    if not output.is_interactive():
        raise UsageError(f"This replaces {what}.", "Say --yes to do it; the database of before is kept.")
    return output.confirm(f"Replace {what}? The database of before is kept.")
