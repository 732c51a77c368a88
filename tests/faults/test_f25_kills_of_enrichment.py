"""An enrichment killed anywhere pays no call twice but the one whose answer it had not yet kept (F25)."""

from pathlib import Path

import pytest

from tests.faults.program import Fault, Faulted
from tests.faults.stage import BULK, FIRMS, Ready, Stage, is_enriched
from tests.faults.sweep import swept

LANES, FEWEST = 4, 120  # writes of three answers
KILLED = -9
HTTP, CACHE = "devsignal_cli.connectors.http:Http.get", "devsignal_cli.connectors.cache:AnswerCache"
BETWEEN = {  # point: how many calls may be repeated
    ("return", HTTP, 1): 1,
    ("return", HTTP, 3): 1,
    ("call", f"{CACHE}.set", 2): 1,
    ("return", f"{CACHE}.set", 1): 0,
    ("return", f"{CACHE}.set", 3): 0,
}


@pytest.mark.parametrize("lane", range(LANES))
def test_f25_an_enrichment_killed_at_any_write_asks_for_nothing_again(lane: int, ready: Ready, folder: Path) -> None:
    def judge(stage: Stage, ran: Faulted) -> None:
        assert ran.code == KILLED
        ready.is_intact(stage)
        is_enriched(stage, repeated=0)  # each answer was in the cache before the database was told

    points = range(1 + lane, 2_000, LANES)
    assert swept(ready, folder, BULK, Fault, judge, points) >= FEWEST // LANES


@pytest.mark.parametrize("point", BETWEEN, ids=lambda point: f"{point[0]}-{point[1].rpartition('.')[2]}-{point[2]}")
def test_f25_a_kill_between_answer_and_cache_repeats_one_call(
    point: tuple[str, str, int], ready: Ready, folder: Path
) -> None:
    with ready.stage(folder) as stage:
        assert stage.run(*BULK, kill_at=point).code == KILLED
        is_enriched(stage, repeated=BETWEEN[point])


def test_f25_an_enrichment_killed_after_each_answer_still_ends(ready: Ready, folder: Path) -> None:
    with ready.stage(folder) as stage:
        kills = 0
        while stage.run(*BULK, kill_at=("return", HTTP, 1)).code == KILLED:
            kills += 1
            assert kills <= len(FIRMS)  # an answer that nobody keeps would be asked for for ever
            stage.run(*BULK, "--limit", "1")
        is_enriched(stage, repeated=kills)
