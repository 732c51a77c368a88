"""A sync killed at every single write loses nothing and stores nothing twice (F01), also if its recovery is killed (F03)."""

from pathlib import Path

import pytest

from tests.faults.program import Fault, Faulted
from tests.faults.stage import SYNC, Ready, Stage, is_stored, is_synced
from tests.faults.sweep import swept

LANES, FEWEST = 6, 200  # writes of two pages and two look-ups of authors
KILLED = -9
MIDDLE_OF_THE_FIRST_PAGE = 110


@pytest.mark.parametrize("lane", range(LANES))
def test_f01_a_sync_killed_at_any_write_is_completed_by_the_next(lane: int, ready: Ready, folder: Path) -> None:
    def judge(stage: Stage, ran: Faulted) -> None:
        assert ran.code == KILLED
        ready.is_intact(stage)
        (is_synced if ran.writes % 5 == 0 else is_stored)(stage, faults=1)

    points = range(1 + lane, 2_000, LANES)
    assert swept(ready, folder, SYNC, Fault, judge, points) >= FEWEST // LANES


@pytest.mark.parametrize("lane", range(2))
def test_f03_a_sync_killed_while_it_recovers_from_a_kill_is_completed(lane: int, ready: Ready, folder: Path) -> None:
    """The first kill leaves half a transaction behind; the second one meets its rollback, or what follows."""
    for at in range(1 + 6 * lane, 2_000, 12):
        with ready.stage(folder) as stage:
            assert stage.faulted(*SYNC, fault=Fault(MIDDLE_OF_THE_FIRST_PAGE)).code == KILLED
            assert (stage.home / "devsignal.db-journal").stat().st_size
            again = stage.faulted(*SYNC, fault=Fault(at))
            if not again.fired:
                assert at > FEWEST
                return
            assert again.code == KILLED
            (is_synced if again.writes % 5 == 0 else is_stored)(stage, faults=2)
