"""Eight processes that sync at once, fifty times each: of one organization, and each of its own."""

import tempfile
from pathlib import Path

from benchmarks.soak.figures import Figures
from tests.faults.crowd import are_whole, at_once, is_refused_by_lock, organizations, servers
from tests.faults.invariants import harm, sync_is_whole
from tests.faults.program import Program
from tests.faults.stage import Stage, made_ready

PROCESSES, ROUNDS = 8, 50


def crowd(figures: Figures, folder: Path) -> None:
    """Both crowds."""
    for name, act in (("one organization", _same), ("different organizations", _different)):
        with (
            tempfile.TemporaryDirectory(dir=folder) as own,
            Program(None, Path(own)) as program,
            servers(PROCESSES, Path(own)) as programs,
            made_ready(Path(own), program, domains=[]).stage(Path(own), balance_usd=1_000) as stage,
        ):
            told = ""
            with figures.checked(name, lambda stage=stage: harm(stage, stage.x.world.matching("acme"), [])):
                told = act(stage, programs)
            figures.add(runs=len(stage.said))
            print(f"{PROCESSES} processes x {ROUNDS} syncs of {name}: {told}", flush=True)


def _same(stage: Stage, programs: list[Program]) -> str:
    ended = [ran for each in at_once(stage, programs, ["default"] * PROCESSES, ROUNDS) for ran in each]
    ran = [each for each in ended if each.code == 0]
    assert all(is_refused_by_lock(each) for each in ended if each.code != 0)
    assert stage.sql("SELECT count(*), count(status) FROM run WHERE kind = 'sync'") == [(len(ran), len(ran))]
    stage.page = None
    sync_is_whole(stage, faults=0)
    return f"{len(ran)} ran, {len(ended) - len(ran)} made way"


def _different(stage: Stage, programs: list[Program]) -> str:
    orgs = organizations(stage, PROCESSES)
    ended = at_once(stage, programs, orgs, ROUNDS)
    assert {ran.err for each in ended for ran in each if ran.code} == set()
    are_whole(stage, orgs, PROCESSES * ROUNDS)
    return f"{sum(len(each) for each in ended)} ran, none failed"
