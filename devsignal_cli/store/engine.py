"""SQLAlchemy's view of the file, for migrations and the records that people edit one by one."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from devsignal_cli.errors import DamagedError
from devsignal_cli.store.db import connect, said


def engine_of(path: Path) -> Engine:
    """An engine on the file, with the same pragmas and the same way to begin as the plain connections."""
    engine = create_engine("sqlite://", creator=lambda: connect(path))
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def editing(path: Path) -> Iterator[Session]:
    """A SQLModel session whose changes are stored all together at its end, or not at all if it raises."""
    with _engine(path) as engine, Session(engine) as session:
        yield session
        session.commit()


@contextmanager
def migrating(path: Path) -> Iterator[Connection]:
    """A transaction for alembic, stored whole at its end, or not at all if it raises.

    A table that is made anew is gone for a moment, so references are looked over at the end and not at each step.

    Raises:
        DamagedError: a row refers to one that is missing.
    """
    with _engine(path) as engine, engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")  # within a transaction it does nothing
        with connection.begin():
            yield connection
            if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise DamagedError(
                    f"A row of {broken[0]} in {path} refers to one that is missing; nothing was upgraded.",
                    "`devsignal db check` names all of them; `devsignal db restore FILE` puts a backup in its place.",
                )


@contextmanager
def _engine(path: Path) -> Iterator[Engine]:
    """An engine for the time of the block; SQLite's errors come out in words for people."""
    engine = engine_of(path)
    try:
        yield engine
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise said(error.orig, path) from error
        raise
    finally:
        engine.dispose()


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
