"""A disk that is full or broken at some write of a sync, once or from then on: said in one line, and nothing is lost."""

from pathlib import Path

import pytest

from tests.faults.program import Fault, Faulted, Mode
from tests.faults.stage import SYNC, Ready, Stage, is_stored, is_synced
from tests.faults.sweep import swept
from tests.faults.words import is_refusal_to_write

FEWEST, STEP = 200, 3


@pytest.mark.parametrize("mode", ["enospc", "eio"])
def test_f04_a_sync_that_cannot_write_says_so_and_is_completed_later(mode: Mode, ready: Ready, folder: Path) -> None:
    def fault(at: int) -> Fault:  # once and from then on by turns; the soak tries both everywhere
        return Fault(at, mode, is_sticky=(at // STEP % 2 == 0) == (mode == "eio"))

    def judge(stage: Stage, ran: Faulted) -> None:
        is_refusal_to_write(ran, stage.home)
        ready.is_intact(stage)
        (is_synced if ran.writes % 5 == 0 else is_stored)(stage, faults=1)

    found = swept(ready, folder, SYNC, fault, judge, range(1, 2_000, STEP))
    assert found >= FEWEST // STEP
