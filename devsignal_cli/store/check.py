"""Looks a database over: integrity, references, schema, raw answers, file modes."""

import zlib
from pathlib import Path

from devsignal_cli.results.lists import DatabaseCheck
from devsignal_cli.store.db import Database, Session
from devsignal_cli.store.migrate import schema_version

_PAGE = "SELECT rowid AS place, * FROM raw_answer WHERE rowid > :after ORDER BY rowid LIMIT 500"


def check(database: Database) -> DatabaseCheck:
    """Everything that is wrong with a database, in words; reading only."""
    with database.read() as session:
        problems = [*_integrity(session), *_references(session), *_raw(session)]
    mode = database.path.stat().st_mode & 0o777
    if mode & 0o077:
        problems.append(f"the file can be read by others (mode {mode:o}): chmod 600 {database.path}")
    return DatabaseCheck(str(database.path), schema_version(database.path), size(database.path), tuple(problems))


def size(path: Path) -> int:
    """The size of a file in bytes; 0 if there is none."""
    return path.stat().st_size if path.exists() else 0


def _integrity(session: Session) -> list[str]:
    found = [row[0] for row in session.rows("PRAGMA integrity_check(20)")]
    return [] if found == ["ok"] else [f"integrity: {line}" for line in found]


def _references(session: Session) -> list[str]:
    return [
        f"{row['table']} row {row['rowid']} refers to a missing row of {row['parent']}"
        for row in session.rows("PRAGMA foreign_key_check")
    ]


def _raw(session: Session) -> list[str]:
    problems, after = [], 0
    while rows := session.rows(_PAGE, {"after": after}):
        problems += [
            f"raw {row['kind']} {row['object_id']} is damaged" for row in rows if not _is_whole(row["body"], row["crc"])
        ]
        after = rows[-1]["place"]
    return problems


def _is_whole(body: bytes, crc: int) -> bool:
    try:
        return zlib.crc32(zlib.decompress(body)) == crc
    except zlib.error:
        return False
