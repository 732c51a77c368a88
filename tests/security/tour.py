"""A walk through every command of the program over two hostile organizations; what was said, reached and written."""

import itertools
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devsignal_cli.simulator.server import Simulator
from tests.security import hostile
from tests.security.calls import calls
from tests.security.scene import Org, connect, fill, served
from tests.security.shell import Shell, shell
from tests.support import Ran

OURS, THEIRS = "aardvark", "zebrafish"
PARTS = (*hostile.TERMINAL, hostile.MARKUP)


@dataclass(frozen=True)
class Step:
    """A command as it was called, and how it ended."""

    command: str
    arguments: tuple[str, ...]
    ran: Ran

    @property
    def is_json(self) -> bool:
        return "--json" in self.arguments


@dataclass
class Tour:
    """What became of a walk; `home` may still be looked at."""

    home: Path
    x: Simulator
    theirs_before: list[tuple[Any, ...]] = field(default_factory=list)
    theirs_after: list[tuple[Any, ...]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)
    reached: list[Any] = field(default_factory=list)

    @property
    def log(self) -> Path:
        return self.home / "logs" / "devsignal.log"

    @property
    def secrets(self) -> tuple[str, str]:
        return self.x.token, self.x.key


def told(step: Step) -> str:
    return step.ran.out + step.ran.err


def orgs(folder: Path) -> tuple[Org, Org]:
    """Ours and theirs; each has a word of its own in whatever it says."""
    return (_org("ours", "acme", 11, OURS, folder), _org("theirs", "globex", 22, THEIRS, folder))


def walk(shell: Shell, org: Org, steps: list[Step], forms: Sequence[str] = ("--json", "--verbose")) -> None:
    """Call every command, as JSON and for people."""
    for command, arguments in calls(org):
        for form in forms:
            whole = (*command.split(" "), *arguments, form, "--org", org.name)
            steps.append(Step(command, whole, shell(*whole)))


def toured(folder: Path) -> Tour:
    """A whole tour under umask 000, with every log record noted."""
    ours, theirs = orgs(folder)
    home = folder / "above" / "home"
    (folder / "above").mkdir()
    with served(ours, theirs) as x, shell(home) as run, _logging() as logged, _open_umask():
        tour = Tour(home, x, logged=logged)
        run.set({"DEVSIGNAL_LOG": str(tour.log)})
        for org in (ours, theirs):
            connect(run, x, org)
            fill(run, org)
        tour.theirs_before = rows_of(home, theirs.name)
        walk(run, ours, tour.steps)
        tour.theirs_after = rows_of(home, theirs.name)
        tour.reached = run.reached
        return tour


def rows_of(home: Path, org: str) -> list[tuple[Any, ...]]:
    """Every row of every table that belongs to an organization."""
    import sqlite3  # noqa: PLC0415 - a look from outside

    with sqlite3.connect(home / "devsignal.db") as connection:
        found = connection.execute("SELECT id FROM organization WHERE name = ?", (org,)).fetchone()[0]
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows: list[tuple[Any, ...]] = []
        for table in sorted(tables):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            if "organization_id" in columns:
                asked = f"SELECT * FROM {table} WHERE organization_id = ?"
                rows += [(table, *row) for row in connection.execute(asked, (found,))]
        return rows


def _org(name: str, keyword: str, author_id: int, word: str, folder: Path) -> Org:
    parts = itertools.cycle(PARTS)
    return Org(name, keyword, author_id, lambda: f"{word} {next(parts)}", folder)


@contextmanager
def _open_umask() -> Iterator[None]:
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def _logging() -> Iterator[list[str]]:
    """Every record of every library at DEBUG."""
    noted: list[str] = []
    root = logging.getLogger()

    class Note(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            noted.append(f"{record.name} {record.getMessage()}")

    handler, level = Note(logging.DEBUG), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield noted
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
