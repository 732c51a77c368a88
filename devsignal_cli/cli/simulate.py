"""`simulate`: a local X in the foreground."""

import time
from pathlib import Path
from typing import Annotated, Any

import typer

from devsignal_cli.cli.group import Command, output_of
from devsignal_cli.errors import CannotWriteError, DamagedError, InterruptedRunError, UsageError
from devsignal_cli.serialize import to_json
from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.faults import load
from devsignal_cli.simulator.moments import parse_rfc3339
from devsignal_cli.simulator.server import Simulator, banner
from devsignal_cli.simulator.world import World

_EARLIEST_MS = 1_293_840_000_000  # 2011: ids of X carry their time since November 2010
app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal simulate --replay *.jsonl    serves recorded pages")
def command(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 0,
    seed: Annotated[int, typer.Option(help="Which invented world.")] = 1,
    posts: Annotated[int, typer.Option(min=0, help="Posts of the 6.5 days before the clock.")] = 500,
    clock: Annotated[str | None, typer.Option(metavar="RFC3339", help="Where its clock starts.")] = None,
    faults: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="JSON list or JSONL.")] = None,
    replay: Annotated[list[Path] | None, typer.Option(exists=True, dir_okay=False, help="Recorded pages.")] = None,
    more: Annotated[list[Path] | None, typer.Argument(exists=True, dir_okay=False, help="More of them.")] = None,
) -> None:
    """Serve an invented X on loopback: posts, authors, limits, bill and faults. POST /_sim/advance?seconds=N."""
    start_ms = _milliseconds(clock)
    plan = _faults(faults) if faults else ()
    pages = [*(replay or ()), *(more or ())]
    world = World() if pages else World.seeded(seed, posts, start_ms)
    try:
        simulator = Simulator(world, SimClock(start_ms, ticking=True), port=port, faults=plan, replay=pages)
    except OSError as error:
        raise CannotWriteError(f"Port {port} cannot be served: {error.strerror}.", "Take --port 0.") from error
    try:
        output_of(context).data(to_json(banner(simulator)))
        simulator.serve_forever()
    except InterruptedRunError as stopped:  # the usual end of a server: nothing to say
        raise typer.Exit(stopped.exit_code) from stopped
    finally:
        simulator.close()


def _milliseconds(text: str | None) -> int:
    try:
        start_ms = parse_rfc3339(text) if text else int(time.time() * 1000)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{text!r} is no RFC 3339 time.", "Write it as 2026-11-23T10:00:00Z.") from error
    if start_ms < _EARLIEST_MS:
        raise UsageError(f"X's ids of today begin after {text}.", "Take a year from 2011 on.")
    return start_ms


def _faults(path: Path) -> list[dict[str, Any]]:
    try:
        return load(path)
    except (ValueError, OSError) as error:
        raise DamagedError(
            f"{path} is no plan of faults: {error}.", "Write a list of faults, or one a line."
        ) from error
