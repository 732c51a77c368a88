"""Killed in the middle of a bulk run: what was paid for is stored, and at most what was under way is asked again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from devsignal_cli.connectors.enrichment import MOST_UNDER_WAY
from devsignal_cli.simulator.server import Simulator
from tests.e2e.answerers import FAST, add, by_outcome, connect, environment, firms, providers, world_of
from tests.support import Cli

pytestmark = pytest.mark.soak

UNKNOWN_EACH, PENDING_EACH, FAULT_EACH = 10, 20, 33
FAULT = {"path": "/clearbit", "status": 503, "headers": {"retry-after": "0"}, "body": "no"}
CLIENT = "devsignal_cli.connectors.enrichment:EnrichmentClient"
STORE = "devsignal_cli.store"
Point = tuple[str, str, int]
POINTS: list[Point] = [
    ("call", f"{CLIENT}.look_up_all", 1),
    ("return", "devsignal_cli.connectors.http:Http.get", 40),
    ("call", "devsignal_cli.connectors.cache:AnswerCache.set", 30),
    ("return", "devsignal_cli.connectors.cache:AnswerCache.set", 50),
    ("call", f"{STORE}.enrichment_store:EnrichmentStore.store", 45),
    ("return", f"{STORE}.enrichment_store:EnrichmentStore.store", 45),
    ("call", f"{STORE}.ledger:book_calls", 50),
    ("return", f"{STORE}.ledger:book_calls", 50),
    ("call", f"{STORE}.records:write", 40),
    ("return", f"{STORE}.records:write", 40),
]
AT_ONCE: list[Point] = [
    ("call", f"{STORE}.enrichment_store:EnrichmentStore.store", 60),
    ("return", f"{STORE}.enrichment_store:EnrichmentStore.store", 50),
    ("call", f"{STORE}.records:write", 40),
    ("call", f"{STORE}.enrichment_store:EnrichmentStore.store", 1),
    ("return", f"{STORE}.ledger:book_calls", 20),
]


def simulated(number: int) -> tuple[Simulator, list[str], list[str]]:
    """Firms of which each tenth is unknown and each twentieth pending; all of them, and the pending ones."""
    names = firms(number)
    world = world_of([name for at, name in enumerate(names) if at % UNKNOWN_EACH])
    pending = names[5::PENDING_EACH]
    for name in pending:
        world.make_pending(name, 10_000)
    return providers(world, enrichment_limit=0), names, pending


def begin(cli: Cli, x: Simulator, monkeypatch: pytest.MonkeyPatch, names: list[str]) -> None:
    assert connect(cli, x, monkeypatch).code == 0
    for at in range(FAULT_EACH, len(names), FAULT_EACH):
        x.faults.add(FAULT | {"at": at})
    add(cli, names)


def killed(x: Simulator, home: Path, point: Point, *options: str) -> None:
    event, where, number = point
    ended = subprocess.run(
        [sys.executable, "-m", "tests.e2e.kill_at", event, where, str(number), "clearbit", "enrich", "bulk", *options],
        cwd=Path(__file__).parents[2],
        env=os.environ | environment(x) | {"DEVSIGNAL_HOME": str(home)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == -9, ended.stderr


def billed_and_lost(cli: Cli, x: Simulator) -> int:
    """How many firms were billed without an outcome in the store: they were under way."""
    stored = {domain for (domain,) in cli.sql("SELECT domain FROM company WHERE outcome IS NOT NULL")}
    return len({name.rpartition(":")[2] for name in x.enrichment.meter.by_input} - stored)


def repeated(x: Simulator) -> int:
    """How many calls were billed again."""
    return sum(x.enrichment.meter.by_input.values()) - len(x.enrichment.meter.by_input)


def assert_whole(cli: Cli, x: Simulator, names: list[str], pending: list[str], *options: str) -> None:
    unknown = len(names[::UNKNOWN_EACH])
    ran = cli("clearbit", "enrich", "bulk", *options, "--json")
    assert (ran.code, ran.json["status"]) == (0, "complete"), ran.err
    found = len(names) - unknown - len(pending)
    assert by_outcome(cli) == {"found": found, "not_found": unknown, "pending": len(pending)}
    assert {name.rpartition(":")[2] for name in x.enrichment.meter.by_input} == set(names)
    told = "SELECT count(*) FROM (SELECT DISTINCT entity_id FROM field_provenance)"
    assert cli.sql(told) == [(found,)]
    assert cli("db", "check").code == 0


def assert_only_the_pending_are_left(cli: Cli, x: Simulator, pending: list[str], *options: str) -> None:
    sent = x.enrichment.meter.counted
    cli.sql("UPDATE company SET retry_at = 0 WHERE outcome = 'pending'")  # five minutes later
    ran = cli("clearbit", "enrich", "bulk", *options, "--json").json
    assert (ran["calls"], ran["pending"], x.enrichment.meter.counted - sent) == (len(pending),) * 3


@pytest.mark.soak
def test_a_thousand_companies_killed_twenty_times_are_each_billed_once(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator, names, pending = simulated(1_000)
    with simulator as x:
        begin(cli, x, monkeypatch, names)
        for kills, point in enumerate(POINTS * 2, 1):
            killed(x, cli.home, point, *FAST)
            assert billed_and_lost(cli, x) <= 1
            assert repeated(x) <= kills
        assert_whole(cli, x, names, pending, *FAST)
        assert repeated(x) <= 2 * len(POINTS)
        assert_only_the_pending_are_left(cli, x, pending, *FAST)


def test_a_kill_with_many_calls_under_way_repeats_those_at_most(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    simulator, names, pending = simulated(400)
    rate = ("--rate", "6000")
    with simulator as x:
        begin(cli, x, monkeypatch, names)
        x.faults.add({"path": "/clearbit", "kind": "slow", "seconds": 0.2, "times": 0})
        under_way = 0
        for point in AT_ONCE:
            killed(x, cli.home, point, *rate)
            lost = billed_and_lost(cli, x)
            assert lost <= MOST_UNDER_WAY
            under_way += lost
        assert under_way > len(AT_ONCE)  # there was more than one at a time
        assert_whole(cli, x, names, pending, *rate)
        assert repeated(x) <= under_way
        assert_only_the_pending_are_left(cli, x, pending, *rate)
