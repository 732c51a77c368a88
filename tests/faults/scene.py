"""A scene for one fault of a service: the program, a simulated X or provider, all that was said, and a whole end."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from devsignal_cli.cli import enrich_wiring, x_wiring
from devsignal_cli.simulator.server import Simulator
from devsignal_cli.simulator.wire import Incoming, Outgoing
from tests.connectors.replies import Naps
from tests.e2e.answerers import FAST, add, environment, firms, providers, world_of
from tests.faults.invariants import Watch
from tests.support import Cli, Ran, simulator

SEARCH, USERS = "/2/tweets/search/recent", "/2/users"
COMPANY = "/clearbit/v2/companies/find"
CODES = frozenset({0, 1, 2, 3, 4, 65, 74, 75, 78})  # the contract's, without those of signals
Change = Callable[[Incoming, Outgoing], Outgoing]


class Scene:
    """The program in front of a faulty service. Every run is looked at: its code, its words, its JSON, no secret."""

    def __init__(self, cli: Cli, x: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cli, self.x, self._monkeypatch = cli, x, monkeypatch
        self.naps = Naps()
        self.watch = Watch(cli.home, x, self._checked)
        for wiring in (x_wiring, enrich_wiring):
            monkeypatch.setattr(wiring, "sleep", self.naps)
        for name, url in ({"DEVSIGNAL_TWITTER_URL": x.url} | environment(x)).items():
            monkeypatch.setenv(name, url)

    def run(self, *arguments: str, stdin: str | bytes = "") -> Ran:
        """Run the program in this process."""
        return self.watch.run(*arguments, stdin=stdin)

    def child(self, *arguments: str) -> Ran:
        """Run the program in a process of its own."""
        ended = subprocess.run(
            [sys.executable, "-m", "devsignal_cli", *arguments],
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "DEVSIGNAL_HOME": str(self.cli.home)},
            capture_output=True,
            check=False,
            text=True,
            timeout=60,
        )
        ran = Ran(ended.returncode, ended.stdout, ended.stderr)
        self.watch.said.append(_seen(ran, self.x))
        return ran

    def connect(self, *keywords: str) -> None:
        """Connect the default organization to X."""
        self.cli.connect(self.x, *keywords)
        self.forget()

    def connect_provider(self, domains: Sequence[str], name: str = "clearbit") -> None:
        """Connect it to a provider of enrichment, with these companies to ask for."""
        ran = self.run("clearbit", "connect", "--provider", name, "--key-stdin", stdin=self.x.key + "\n")
        assert ran.code == 0, ran.err
        add(self.cli, domains)
        self.forget()

    def bulk(self, *options: str) -> Ran:
        """Enrich all that is due."""
        return self.run("clearbit", "enrich", "bulk", "all", *FAST, "--json", *options)

    def forget(self) -> None:
        """Begin to count requests and naps anew."""
        self.x.requests.clear()
        self.naps.taken.clear()

    def asked(self, path: str = SEARCH) -> int:
        """How many requests came to a path."""
        return sum(request.path == path for request in self.x.requests)

    def tamper(self, change: Change) -> None:
        """Let every answer of the services pass through `change`."""
        for door in (self.x._x_door, self.x._enrichment_door):
            answer = door.answer
            self._monkeypatch.setattr(door, "answer", lambda i, t, answer=answer: change(i, answer(i, t)))

    def heal(self) -> None:
        """No fault any more."""
        self.x.faults.clear()
        for door in (self.x._x_door, self.x._enrichment_door):
            self._monkeypatch.setattr(door, "answer", type(door).answer.__get__(door))

    def _checked(self, *arguments: str, stdin: str | bytes = "") -> Ran:
        return _seen(self.cli(*arguments, stdin=stdin), self.x)


def _seen(ran: Ran, x: Simulator) -> Ran:
    assert ran.code in CODES, (ran.code, ran.err)
    for sign in ("Traceback", "defect", x.token, x.key):
        assert sign not in ran.err + ran.out, ran
    if ran.out.startswith("{"):
        json.loads(ran.out)
    return ran


def on_x(cli: Cli, monkeypatch: pytest.MonkeyPatch, world: Any, **options: Any) -> Scene:
    """A scene with a connected X."""
    return Scene(cli, simulator(world, **options), monkeypatch)


def on_provider(cli: Cli, monkeypatch: pytest.MonkeyPatch, number: int) -> Scene:
    """A scene with so many firms at Clearbit and Hunter."""
    return Scene(cli, providers(world_of(firms(number)), enrichment_limit=0), monkeypatch)


def changed(path: str, change: Callable[[Any], Any], *, at: Sequence[int] = ()) -> Change:
    """A change of the JSON that comes from a path: of every answer, or of the n-th ones."""
    seen = 0

    def tampered(incoming: Incoming, answer: Outgoing) -> Outgoing:
        nonlocal seen
        if incoming.path != path:
            return answer
        seen += 1
        if at and seen not in at:
            return answer
        answer.payload = json.dumps(change(json.loads(answer.payload))).encode()
        return answer

    return tampered


def fault(path: str, kind: str | int, headers: Mapping[str, str] | None = None, **more: Any) -> dict[str, Any]:
    """An entry of a plan of faults: a kind of broken answer, or a status."""
    what = {"status": kind, "headers": dict(headers or {})} if isinstance(kind, int) else {"kind": kind}
    return {"path": path, **what, **more}
