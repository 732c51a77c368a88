"""Several syncs at once: of one organization one runs and the others make way; different ones never meet (F14)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.crowd import SEARCH, are_whole, at_once, is_refused_by_lock, organizations, servers
from tests.faults.invariants import sync_is_whole
from tests.faults.program import Program
from tests.faults.stage import made_ready

PROCESSES, ROUNDS = 4, 5


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Program]]:
    with servers(PROCESSES, tmp_path_factory.mktemp("servers")) as started:
        yield started


def test_f14_syncs_of_one_organization_make_way_for_each_other(
    program: Program, programs: list[Program], folder: Path
) -> None:
    with made_ready(folder, program).stage(folder) as stage:
        stage.x.faults.add({"path": SEARCH, "kind": "slow", "seconds": 0.1, "times": 0})
        ended = [ran for each in at_once(stage, programs, ["default"] * PROCESSES, ROUNDS) for ran in each]
        ran = [each for each in ended if each.code == 0]
        assert ran
        assert all(is_refused_by_lock(each) for each in ended if each not in ran)
        assert len(ran) < len(ended)  # they did meet
        assert stage.sql("SELECT count(*), count(status) FROM run WHERE kind = 'sync'") == [(len(ran), len(ran))]
        sync_is_whole(stage, faults=0)


def test_f14_syncs_of_different_organizations_all_succeed(
    program: Program, programs: list[Program], folder: Path
) -> None:
    with made_ready(folder, program).stage(folder) as stage:
        orgs = organizations(stage, PROCESSES)
        ended = at_once(stage, programs, orgs, ROUNDS)
        assert [[ran.code for ran in each] for each in ended] == [[0] * ROUNDS] * PROCESSES
        are_whole(stage, orgs, PROCESSES * ROUNDS)
