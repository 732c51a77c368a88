"""`demo`: the real program, run step by step against a local simulator in a folder of its own."""

import json
import os
import shlex
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

from devsignal_cli.cli.files import written
from devsignal_cli.cli.group import Command, output_of
from devsignal_cli.cli.output import Output
from devsignal_cli.errors import CannotWriteError, DevsignalError
from devsignal_cli.results.lists import DemoRun
from devsignal_cli.simulator.server import Simulator

app = typer.Typer(add_completion=False)
AWAY_SECONDS = 8 * 3600
SEED, POSTS = 7, 420
PEOPLE = "people.csv"


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
    """X and companies: connect, sync, status, stats, enrich; all against a local simulator. No key, no network."""
    output = output_of(context)
    start_ms = int((time.time() - AWAY_SECONDS) * 1000)
    with _folder(keep) as home, Simulator.seeded(SEED, POSTS, start_ms) as x:
        first = _steps(x.token)
        done = [_run(output, x, home, step) for step in first]
        x.clock.advance(AWAY_SECONDS)
        done += [_run(output, x, home, step) for step in _later_steps()]
        _write_people(x, home)
        done += [_run(output, x, home, step) for step in _enrichment_steps(x.key)]
        if keep:  # token and key are good for nothing: let no later run carry them to the real services
            done += [_run(output, x, home, step) for step in _last_steps()]
    if output.shared.json:
        output.show(DemoRun(str(keep) if keep else None, tuple(done)))
    elif keep:
        output.note(_look_around(keep))
    output.note("Next, with your own product: devsignal twitter connect -k yourproduct")


def _look_around(keep: Path) -> str:
    return f"Look around: DEVSIGNAL_HOME={shlex.quote(str(keep))} devsignal twitter status"


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


def _enrichment_steps(key: str) -> list[Step]:
    bulk = ("clearbit", "enrich", "bulk", "all", "--delay", "0", "--batch-delay", "0")
    return [
        Step("Contacts from a file: a work e-mail ties each to its company", ("contact", "import", PEOPLE)),
        Step("Connect Clearbit: the key is checked at no cost", ("clearbit", "connect", "--key-stdin"), key),
        Step("What do they look like? People and their companies in one call each", bulk),
        Step("How much is known now?", ("clearbit", "status")),
        Step("Who are they?", ("company", "list", "--limit", "8")),
    ]


def _last_steps() -> list[Step]:
    return [
        Step("The simulated token is dropped", ("twitter", "disconnect")),
        Step("The simulated key is dropped", ("clearbit", "disconnect", "--yes")),
    ]


def _write_people(x: Simulator, home: Path) -> None:
    """A list such as a person has: every third of those whom Clearbit knows, and two whom nobody knows."""
    known = list(x.enrichment.world.people)[::3]
    lines = ["E-Mail", *known, "jo.nobody@quietfirm.dev", "sam@gmail.com"]
    with written(home / PEOPLE) as file:
        file.write("\n".join(lines) + "\n")


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
    arguments = [str(home / PEOPLE) if argument == PEOPLE else argument for argument in step.arguments]
    ended = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", "devsignal_cli", *arguments, *as_json],
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
    urls = {
        "DEVSIGNAL_TWITTER_URL": x.url,
        "DEVSIGNAL_CLEARBIT_COMPANY_URL": x.clearbit_url,
        "DEVSIGNAL_CLEARBIT_PERSON_URL": x.clearbit_url,
    }
    return own | no_proxy | urls | {"DEVSIGNAL_HOME": str(home)}
