"""A copy of the database for people to keep: consistent, looked over, and good to be restored."""

from contextlib import closing
from pathlib import Path

from devsignal_cli.errors import CannotWriteError, DamagedError, NotFoundError, UsageError
from devsignal_cli.results.database import BackedUp
from devsignal_cli.store import copying
from devsignal_cli.store.db import reading
from devsignal_cli.store.migrate import HEAD, VERSIONS, schema_version


def back_up(database: Path, target: Path, *, overwrite: bool) -> BackedUp:
    """Copy the database to a file (0600) while others go on with it.

    Raises:
        UsageError: the file is there already, or is the database itself.
        NotFoundError: there is no database.
        DamagedError: the database is damaged; no copy is left.
        CannotWriteError: there is no space, or no right to write; no copy is left.
    """
    try:
        _check_target(database, target, overwrite=overwrite)
    except (OSError, RuntimeError, ValueError) as error:  # too long, a link that leads to itself
        raise UsageError(f"{target} is no name for a file: {error}.", "Name another file.") from error
    version = schema_version(database)
    if version is None:
        raise NotFoundError(f"There is no database at {database} yet.", "The first command that stores makes one.")
    if version not in VERSIONS:
        raise DamagedError(
            f"{database} has schema {version}, made by a newer devsignal; this one knows up to {HEAD}.",
            "Install the newer version again: pip install --upgrade devsignal.",
        )
    with copying.drafted(target) as draft:
        copied = copying.copy_pages(database, draft)
        must_be_restorable(draft, database)
    return BackedUp(str(target), copied.size_bytes, version, copied.rows)


def must_be_restorable(copy: Path, source: Path) -> None:
    """Return if every row of a copy refers to rows that are there.

    Raises:
        DamagedError: one does not.
    """
    with closing(reading(copy)) as connection:
        if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise DamagedError(
                f"A row of {broken[0]} in {source} refers to one that is missing.", "`devsignal db check` names all."
            )


def _check_target(database: Path, target: Path, *, overwrite: bool) -> None:
    ours = [database, *(database.with_name(database.name + end) for end in copying.JOURNALS)]
    if target.resolve() in ours or (target.exists() and database.exists() and target.samefile(database)):
        raise UsageError(f"{target} is the database itself.", "Name another file.")
    if target.is_dir():
        raise UsageError(f"{target} is a folder.", f"Name a file in it: {target / 'devsignal-backup.db'}")
    if target.exists() and not target.is_file():
        raise UsageError(f"{target} is no file.", "Name a file; the copy takes the place of what is there.")
    if not target.parent.is_dir():
        raise CannotWriteError(f"There is no folder {target.parent}.", "Make it, or name a file in another folder.")
    if not overwrite and (target.exists() or target.is_symlink()):
        raise UsageError(f"{target} is there already.", "Name another file, or say --force to overwrite it.")
