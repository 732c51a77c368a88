"""A thousand companies, killed twenty times: each billed once and a call a kill more at most, every outcome right."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from devsignal_cli.simulator.server import Simulator
from tests.e2e.answerers import FAST, add, by_outcome, connect, environment, firms, providers, world_of
from tests.support import Cli

NUMBER, UNKNOWN_EACH, PENDING_EACH, FAULT_EACH = 1_000, 10, 20, 33
CLIENT = "devsignal_cli.connectors.enrichment:EnrichmentClient"
STORE = "devsignal_cli.store"
POINTS = [
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


def killed(x: Simulator, home: Path, point: tuple[str, str, int], *options: str) -> int:
    event, where, number = point
    ended = subprocess.run(
        [sys.executable, "-m", "tests.e2e.kill_at", event, where, str(number), "clearbit", "enrich", "bulk", *options],
        cwd=Path(__file__).parents[2],
        env=os.environ | environment(x) | {"DEVSIGNAL_HOME": str(home)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    return ended.returncode


def test_a_thousand_companies_killed_twenty_times_are_each_billed_once(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = firms(NUMBER)
    known = [name for number, name in enumerate(names) if number % UNKNOWN_EACH]
    pending = names[5::PENDING_EACH]
    world = world_of(known)
    for name in pending:
        world.make_pending(name, 10_000)
    fault = {"path": "/clearbit", "status": 503, "headers": {"retry-after": "0"}, "body": "no"}
    with providers(world, enrichment_limit=0) as x:
        assert connect(cli, x, monkeypatch).code == 0
        for at in range(FAULT_EACH, NUMBER, FAULT_EACH):
            x.faults.add(fault | {"at": at})
        add(cli, names)
        kills = 0
        for point in POINTS * 2:
            kills += killed(x, cli.home, point, *FAST) == -9
        assert kills == 2 * len(POINTS)
        ran = cli("clearbit", "enrich", "bulk", *FAST, "--json")
        assert (ran.code, ran.json["status"]) == (0, "complete"), ran.err
        assert by_outcome(cli) == {"found": NUMBER - 100 - 50, "not_found": 100, "pending": 50}
        billed = x.enrichment.meter.by_input
        assert {name.rpartition(":")[2] for name in billed} == set(names)
        assert sum(billed.values()) <= NUMBER + kills
        sent = x.enrichment.meter.counted
        cli.sql("UPDATE company SET retry_at = 0 WHERE outcome = 'pending'")  # five minutes later
        again = cli("clearbit", "enrich", "bulk", *FAST, "--json").json
        assert (again["calls"], again["pending"], x.enrichment.meter.counted - sent) == (50, 50, 50)
        assert cli.sql("SELECT count(*) FROM (SELECT DISTINCT entity_id FROM field_provenance)") == [(NUMBER - 150,)]
        assert cli("db", "check").code == 0
