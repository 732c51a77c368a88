"""`demo`: the real program, run step by step against a local simulator in a folder of its own."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from devsignal_cli.cli.group import Command, output_of
from devsignal_cli.cli.output import Output
from devsignal_cli.errors import CannotWriteError, DevsignalError
from devsignal_cli.results.lists import DemoRun
from devsignal_cli.simulator.server import Simulator

app = typer.Typer(add_completion=False)
AWAY_SECONDS = 8 * 3600
SEED, POSTS = 7, 420


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the demo; `secret` goes to its stdin."""

    title: str
    arguments: tuple[str, ...]
    secret: str = ""


@app.command(cls=Command)
def command(
    context: typer.Context,
    keep: Annotated[Path | None, typer.Option(file_okay=False, help="Keep the data in this folder.")] = None,
) -> None:
    """Connect, sync, wait, sync again, status, stats: all against a local simulator. No key, no network."""
    output = output_of(context)
    start_ms = int((time.time() - AWAY_SECONDS) * 1000)
    with _folder(keep) as home, Simulator.seeded(SEED, POSTS, start_ms) as x:
        first = _steps(x.token)
        done = [_run(output, x, home, step) for step in first]
        x.clock.advance(AWAY_SECONDS)
        done += [_run(output, x, home, step) for step in _later_steps()]
        if keep:  # its token is good for nothing: let no later sync carry it to the real X
            done.append(_run(output, x, home, Step("The simulated token is dropped", ("twitter", "disconnect"))))
    if output.shared.json:
        output.show(DemoRun(str(keep) if keep else None, tuple(done)))
    elif keep:
        output.note(f"Look around: DEVSIGNAL_HOME={keep} devsignal twitter status")
    output.note("Next, with your own product: devsignal twitter connect -k yourproduct")


def _steps(token: str) -> list[Step]:
    connect = ("twitter", "connect", "-k", "acme", "-k", "@acme", "-k", "acme.dev", "--own-account", "acme")
    return [
        Step("Connect: the token is checked at no cost and stored encrypted", (*connect, "--token-stdin"), token),
        Step("The first sync goes back six days", ("twitter", "sync", "--first-window", "6d")),
    ]


def _later_steps() -> list[Step]:
    return [
        Step("Eight hours later, as cron would: only what is new is read", ("twitter", "sync")),
        Step("How do people feel?", ("twitter", "status")),
        Step("And over time?", ("stats", "--days", "7")),
    ]


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="devsignal-demo-") as folder:
            yield Path(folder) / "home"
        return
    if keep.exists() and any(keep.iterdir()):
        raise CannotWriteError(f"{keep} is not empty.", "Take a new folder, so that nothing of yours is touched.")
    yield keep.absolute()


def _run(output: Output, x: Simulator, home: Path, step: Step) -> dict[str, Any]:
    shown = "devsignal " + " ".join(step.arguments)
    as_json = ("--json",) if output.shared.json else ("--quiet",) if output.shared.quiet else ()
    if not as_json:
        output.heading(step.title, shown)
    ended = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", "devsignal_cli", *step.arguments, *as_json],
        input=step.secret.encode(),
        stdout=subprocess.PIPE if output.shared.json else None,
        env=_environment(x, home),
        check=False,
    )
    if ended.returncode:
        raise DevsignalError(f"`{shown}` ended with {ended.returncode}.", "This is a defect; please report it.")
    return {"command": shown, "exit_code": 0, "result": json.loads(ended.stdout) if output.shared.json else None}


def _environment(x: Simulator, home: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("DEVSIGNAL_")}
    no_proxy = {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    return own | no_proxy | {"DEVSIGNAL_HOME": str(home), "DEVSIGNAL_TWITTER_URL": x.url}
