"""`simulate`: a local X in the foreground."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from devsignal_cli.cli.group import Command, output_of
from devsignal_cli.errors import CannotWriteError, DamagedError, UsageError
from devsignal_cli.serialize import to_json
from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.server import Simulator, banner
from devsignal_cli.simulator.world import World

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal simulate --replay page1.jsonl --replay page2.jsonl.gz")
def command(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 0,
    seed: Annotated[int, typer.Option(help="Which invented world.")] = 1,
    posts: Annotated[int, typer.Option(min=0, help="Posts of the 6.5 days before the clock.")] = 500,
    clock: Annotated[str | None, typer.Option(metavar="RFC3339", help="Where its clock starts.")] = None,
    faults: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="JSON list or JSONL.")] = None,
    replay: Annotated[list[Path] | None, typer.Option(exists=True, dir_okay=False, help="Recorded pages.")] = None,
) -> None:
    """Serve an invented X on loopback: posts, authors, limits, bill and faults. POST /_sim/advance?seconds=N."""
    start_ms = _milliseconds(clock)
    plan = _faults(faults) if faults else ()
    world = World() if replay else World.seeded(seed, posts, start_ms)
    try:
        simulator = Simulator(world, SimClock(start_ms, ticking=True), port=port, faults=plan, replay=replay or ())
    except OSError as error:
        raise CannotWriteError(f"Port {port} cannot be served: {error.strerror}.", "Take --port 0.") from error
    try:
        output_of(context).data(to_json(banner(simulator)))
        simulator.serve_forever()
    finally:
        simulator.close()


def _milliseconds(text: str | None) -> int:
    try:
        moment = datetime.fromisoformat(text) if text else datetime.now().astimezone()
    except ValueError as error:
        raise UsageError(f"{text!r} is no RFC 3339 time.", "Write it as 2026-11-23T10:00:00Z.") from error
    return int(moment.timestamp() * 1000)


def _faults(path: Path) -> list[dict[str, Any]]:
    text = path.read_text(encoding="utf-8")
    try:
        found = (
            json.loads(text)
            if text.lstrip().startswith("[")
            else [json.loads(line) for line in text.split("\n") if line]
        )
    except ValueError as error:
        raise DamagedError(f"{path} is no JSON: {error}.", "Write a list of faults, or one fault a line.") from error
    return list(found)
