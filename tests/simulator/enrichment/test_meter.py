"""What counts: found, queued and unknown at Clearbit, found at Hunter; once a month for the bill; faults by their kind."""

import contextlib
import http.client
import json
from typing import Any

import pytest

from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from devsignal_cli.simulator.server import SimRequest, Simulator
from tests.simulator.client import DAY_MS, Client

from .conftest import ADA

FIND = "/clearbit/v2/companies/find"


def sums(sim: Simulator) -> tuple[int, int, int]:
    meter = sim.enrichment.meter
    return meter.calls, meter.counted, meter.billed


def test_clearbit_counts_found_queued_and_unknown(known: EnrichmentWorld, client: Client) -> None:
    known.make_pending("slow.dev", 1)
    for domain in ("brightforge.dev", "slow.dev", "nobody.dev"):
        client.company(domain)
    assert sums(client.sim) == (3, 3, 3)


def test_clearbit_counts_no_refusal(client: Client) -> None:
    client.get(FIND)
    client.company("acme")
    Client(client.sim, "sk_wrong").company("brightforge.dev")
    client.sim.enrichment.quota = 0
    client.company("brightforge.dev")
    client.sim.enrichment.limit = 1
    client.company("brightforge.dev")
    assert [asked.status for asked in client.sim.requests] == [400, 422, 401, 402, 429]
    assert sums(client.sim) == (5, 0, 0)


def test_a_wrong_path_is_no_call(client: Client) -> None:
    client.get("/clearbit/v2/companies")
    assert sums(client.sim) == (0, 0, 0)


def test_hunter_counts_what_it_finds(client: Client) -> None:
    for domain in ("brightforge.dev", "nobody.dev", "acme"):
        client.company(domain, "hunter")
    assert sums(client.sim) == (3, 1, 1)


def test_an_input_is_billed_once_a_month_service_and_kind(known: EnrichmentWorld, client: Client) -> None:
    known.make_pending("brightforge.dev", 1)
    for _ in range(3):
        client.company("BRIGHTFORGE.dev")
    assert sums(client.sim) == (3, 3, 1)
    client.company("brightforge.dev", "hunter")
    client.person(ADA)
    client.combined(ADA)
    assert sums(client.sim) == (6, 6, 4)
    client.sim.clock.advance(13 * DAY_MS / 1000 - 1)
    client.company("brightforge.dev")
    assert sums(client.sim) == (7, 7, 5)


def test_the_month_ends_at_midnight_utc(client: Client) -> None:
    client.company("brightforge.dev")
    midnight = 13 * DAY_MS / 1000 - (11 * 3600 + 6 * 60 + 40)
    client.sim.clock.advance(midnight - 1)
    client.company("brightforge.dev")
    assert sums(client.sim) == (2, 2, 1)
    client.sim.clock.advance(1)
    client.company("brightforge.dev")
    assert sums(client.sim) == (3, 3, 2)


def test_calls_are_told_by_input(client: Client) -> None:
    client.combined(ADA)
    client.combined(ADA)
    client.company("getbrightforge.dev", "hunter")
    assert client.sim.enrichment.meter.by_input == {
        f"clearbit:combined:{ADA}": 2,
        "hunter:company:getbrightforge.dev": 1,
    }


def test_the_meter_is_told_over_http_beside_that_of_x(client: Client) -> None:
    client.company("brightforge.dev")
    bill = client.get("/_sim/meter").json
    assert bill["enrichment"] == {
        "calls": 1,
        "counted": 1,
        "billed": 1,
        "by_input": {"clearbit:company:brightforge.dev": 1},
        "refused": 0,
    }
    assert (bill["posts"], bill["requests"]) == (0, {})


@pytest.mark.parametrize(
    ("fault", "counted"),
    [
        ({"kind": "drop"}, 0),
        ({"kind": "html"}, 0),
        ({"kind": "empty"}, 0),
        ({"status": 503, "body_text": "busy"}, 0),
        ({"kind": "drop_after"}, 1),
        ({"kind": "half"}, 1),
        ({"kind": "bad_json"}, 1),
    ],
)
def test_a_fault_counts_if_the_request_is_carried_out(client: Client, fault: dict[str, Any], counted: int) -> None:
    client.sim.faults.add({"path": "/clearbit/", **fault})
    with contextlib.suppress(http.client.HTTPException):
        client.company("brightforge.dev")
    assert sums(client.sim) == (1, counted, counted)
    assert client.sim.requests[-1].fault == fault.get("kind", "answer")
    assert client.company("brightforge.dev").status == 200


def test_a_fault_strikes_its_path_only(client: Client) -> None:
    client.sim.faults.add({"status": 503, "times": 0})
    client.sim.faults.add({"path": "/hunter/v2/people", "status": 502, "headers": {"retry-after": "7"}, "times": 0})
    assert (client.company("brightforge.dev").status, client.search().status) == (200, 503)
    got = client.person(ADA, "hunter")
    assert (got.status, got.headers["retry-after"], "api-version" in got.headers) == (502, "7", False)
    assert client.company("brightforge.dev", "hunter").status == 200


def test_the_hook_sees_look_ups_before_they_are_answered(client: Client) -> None:
    seen: list[SimRequest] = []
    client.sim.before_answer = seen.append
    client.person(ADA)
    assert [(asked.path, asked.params, asked.status) for asked in seen] == [
        ("/clearbit/v2/people/find", {"email": ADA}, 200)
    ]


def test_answers_are_packed_when_the_client_can_unpack(client: Client) -> None:
    got = client.company("brightforge.dev", accept="gzip")
    assert (got.headers["content-encoding"], json.loads(got.raw)["domain"]) == ("gzip", "brightforge.dev")
