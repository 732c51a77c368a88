"""The server: tokens, headers, limits, clock, hooks, stopping."""

import http.client
import json
import threading
import time
import urllib.error
import urllib.parse

import pytest

from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.server import SimRequest, Simulator, banner
from devsignal_cli.simulator.world import World

from .client import COUNTS, NOW_MS, SEARCH, USAGE, Client


@pytest.mark.parametrize("token", ["wrong", "", " "])
def test_a_wrong_token_is_unauthorized_and_has_no_rate_headers(sim: Simulator, token: str) -> None:
    got = Client(sim, token or "x y").get(USAGE)
    assert (got.status, got.json) == (
        401,
        {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"},
    )
    assert "x-rate-limit-limit" not in got.headers


def test_a_revoked_token_is_unauthorized(client: Client) -> None:
    client.sim.revoke(client.token)
    assert client.search().status == 401


def test_an_unknown_path_is_an_empty_404(client: Client) -> None:
    got = client.get("/3/nothing")
    assert (got.status, got.raw, got.headers["content-length"]) == (404, b"", "0")


def test_a_post_request_is_not_served(client: Client) -> None:
    assert client.get(SEARCH, method="POST").status == 404


def test_users_me_needs_a_user(client: Client) -> None:
    assert client.get("/2/users/me").json["title"] == "Unsupported Authentication"


def test_headers_tell_rate_date_and_version(client: Client) -> None:
    headers = client.search().headers
    assert (headers["date"], headers["api-version"]) == ("Wed, 18 Nov 2026 11:06:40 GMT", "2.168")
    assert (headers["x-rate-limit-limit"], headers["x-rate-limit-remaining"]) == ("450", "449")
    assert headers["x-rate-limit-reset"] == str(NOW_MS // 1000 + 900)


def test_the_rate_limit_refuses_until_its_window_ends(world: World) -> None:
    with Simulator(world=world, clock=SimClock(NOW_MS), limits={SEARCH: 2}) as sim:
        client = Client(sim)
        statuses = [client.search().status for _ in range(3)]
        refused = client.search()
        sim.clock.advance(900)
        assert (statuses, refused.headers["x-rate-limit-remaining"], client.search().status) == (
            [200, 200, 429],
            "0",
            200,
        )
        assert (refused.json["title"], sim.meter.posts) == ("Too Many Requests", 10)
        assert Client(sim, sim.add_token()).search().status == 200


def test_answers_are_packed_when_the_client_can_unpack(client: Client) -> None:
    got = client.get(SEARCH, accept="gzip, deflate", query="acme")
    assert (got.headers["content-encoding"], len(got.ids)) == ("gzip", 10)


def test_one_connection_serves_many_requests(sim: Simulator) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", urllib.parse.urlsplit(sim.url).port or 0)
    for _ in range(3):
        connection.request("GET", USAGE, headers={"authorization": f"Bearer {sim.token}"})
        assert connection.getresponse().read()
    connection.close()
    assert len(sim.requests) == 3


def test_the_log_keeps_requests_with_their_status(client: Client) -> None:
    client.search("lang:en")
    logged = client.sim.requests[-1]
    assert (logged.path, logged.params, logged.token, logged.status) == (
        SEARCH,
        {"query": "lang:en"},
        client.token,
        400,
    )


def test_the_clock_moves_over_http(client: Client) -> None:
    got = client.get("/_sim/advance", method="POST", seconds=90)
    assert (got.json, client.sim.clock.now_ms()) == ({"now": "2026-11-18T11:08:10.000Z"}, NOW_MS + 90_000)


@pytest.mark.parametrize("seconds", ["-1", "x", "nan", "1e99"])
def test_the_clock_refuses_to_move_so(client: Client, seconds: str) -> None:
    assert client.get("/_sim/advance", method="POST", seconds=seconds).status == 400


def test_an_unknown_control_is_told(client: Client) -> None:
    assert client.get("/_sim/bogus").status == 404


def test_the_clock_never_goes_back() -> None:
    with pytest.raises(ValueError, match="forward"):
        SimClock(0).advance(-1)


def test_a_ticking_clock_flows_on_top_of_its_steps() -> None:
    real = [5.0]
    clock = SimClock(1_000, ticking=True, monotonic=lambda: real[0])
    real[0] += 2
    clock.advance(1)
    assert clock.now_ms() == 4_000


def test_a_hook_runs_before_the_answer(client: Client) -> None:
    seen: list[SimRequest] = []
    client.sim.before_answer = seen.append
    client.search()
    assert [(request.path, request.status) for request in seen] == [(SEARCH, 200)]


def _break(_request: SimRequest) -> None:
    raise ZeroDivisionError


def test_a_defect_in_the_hook_closes_the_connection_and_is_kept(world: World) -> None:
    with Simulator(world=world, clock=SimClock(NOW_MS)) as sim:
        sim.before_answer = _break
        with pytest.raises(http.client.RemoteDisconnected):
            Client(sim).search()
    assert [type(error) for error in sim.errors] == [ZeroDivisionError]


def test_the_banner_tells_where_everything_is(sim: Simulator) -> None:
    line = json.loads(json.dumps(banner(sim)))
    assert line == {
        "x_url": sim.url,
        "token": sim.token,
        "advance_url": f"{sim.url}/_sim/advance?seconds=",
        "meter_url": f"{sim.url}/_sim/meter",
        "clearbit_company_url": f"{sim.url}/clearbit",
        "clearbit_person_url": f"{sim.url}/clearbit",
        "hunter_url": f"{sim.url}/hunter",
        "key": sim.key,
        "now": "2026-11-18T11:06:40.000Z",
    }


def test_it_stops_fast_even_with_open_connections() -> None:
    with Simulator(clock=SimClock(NOW_MS)) as sim:
        connection = http.client.HTTPConnection("127.0.0.1", urllib.parse.urlsplit(sim.url).port or 0)
        connection.request("GET", USAGE, headers={"authorization": f"Bearer {sim.token}"})
        connection.getresponse().read()
        started = time.monotonic()
    assert time.monotonic() - started < 0.5
    connection.close()


def test_it_serves_in_the_foreground_until_closed() -> None:
    sim = Simulator.seeded(1, 20, NOW_MS)
    served = threading.Thread(target=sim.serve_forever)
    served.start()
    assert Client(sim).get(COUNTS, query="acme").status == 200
    sim.close()
    served.join(1)
    assert not served.is_alive()


def test_it_can_be_closed_before_its_thread_runs_and_twice() -> None:
    for _ in range(20):
        with Simulator() as sim:
            pass
        sim.close()
    assert sim.errors == []


def test_it_can_be_closed_without_having_served() -> None:
    sim = Simulator.seeded(1, 1)
    sim.close()
    with pytest.raises(urllib.error.URLError):
        Client(sim).search()


def test_counts_can_speak_the_new_dialect(world: World) -> None:
    with Simulator(world=world, clock=SimClock(NOW_MS), counts_dialect="new") as sim:
        assert Client(sim).get(COUNTS, query="acme").json["meta"] == {"total_post_count": 30}


def test_many_clients_at_once_are_billed_right(sim: Simulator) -> None:
    threads = [threading.Thread(target=Client(sim).walk) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sim.meter.posts, sim.meter.posts_returned) == (30, 120)
