"""Every fault at every write of a short sync and a short enrichment, in lanes side by side."""

import os
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks.soak.figures import Figures
from tests.faults.invariants import harm
from tests.faults.program import Fault, Faulted, Mode, Program
from tests.faults.stage import BULK, FIRMS, SYNC, Ready, Stage, is_enriched, is_synced, made_ready
from tests.faults.sweep import swept
from tests.faults.words import is_refusal_to_write

LANES = os.cpu_count() or 1
COMMANDS = {"sync": SYNC, "bulk": BULK}
FAULTS: dict[str, tuple[Mode, bool]] = {
    "kill": ("kill", False),
    "ENOSPC once": ("enospc", False),
    "ENOSPC from then on": ("enospc", True),
    "EIO once": ("eio", False),
    "EIO from then on": ("eio", True),
}
SAFE_WAL = (3, 51, 3)
KILLED = -9


def sweep_all(figures: Figures, shim: Path, folder: Path) -> None:
    """Both commands, all faults, all points, in each journal mode in which this SQLite is safe."""
    for journal in journal_modes():
        with ThreadPoolExecutor(LANES) as pool:
            for counts in zip(*pool.map(partial(_lane, figures, shim, folder, journal), range(LANES)), strict=True):
                name, points = counts[0][0], sum(number for _, number in counts)
                print(f"{journal}  {name}: {points} points", flush=True)


def journal_modes() -> list[str]:
    """The modes to try: WAL only where SQLite has no defect in it that corrupts a database."""
    if sqlite3.sqlite_version_info >= SAFE_WAL:
        return ["DELETE", "WAL"]
    print(f"DELETE only: this SQLite is {sqlite3.sqlite_version}, and WAL is used from 3.51.3 on", flush=True)
    return ["DELETE"]


def _lane(figures: Figures, shim: Path, folder: Path, journal: str, lane: int) -> list[tuple[str, int]]:
    with tempfile.TemporaryDirectory(dir=folder) as own, Program(shim, Path(own), journal) as program:
        ready = made_ready(Path(own), program)
        return [
            (f"{name} {fault}", _sweep(figures, ready, Path(own), lane, name, mode, is_sticky=is_sticky))
            for name in COMMANDS
            for fault, (mode, is_sticky) in FAULTS.items()
        ]


def _sweep(figures: Figures, ready: Ready, folder: Path, lane: int, name: str, mode: Mode, *, is_sticky: bool) -> int:
    def judge(stage: Stage, ran: Faulted) -> None:
        what = f"{name} {mode} sticky={is_sticky} at write {ran.writes}"
        with figures.checked(what, lambda: _harm(stage, name)):
            _ended(ran, stage, mode)
            ready.is_intact(stage)
            is_synced(stage, faults=1) if name == "sync" else is_enriched(stage)
        figures.add(runs=len(stage.said), kills=int(ran.code == KILLED))

    return swept(
        ready,
        folder,
        COMMANDS[name],
        lambda at: Fault(at, mode, is_sticky),
        judge,
        range(1 + lane, 5_000, LANES),
    )


def _ended(ran: Faulted, stage: Stage, mode: Mode) -> None:
    if mode == "kill":
        assert ran.code == KILLED
    else:
        is_refusal_to_write(ran, stage.home)


def _harm(stage: Stage, name: str) -> tuple[int, int, int]:
    return harm(stage, stage.x.world.matching("acme") if name == "sync" else [], FIRMS if name == "bulk" else [])
