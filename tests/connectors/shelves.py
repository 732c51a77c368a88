"""A cache folder for tests: who looks at it from outside, who tampers with it, who holds it locked."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from devsignal_cli.connectors.cache import AnswerCache

ACCOUNT = "hunter:3f2a"
KEY = "hunter:person:jo@acme.io"
BODY = b'{"name": "Acme"}'


class Shop:
    """A cache, its folder, and what it told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[str] = []
        self.cache = AnswerCache(folder, self.told.append)

    @property
    def database(self) -> Path:
        return self.folder / "cache.db"

    def get(self) -> bytes | None:
        return self.cache.get(ACCOUNT, KEY)

    def set(self, body: bytes = BODY) -> None:
        self.cache.set(ACCOUNT, KEY, body)

    def sql(self, statement: str, *values: Any) -> list[Any]:
        """Speak to the file as anybody could."""
        with closing(sqlite3.connect(self.database, isolation_level=None)) as connection:
            return connection.execute(statement, values).fetchall()

    def tamper(self, **columns: Any) -> None:
        """Change columns of the one row."""
        for name, value in columns.items():
            self.sql(f"UPDATE Cache SET {name} = ?", value)


@contextmanager
def shop(folder: Path) -> Iterator[Shop]:
    found = Shop(folder)
    try:
        yield found
    finally:
        found.cache.close()


@contextmanager
def held(database: Path, *statements: str) -> Iterator[sqlite3.Connection]:
    """Somebody else's connection in the middle of something."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement).fetchone()
        yield connection


CHILD = """
import json, sys
from pathlib import Path
from devsignal_cli.connectors.cache import AnswerCache
told = []
cache = AnswerCache(Path(sys.argv[1]), told.append)
for number in range(60):
    cache.set("a", f"{sys.argv[2]}{number}", b'{"by": "%s"}' % sys.argv[2].encode())
found = [cache.get("a", f"{sys.argv[2]}{number}") is not None for number in range(60)]
cache.close()
print(json.dumps([sum(found), told]))
"""


def children(folder: Path, *names: str) -> list[list[Any]]:
    """What other processes kept and found, all at the same time."""
    started = [
        subprocess.Popen([sys.executable, "-c", CHILD, str(folder), name], stdout=subprocess.PIPE) for name in names
    ]
    return [json.loads(child.communicate()[0]) for child in started]
