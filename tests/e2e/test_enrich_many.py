"""Many look-ups under way at once: each thing asked for once, nothing left behind, what came before a refusal kept."""

import pytest

from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from tests.e2e.answerers import add, add_contacts, by_outcome, connect, firms, providers, world_of
from tests.support import Cli

RATE = ("--rate", "6000", "--json")
SLOW = {"path": "/clearbit", "kind": "slow", "seconds": 0.1, "times": 0}


def test_firms_whose_people_are_unknown_are_asked_for_in_the_same_run(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = firms(20)
    people = [f"jo@{name}" for name in names]
    world = EnrichmentWorld()
    for name in names[:10]:
        world.add_company(name)
    for person in people[5:15]:
        world.add_person(person)
    with providers(world, enrichment_limit=0, faults=[SLOW]) as x:
        connect(cli, x, monkeypatch)
        add_contacts(cli, people)
        ran = cli("clearbit", "enrich", "bulk", "all", *RATE)
        assert (ran.code, ran.json["left"], ran.json["total"]) == (0, 0, 40), ran.err
        assert (by_outcome(cli), by_outcome(cli, "contact")) == (
            {"found": 10, "not_found": 10},
            {"found": 10, "not_found": 10},
        )
        assert set(x.enrichment.meter.by_input.values()) == {1}


@pytest.mark.parametrize(("status", "code"), [(402, 75), (401, 4)])
def test_a_refusal_keeps_all_that_was_under_way(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, status: int, code: int
) -> None:
    names = firms(60)
    with providers(world_of(names[::2]), enrichment_limit=0) as x:
        connect(cli, x, monkeypatch)
        add(cli, names)
        body = {"error": {"type": "over_quota" if status == 402 else "auth_invalid", "message": "no"}}
        x.faults.add({"path": "/clearbit", "at": 30, "times": 0, "status": status, "body": body})
        x.faults.add(SLOW)
        ran = cli("clearbit", "enrich", "bulk", *RATE)
        assert (ran.code, ran.json["status"]) == (code, "partial")
        assert sum(by_outcome(cli).values()) - by_outcome(cli)["never"] == x.enrichment.meter.counted == 29
        assert cli.sql("SELECT count(queued_at) FROM company") == [(31,)]
        x.faults.clear()
        assert cli("clearbit", "enrich", "bulk", *RATE).code == 0
        assert set(x.enrichment.meter.by_input.values()) == {1}
        assert len(x.enrichment.meter.by_input) == 60


def test_max_calls_are_never_passed(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    names = firms(40)
    with providers(world_of(names), enrichment_limit=0, faults=[SLOW]) as x:
        connect(cli, x, monkeypatch)
        add(cli, names)
        ran = cli("clearbit", "enrich", "bulk", *RATE, "--max-calls", "17")
        assert (ran.code, ran.json["reason"], ran.json["calls"], ran.json["enriched"]) == (0, "max_calls", 17, 17)
        assert x.enrichment.meter.counted == 17


def test_a_fault_of_one_leaves_the_others_alone(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    names = firms(30)
    with providers(world_of(names), enrichment_limit=0) as x:
        connect(cli, x, monkeypatch)
        add(cli, names)
        x.faults.add({"path": "/clearbit", "at": 4, "times": 3, "status": 503, "headers": {"retry-after": "0"}})
        ran = cli("clearbit", "enrich", "bulk", *RATE)
        assert (ran.code, ran.json["enriched"], ran.json["failed"], ran.json["calls"]) == (0, 30, 0, 33), ran.err


@pytest.mark.parametrize("provider", ["clearbit", "hunter"])
def test_as_fast_as_the_provider_allows_draws_no_refusal(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, provider: str
) -> None:
    names = firms(15)
    with providers(world_of(names)) as x:
        connect(cli, x, monkeypatch, "--provider", provider)
        add(cli, names)
        ran = cli("clearbit", "enrich", "bulk", "--rate", "auto", "--json")
        assert (ran.code, ran.json["enriched"], ran.json["calls"], x.enrichment.refused) == (0, 15, 15, 0), ran.err
