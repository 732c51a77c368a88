"""A desk for payloads: one prepared home, put back before each example; a service that serves one body as it is."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

from devsignal_cli.simulator.wire import JSON_TYPE, Incoming, Outgoing
from tests.e2e.answerers import FAST, add_contacts
from tests.faults.scene import SEARCH, USERS, Scene, on_x
from tests.support import Cli, Ran, quiet_world

TIMES = int(os.environ.get("DEVSIGNAL_EXAMPLES", "1"))
POSTS = 4
COUNTS, USAGE, CREDITS = "/2/tweets/counts/recent", "/2/usage/tweets", "/2/usage/credits"
NO_LIMITS = dict.fromkeys((SEARCH, USERS, COUNTS, USAGE, CREDITS), 10**9)
FIRM, JO = "acme.dev", "jo@acme.dev"
SYNC = ("twitter", "sync")
BULK = ("clearbit", "enrich", "bulk", "all", *FAST)
SHAPES: dict[str, Any] = {}  # what each path answers when nothing is wrong; filled by the first example


def examples(number: int) -> Callable[[Any], Any]:
    """So many examples, the same ones each time; each is a whole command, so none is made smaller when it fails.

    `DEVSIGNAL_EXAMPLES=50` makes fifty times as many, other ones each time.
    """
    phases = (Phase.explicit, Phase.generate)
    return settings(max_examples=number * TIMES, phases=phases, derandomize=TIMES == 1, database=None)


class Desk:
    """A scene whose home is set back to how it was when the desk was made."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self.scene = scene
        self._kept = folder / "kept"
        shutil.copytree(scene.cli.home, self._kept)
        self.served = 0

    def again(self) -> None:
        """Everything as it was at first."""
        self.scene.heal()
        self.scene.forget()
        self.served = 0
        shutil.rmtree(self.scene.cli.home)
        shutil.copytree(self._kept, self.scene.cli.home)

    def serve(self, path: str, body: bytes, status: int = 200, *, times: int = 1) -> None:
        """Let a path answer with a body, the first `times` times (0: for ever)."""

        def change(incoming: Incoming, answer: Outgoing) -> Outgoing:
            if incoming.path != path or (times and self.served >= times):
                return answer
            self.served += 1
            return Outgoing(status, {"content-type": JSON_TYPE}, body)

        self.scene.tamper(change)

    def file(self, body: bytes, name: str = "archive.jsonl") -> str:
        """A file with a body."""
        path = self._kept.parent / name
        path.write_bytes(body)
        return str(path)

    def run(self, *arguments: str) -> Ran:
        """Run a command with --json: stdout is one document or nothing, and an error is the last line of stderr."""
        ran = self.scene.run(*arguments, "--json")
        assert not ran.out or isinstance(ran.json, dict)
        assert ran.code == 0 or ran.error["code"] != "defect", ran.err
        return ran

    def is_sound(self) -> None:
        """The database is whole: every row can be read, and refers to rows that are there."""
        sql = self.scene.cli.sql
        assert sql("PRAGMA integrity_check") == [("ok",)]
        assert sql("PRAGMA foreign_key_check") == []

    def answer_of(self, path: str, *arguments: str) -> Any:
        """What a service answers to a command at a path when nothing is wrong."""
        if path not in SHAPES:
            seen: list[bytes] = []

            def watch(incoming: Incoming, answer: Outgoing) -> Outgoing:
                if incoming.path == path:
                    seen.append(bytes(answer.payload))
                return answer

            self.scene.tamper(watch)
            assert self.run(*arguments).code in (0, 3)
            SHAPES[path] = json.loads(seen[0])
        return SHAPES[path]

    def quarantined(self) -> list[Any]:
        """What lies in quarantine, as values."""
        rows = self.scene.cli.sql("SELECT raw FROM quarantine")
        return [loaded(bytes(raw)) for (raw,) in rows]


@contextmanager
def opened(cli: Cli, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[Desk]:
    """A desk of a connected organization, with a firm and a person to ask for."""
    scene = on_x(cli, monkeypatch, quiet_world(POSTS, authors=2), enrichment_limit=0, limits=NO_LIMITS)
    scene.x.enrichment.world.add_company(FIRM)
    scene.x.enrichment.world.add_person(JO)
    with scene.x:
        scene.connect()
        scene.connect_provider([FIRM])
        add_contacts(cli, [JO])
        yield Desk(scene, folder)
        assert scene.x.errors == []


def loaded(body: bytes) -> Any:
    """A body as a value, numbers as they stand, half surrogate pairs as U+FFFD; None if it is no JSON to anybody."""
    try:
        read = json.loads(body.decode("utf-8", "replace"), parse_int=str, parse_float=str, parse_constant=str)
        return _storable(read)
    except (ValueError, RecursionError):
        return None


def _storable(value: Any) -> Any:
    if isinstance(value, dict):
        return {_storable(key): _storable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_storable(item) for item in value]
    return re.sub("[\ud800-\udfff]", "\ufffd", value) if isinstance(value, str) else value
