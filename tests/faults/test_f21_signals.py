"""A sync told to stop, or whose reader has gone, or whose lock's holder was killed (F21, F22): whole, and free at once."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.program import Program, Running
from tests.faults.stage import PAGE, SYNC, Ready, Stage, is_synced, staged, surroundings
from tests.faults.words import CANNOT_WRITE

SEARCH = "/2/tweets/search/recent"
SLOW_SECONDS = 60  # X answers the second page that late: nobody waits for it
SOON_SECONDS = 2
CODES = {signal.SIGTERM: 143, signal.SIGINT: 130, signal.SIGHUP: 129}


@contextmanager
def under_way(stage: Stage, *options: str) -> Iterator[Running]:
    """A sync that has stored its first page and waits for the second one."""
    stage.x.faults.add({"path": SEARCH, "at": 2, "kind": "slow", "seconds": SLOW_SECONDS})
    running = stage.server.start(*SYNC, *options, environment=surroundings(stage.home, stage.x), page=PAGE)
    until = time.monotonic() + SLOW_SECONDS
    while sum(request.path == SEARCH for request in stage.x.requests) < 2:
        assert time.monotonic() < until
        time.sleep(0.005)
    yield running


@pytest.mark.parametrize("number", CODES, ids=lambda number: number.name)
def test_f21_a_signal_stops_a_sync_within_two_seconds_and_frees_its_lock(
    number: signal.Signals, ready: Ready, folder: Path
) -> None:
    with ready.stage(folder) as stage:
        with under_way(stage, "--json") as running:
            began = time.monotonic()
            ran = running.ended_by(number)
            assert time.monotonic() - began < SOON_SECONDS
        stage.said.append(ran)
        assert ran.code == CODES[number]
        assert ran.error["code"] == "interrupted"
        assert (ran.json["status"], ran.json["signals_created"]) == ("partial", PAGE)
        assert ran.err.count("\n") == 1
        assert stage.sql("SELECT status FROM run WHERE kind = 'sync'") == [("partial",)]
        is_synced(stage, faults=1)  # at once: the lock is free


@pytest.mark.parametrize("options", [(), ("--json",)], ids=["words", "json"])
def test_f21_a_closed_pipe_ends_no_sync(options: tuple[str, ...], ready: Ready, folder: Path) -> None:
    with ready.stage(folder) as stage:
        ran = stage.run(*SYNC, *options, is_read=False)
        assert (ran.code, ran.err) == (0, "")
        assert stage.sql("SELECT status FROM run WHERE kind = 'sync'") == [("complete",)]
        is_synced(stage, faults=0)


def test_f22_the_lock_of_a_killed_run_is_gone_with_it(ready: Ready, folder: Path, second_program: Program) -> None:
    with ready.stage(folder) as stage:
        with under_way(stage) as running:
            held = staged(stage.home, stage.x, second_program).run(*SYNC, "--json")
            assert (held.code, held.error["code"]) == (75, "locked")
            assert running.ended_by(signal.SIGKILL).code == -9
        is_synced(stage, faults=1)


def test_f22_a_lock_file_left_behind_holds_up_nobody(ready: Ready, folder: Path) -> None:
    with ready.stage(folder) as stage:
        locks = stage.home / "locks"
        locks.mkdir(exist_ok=True)
        for service in ("twitter", "clearbit"):
            (locks / f"1-{service}.lock").write_text("4194304\n")  # a process that is no more
        is_synced(stage, faults=0)


def test_f22_a_folder_of_locks_that_cannot_be_made_is_said(ready: Ready, folder: Path) -> None:
    with ready.stage(folder) as stage:
        locks = stage.home / "locks"
        if locks.is_dir():
            for file in locks.iterdir():
                file.unlink()
            locks.rmdir()
        locks.write_text("")  # in place of a folder without permission, which root would not notice
        ran = stage.run(*SYNC)
        assert (ran.code, ran.out) == (CANNOT_WRITE, "")
        assert ran.err == f"error: The lock file in {locks} cannot be made: File exists. Make the folder writable.\n"
        assert stage.x.meter.posts == 0
        locks.unlink()
        is_synced(stage, faults=0)
