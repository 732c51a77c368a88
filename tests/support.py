"""What tests share: the program run in this process, a simulated X, and payloads in the shapes that X sends."""

import io
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from devsignal_cli.cli.main import run
from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.posts import SimAuthor
from devsignal_cli.simulator.server import Simulator
from devsignal_cli.simulator.world import World

NOW_MS = 1_795_000_000_000  # 2026-11-18 10:26:40 UTC
DAY_MS = 86_400_000


@dataclass(frozen=True)
class Ran:
    """How one command line ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, str]:
        last = self.err.rstrip("\n").rpartition("\n")[2]
        error: dict[str, str] = json.loads(last)["error"]
        return error


class Cli:
    """Runs `devsignal` in this process, in the test's own home."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = home
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    @property
    def database(self) -> Path:
        return self.home / "devsignal.db"

    def __call__(self, *arguments: str, stdin: str | bytes = "") -> Ran:
        typed = io.BytesIO(stdin.encode() if isinstance(stdin, str) else stdin)
        self._monkeypatch.setattr("sys.stdin", io.TextIOWrapper(typed, encoding="utf-8"))
        self._capsys.readouterr()
        code = run(list(arguments))
        said = self._capsys.readouterr()
        return Ran(code, said.out, said.err)

    def connect(self, x: Simulator, *keywords: str, org: str = "default") -> Ran:
        self._monkeypatch.setenv("DEVSIGNAL_TWITTER_URL", x.url)
        asked = [part for keyword in keywords or ("acme",) for part in ("-k", keyword)]
        ran = self("twitter", "connect", *asked, "--token-stdin", "--org", org, stdin=x.token + "\n")
        assert ran.code == 0, ran.err
        return ran

    def sql(self, question: str, **parameters: Any) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(question, parameters).fetchall()

    def stored(self, org: str = "default") -> list[int]:
        rows = self.sql(
            "SELECT post_id FROM signal s JOIN organization o ON o.id = s.organization_id WHERE o.name = :org", org=org
        )
        return sorted(row[0] for row in rows)


def author(number: int, **fields: Any) -> SimAuthor:
    return SimAuthor(**{"id": number, "username": f"user{number}", "name": f"User {number}", **fields})


def quiet_world(posts: int, *, every_ms: int = 60_000, authors: int = 7, text: str = "acme is number {}") -> World:
    """Posts one a minute back from now, by a few authors, all about acme."""
    world = World(authors=[author(number) for number in range(1, authors + 1)])
    for number in range(posts):
        at_ms = NOW_MS - 60_000 - (posts - number) * every_ms
        world.add(world.make(text.format(number), at_ms, author_id=1 + number % authors))
    return world


def simulator(world: World, **options: Any) -> Simulator:
    return Simulator(world, SimClock(NOW_MS), **options)
