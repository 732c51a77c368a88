"""A disk that is full or broken at some write of an enrichment: said in one line, nothing lost, no call paid twice."""

from pathlib import Path

import pytest

from tests.faults.program import Fault, Faulted, Mode
from tests.faults.stage import BULK, SYNC, Ready, Stage, is_enriched, is_synced
from tests.faults.sweep import swept
from tests.faults.words import is_refusal_to_write

FEWEST, STEP = 120, 3


@pytest.mark.parametrize("mode", ["enospc", "eio"])
def test_f04_an_enrichment_that_cannot_write_says_so_and_is_completed_later(
    mode: Mode, ready: Ready, folder: Path
) -> None:
    def fault(at: int) -> Fault:  # once and from then on by turns; the soak tries both everywhere
        return Fault(at, mode, is_sticky=(at // STEP % 2 == 0) == (mode == "eio"))

    def judge(stage: Stage, ran: Faulted) -> None:
        is_refusal_to_write(ran, stage.home)
        ready.is_intact(stage)
        is_enriched(stage, repeated=0)

    found = swept(ready, folder, BULK, fault, judge, range(1, 2_000, STEP))
    assert found >= FEWEST // STEP


@pytest.mark.parametrize("mode", ["enospc", "eio"])
def test_f04_with_json_the_last_line_tells_the_code(mode: Mode, ready: Ready, folder: Path) -> None:
    with ready.stage(folder) as stage:
        ran = stage.faulted(*SYNC, "--json", fault=Fault(110, mode, is_sticky=True))
        assert (ran.code, ran.error["code"]) == (74, "cannot_write")
        assert ran.json["status"] == "partial"
        assert ran.err.count("\n") == 1
        is_synced(stage, faults=1)
