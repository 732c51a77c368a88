"""Eight processes that sync at once, fifty times each: of one organization, and each of its own."""

import tempfile
from pathlib import Path

from benchmarks.soak.figures import Figures
from tests.faults.crowd import at_once, is_refused_by_lock, organizations, servers
from tests.faults.invariants import harm, sync_is_whole, totals_are_true
from tests.faults.program import Program
from tests.faults.stage import SYNC, Stage, made_ready

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
    complete = "SELECT count(*) FROM run WHERE kind = 'sync' AND status = 'complete'"
    assert stage.sql(complete) == [(PROCESSES * ROUNDS,)]
    truth = stage.x.world.matching("acme")
    for org in orgs:
        assert stage.run(*SYNC, "--org", org).code == 0
        stored = "SELECT post_id FROM signal s JOIN organization o ON o.id = s.organization_id WHERE o.name = :org"
        assert sorted(row[0] for row in stage.sql(stored, org=org)) == truth
        totals_are_true(stage, org)
    return f"{sum(len(each) for each in ended)} ran, none failed"
