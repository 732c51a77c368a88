"""One database, killed at random moments again and again (F02): nothing lost, nothing twice, nothing corrupt."""

from pathlib import Path
from random import Random

from tests.faults.growing import Growing
from tests.faults.invariants import harm
from tests.faults.program import Program
from tests.faults.stage import made_ready

KILLS = 60
SEED = 7


def test_f02_sixty_random_kills_on_one_database_lose_nothing(program: Program, folder: Path) -> None:
    ready = made_ready(folder, program)
    with ready.stage(folder, balance_usd=1_000) as stage:
        grown = Growing(stage, folder, Random(SEED))
        while sum(grown.kills.values()) < KILLS:
            grown.step()
        grown.settle()
        assert harm(stage, grown.posts(), grown.firms) == (0, 0, 0)
        assert all(grown.kills.values())
