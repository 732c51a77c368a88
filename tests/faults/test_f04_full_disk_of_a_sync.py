"""A disk that is full or broken at some write of a sync, once or from then on: said in one line, and nothing is lost."""

from pathlib import Path

import pytest

from tests.faults.program import Fault, Faulted, Mode
from tests.faults.stage import SYNC, Ready, Stage, is_stored, is_synced
from tests.faults.sweep import swept
from tests.faults.words import is_refusal_to_write

FEWEST = 200


@pytest.mark.parametrize("is_sticky", [False, True], ids=["once", "from-then-on"])
@pytest.mark.parametrize("mode", ["enospc", "eio"])
def test_f04_a_sync_that_cannot_write_says_so_and_is_completed_later(
    mode: Mode, is_sticky: bool, ready: Ready, folder: Path
) -> None:
    def judge(stage: Stage, ran: Faulted) -> None:
        is_refusal_to_write(ran, stage.home)
        ready.is_intact(stage)
        (is_synced if ran.writes % 5 == 0 else is_stored)(stage, faults=1)

    found = swept(ready, folder, SYNC, lambda at: Fault(at, mode, is_sticky), judge, range(1, 2_000, 3))
    assert found >= FEWEST // 3
