"""Random SIGKILLs on one database that grows; another one is begun when it has become slow."""

import tempfile
from pathlib import Path
from random import Random

from benchmarks.soak.figures import Figures
from tests.faults.growing import Growing
from tests.faults.invariants import harm
from tests.faults.program import Program
from tests.faults.stage import made_ready

STEPS_A_LOOK = 50
KILLS_A_DATABASE = 2_500


def kill_at_random(figures: Figures, shim: Path, folder: Path, kills: int, until_minutes: float, seed: int) -> None:
    """At least so many kills, and on until the time is up; everything is looked at after each fifty commands."""
    random, done = Random(seed), 0
    while done < kills or figures.minutes < until_minutes:
        most = KILLS_A_DATABASE if figures.minutes < until_minutes else min(KILLS_A_DATABASE, kills - done)
        done += _one_database(figures, shim, folder, random, most, until_minutes if done >= kills else None)


def _one_database(
    figures: Figures, shim: Path, folder: Path, random: Random, most: int, until_minutes: float | None
) -> int:
    with (
        tempfile.TemporaryDirectory(dir=folder) as own,
        Program(shim, Path(own)) as program,
        made_ready(Path(own), program).stage(Path(own), balance_usd=100_000) as stage,
    ):
        grown, killed = Growing(stage, Path(own), random), 0
        while killed < most and (until_minutes is None or figures.minutes < until_minutes):
            before = grown.runs
            with figures.checked("random kills", lambda: harm(stage, grown.posts(), grown.firms)):
                for _ in range(STEPS_A_LOOK):
                    grown.step()
                grown.settle()
            more = sum(grown.kills.values()) - killed
            killed += more
            figures.add(runs=grown.runs - before, kills=more)
        size = (stage.home / "devsignal.db").stat().st_size // 1024
        print(f"random kills: {grown.kills}, {len(grown.posts()):,} posts, {len(grown.firms):,} firms, {size:,} KiB")
        return killed
