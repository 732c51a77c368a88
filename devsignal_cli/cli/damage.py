"""Tells a defect of ours from a database that is damaged in a way that SQLite itself does not notice."""

from devsignal_cli.config import load
from devsignal_cli.errors import DamagedError, DevsignalError
from devsignal_cli.store import value_kinds
from devsignal_cli.store.db import Database


def behind() -> DevsignalError | None:
    """The damage of the database because of which a command may have failed, if there is one; reading only."""
    try:
        database = load().database
        if not database.exists():
            return None
        with Database(database).read() as session:
            whole = session.value("PRAGMA integrity_check(1)")
            found = next(value_kinds.odd(session), None if whole == "ok" else str(whole))
    except DamagedError as damaged:
        return damaged
    except Exception:  # noqa: BLE001 - then it is told as the defect that it is
        return None
    if found is None:
        return None
    return DamagedError(
        f"{database} is damaged: {found}.",
        "`devsignal db check` looks closer; `devsignal db restore FILE` puts a backup in its place.",
    )
