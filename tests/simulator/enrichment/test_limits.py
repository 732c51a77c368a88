"""How fast one may ask, and how much: windows on the simulated clock, quotas by the month."""

from collections import Counter
from typing import Any

import pytest

from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from devsignal_cli.simulator.server import Simulator
from tests.simulator.client import ACCOUNT, DAY_MS, NOW_MS, Client

from .conftest import ADA


def simulator(known: EnrichmentWorld, **options: Any) -> Simulator:
    return Simulator(clock=SimClock(NOW_MS), enrichment=known, **options)


def statuses(client: Client, service: str, times: int) -> Counter[int]:
    return Counter(client.company("brightforge.dev", service).status for _ in range(times))


def test_clearbit_serves_600_a_minute(client: Client) -> None:
    assert statuses(client, "clearbit", 601) == {200: 600, 429: 1}
    client.sim.clock.advance(60)
    assert statuses(client, "clearbit", 1) == {200: 1}


def test_clearbit_says_how_long_to_wait(known: EnrichmentWorld) -> None:
    with simulator(known, enrichment_limit=2) as sim:
        client = Client(sim, sim.key)
        statuses(client, "clearbit", 2)
        sim.clock.advance(50)
        got = client.company("brightforge.dev")
        assert (got.status, got.json["error"]["type"], got.headers["retry-after"]) == (429, "rate_limit", "10")
        assert (got.headers["x-ratelimit-limit"], got.headers["x-ratelimit-remaining"]) == ("2", "0")
        assert got.headers["x-ratelimit-reset"] == str(NOW_MS // 1000 + 60)
        assert sim.enrichment.refused == 1
        sim.clock.advance(10)
        assert client.company("brightforge.dev").headers["x-ratelimit-remaining"] == "1"


def test_answers_to_a_wrong_key_use_up_its_limit(known: EnrichmentWorld) -> None:
    with simulator(known, enrichment_limit=2) as sim:
        assert statuses(Client(sim, "sk_wrong"), "clearbit", 3) == {401: 2, 429: 1}
        assert statuses(Client(sim, sim.key), "clearbit", 1) == {200: 1}


def test_hunter_serves_15_a_second(client: Client) -> None:
    assert statuses(client, "hunter", 16) == {200: 15, 403: 1}
    assert client.company("brightforge.dev", "hunter").json["errors"][0]["id"] == "too_many_requests"
    client.sim.clock.advance(1)
    assert statuses(client, "hunter", 1) == {200: 1}
    assert client.sim.enrichment.refused == 2


def test_hunter_serves_500_a_minute(client: Client) -> None:
    seen: Counter[int] = Counter()
    for _ in range(50):
        seen += statuses(client, "hunter", 10)
        client.sim.clock.advance(1)
    assert (seen, statuses(client, "hunter", 1)) == ({200: 500}, {403: 1})


def test_the_account_has_no_limit(known: EnrichmentWorld) -> None:
    with simulator(known, enrichment_limit=1) as sim:
        client = Client(sim, sim.key)
        assert {client.get(ACCOUNT).status for _ in range(20)} == {200}
        assert statuses(client, "hunter", 2) == {200: 1, 403: 1}


@pytest.mark.parametrize(("service", "times"), [("clearbit", 605), ("hunter", 40)])
def test_the_limits_can_be_switched_off(known: EnrichmentWorld, service: str, times: int) -> None:
    with simulator(known, enrichment_limit=0) as sim:
        assert statuses(Client(sim, sim.key), service, times) == {200: times}
        assert sim.enrichment.refused == 0


def test_each_key_has_a_limit_of_its_own(known: EnrichmentWorld) -> None:
    with simulator(known, enrichment_limit=1) as sim:
        assert statuses(Client(sim, sim.key), "clearbit", 2) == {200: 1, 429: 1}
        assert statuses(Client(sim, sim.add_key()), "clearbit", 1) == {200: 1}


def test_clearbit_is_over_its_quota_until_the_next_month(client: Client) -> None:
    client.sim.enrichment.quota = 2
    asked = ("brightforge.dev", "nobody.dev", "brightforge.dev")
    assert [client.company(domain).status for domain in asked] == [200, 404, 402]
    assert client.person(ADA).json["error"]["type"] == "over_quota"
    client.sim.clock.advance(13 * DAY_MS / 1000)
    assert client.company("brightforge.dev").status == 200


def test_hunter_has_no_credits_left_until_the_next_month(client: Client) -> None:
    client.sim.enrichment.quota = 1
    asked = ("nobody.dev", "brightforge.dev", "brightforge.dev")
    assert [client.company(domain, "hunter").status for domain in asked] == [404, 200, 429]
    assert client.company("nobody.dev", "hunter").json["errors"][0]["id"] == "usage_exceeded"
    assert client.get(ACCOUNT).json["data"]["requests"]["credits"] == {"used": 0.2, "available": 0.2}
    client.sim.clock.advance(13 * DAY_MS / 1000)
    assert client.company("brightforge.dev", "hunter").status == 200


def test_one_service_does_not_use_up_the_quota_of_the_other(client: Client) -> None:
    client.sim.enrichment.quota = 1
    assert [client.company("brightforge.dev", name).status for name in ("hunter", "clearbit")] == [200, 200]
