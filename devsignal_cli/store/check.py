"""Looks a database and what lies around it over, as far as a damaged one can be asked."""

import re
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from devsignal_cli.errors import DamagedError, DevsignalError
from devsignal_cli.results.database import DatabaseCheck, Problem
from devsignal_cli.store import blueprint, check_files, check_rows, emptied, lock, text_index, value_kinds
from devsignal_cli.store.check_files import Surroundings
from devsignal_cli.store.db import Database, Session, reading, said
from devsignal_cli.store.migrate import HEAD, SCRIPTS, VERSIONS, schema_version

_PAGE = "SELECT rowid AS place, * FROM raw_answer WHERE rowid > :after ORDER BY rowid LIMIT 500"
_MOST = 20
_RESTORE = "Restore a backup: devsignal db restore FILE"
_INDEX = re.compile(r"index (\w+)$")


def check(path: Path, around: Surroundings, now: int) -> DatabaseCheck:
    """Everything that is wrong with a database, in words."""
    version, problems = _version(path)
    if version is not None:
        problems += _inside(path, version, around, now)
    problems += check_files.modes(path, around)
    problems += _emptied(path, around)
    backups = sorted(str(copy) for copy in around.backups.glob("*.db"))
    if not path.exists() and backups:
        problems.append(Problem("integrity", f"There is no database at {path}, but there are backups.", _RESTORE))
    return DatabaseCheck(str(path), version, size(path), tuple(problems), backups=tuple(backups) if problems else ())


def repair(path: Path, around: Surroundings, found: DatabaseCheck) -> tuple[str, ...]:
    """Put right what can be without losing anything: file modes, and indexes that differ from their tables.

    Raises:
        LockedError: another command is at work on the database.
        CannotWriteError: a file's mode cannot be changed.
    """
    done = []
    for open_path in check_files.open_to_others(path, around):
        check_files.close(open_path)
        done.append(f"{open_path} is closed to others.")
    names = {
        named[1] for p in found.problems if p.area == "integrity" and (named := _INDEX.search(p.message.rstrip(".")))
    }
    for name in sorted(names):
        with lock.alone(path.parent / "locks"), closing(sqlite3.connect(path, isolation_level=None)) as connection:
            try:
                connection.execute(f'REINDEX "{name}"')
            except sqlite3.Error:  # its table is damaged too: the next look says so
                continue
        done.append(f"The index {name} was built anew from its table.")
    if any(p.area == "integrity" and "signal_text" in p.message for p in found.problems) and _text_rebuilt(path):
        done.append("The full-text index was built anew from the posts.")
    return tuple(done)


def _text_rebuilt(path: Path) -> bool:
    """Build the full-text index anew; False if the posts themselves are damaged: the next look says so."""
    try:
        with lock.alone(path.parent / "locks"), Database(path).write() as session:
            text_index.rebuild(session)
    except DamagedError:
        return False
    return True


def size(path: Path) -> int:
    """The size of a file in bytes; 0 if there is none."""
    return path.stat().st_size if path.exists() else 0


def _version(path: Path) -> tuple[str | None, list[Problem]]:
    try:
        version = schema_version(path)
    except DevsignalError as error:
        return None, [Problem("integrity", error.message, error.hint)]
    if version is not None and version not in VERSIONS:
        told = f"{path} has schema {version}, made by a newer devsignal; this one knows up to {HEAD}."
        return None, [Problem("schema", told, "Install the newer version again: pip install --upgrade devsignal")]
    return version, []


def _emptied(path: Path, around: Surroundings) -> list[Problem]:
    try:
        emptied.refuse(path, around.backups)
    except DevsignalError as error:
        return [Problem("integrity", error.message, error.hint)]
    return []


def _inside(path: Path, version: str, around: Surroundings, now: int) -> list[Problem]:
    """What is wrong inside; a question that a damaged page stops keeps no other from being asked."""
    questions: list[tuple[str, Callable[[Session], Iterable[Problem]]]] = [
        ("The integrity", _integrity),
        ("Values", _values),
        ("References", _references),
        ("The schema", lambda session: _schema(session, version)),
        ("Raw answers", _raw),
        ("The secret key", lambda session: check_files.key(session, around.key)),
    ]
    if version == HEAD:
        questions += [
            ("Orphans", check_rows.orphans),
            ("Counters", lambda session: check_rows.counters(session, now)),
            ("The full-text index", lambda _: _text_index(path)),
        ]
    try:
        with closing(reading(path)) as connection:
            connection.execute("BEGIN")
            session = Session(connection)
            return [problem for what, ask in questions for problem in _asked(what, ask, session)]
    except sqlite3.Error as error:
        raise said(error, path) from error


def _asked(what: str, ask: Callable[[Session], Iterable[Problem]], session: Session) -> list[Problem]:
    found: list[Problem] = []
    try:
        for problem in ask(session):
            if len(found) == _MOST:
                found.append(Problem(problem.area, f"{what}: there are more problems than these.", _RESTORE))
                break
            found.append(problem)
    except sqlite3.Error as error:
        found.append(Problem("integrity", f"{what} cannot be looked over to the end: {error}.", _RESTORE))
    return found


def _integrity(session: Session) -> Iterator[Problem]:
    found = [row[0] for row in session.rows(f"PRAGMA integrity_check({_MOST})")]
    for line in found if found != ["ok"] else []:
        hint = "devsignal db check --repair" if _INDEX.search(line) else _RESTORE
        yield Problem("integrity", line, hint)


def _values(session: Session) -> Iterator[Problem]:
    for told in value_kinds.odd(session):
        yield Problem("integrity", f"{told}.", _RESTORE)


def _text_index(path: Path) -> Iterator[Problem]:
    if not text_index.is_whole(path):
        told = "The full-text index says another thing than the posts (signal_text)."
        yield Problem("integrity", told, "devsignal db check --repair")


def _references(session: Session) -> Iterator[Problem]:
    for row in session.rows("PRAGMA foreign_key_check"):
        told = f"Row {row['rowid']} of {row['table']} refers to a missing row of {row['parent']}."
        yield Problem("references", told, _RESTORE)


def _schema(session: Session, version: str) -> Iterator[Problem]:
    there, wanted = blueprint.structure(session.connection), blueprint.expected(SCRIPTS, version)
    for name in sorted(there.keys() | wanted.keys()):
        if name not in there:
            yield Problem("schema", f"The {name} is missing.", _RESTORE)
        elif name in wanted and there[name] != wanted[name]:
            yield Problem("schema", f"The {name} is another than schema {version} has.", _RESTORE)


def _raw(session: Session) -> Iterator[Problem]:
    after = -1
    while rows := session.rows(_PAGE, {"after": after}):
        for row in rows:
            if not _is_whole(row["body"], row["crc"]):
                told = f"The raw {row['kind']} {row['object_id']} is damaged."
                yield Problem(
                    "raw", told, "What was read of it stays; only what the service sent is lost. A backup may have it."
                )
        after = rows[-1]["place"]


def _is_whole(body: bytes, crc: int) -> bool:
    try:
        return zlib.crc32(zlib.decompress(body)) == crc
    except (TypeError, zlib.error):  # it is no blob any more
        return False
