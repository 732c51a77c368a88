"""Keys: the ways to carry one, and what a wrong one gets."""

import base64

import pytest

from devsignal_cli.simulator.server import Simulator
from tests.simulator.client import ACCOUNT, Client


def basic(user: str, password: str = "") -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def test_clearbit_takes_bearer_and_basic(client: Client) -> None:
    for headers in ({"Authorization": f"Bearer {client.token}"}, basic(client.token)):
        assert client.company("brightforge.dev", headers=headers).status == 200


@pytest.mark.parametrize(
    "header", ["", "Basic", "Basic !!", "Basic " + base64.b64encode(b"\xff:").decode(), "Digest x"]
)
def test_clearbit_wants_a_key(client: Client, header: str) -> None:
    got = client.company("brightforge.dev", headers={"Authorization": header})
    assert (got.status, got.json["error"]["type"]) == (401, "auth_required")


def test_clearbit_takes_no_key_in_the_ways_of_hunter(client: Client) -> None:
    got = client.company("brightforge.dev", headers={"X-API-KEY": client.token}, api_key=client.token)
    assert got.json["error"]["type"] == "auth_required"


def test_clearbit_refuses_a_wrong_key_before_it_reads_parameters(client: Client) -> None:
    for headers in ({"Authorization": "Bearer sk_wrong"}, basic("sk_wrong")):
        got = client.get("/clearbit/v2/companies/find", headers=headers)
        assert (got.status, got.json["error"]["type"]) == (401, "invalid_api_key")
        assert got.headers["x-api-version"] == "2019-12-19"


def test_a_password_beside_the_key_is_refused(client: Client) -> None:
    assert client.company("brightforge.dev", headers=basic(client.token, "secret")).status == 401


def test_hunter_takes_bearer_header_and_parameter(client: Client) -> None:
    key = client.token
    assert client.company("brightforge.dev", "hunter").status == 200
    assert client.company("brightforge.dev", "hunter", headers={"X-API-KEY": key}).status == 200
    assert client.company("brightforge.dev", "hunter", headers={}, api_key=key).status == 200


def test_hunter_takes_no_basic_key(client: Client) -> None:
    got = client.company("brightforge.dev", "hunter", headers=basic(client.token))
    assert (got.status, got.json["errors"][0]["id"]) == (401, "authentication_failed")


def test_hunter_refuses_a_wrong_key_everywhere(client: Client) -> None:
    stranger = Client(client.sim, "sk_wrong")
    assert [stranger.get(ACCOUNT).status, stranger.get("/hunter/v2/people/find").status] == [401, 401]


def test_the_tokens_of_x_are_no_keys_and_the_other_way_round(sim: Simulator) -> None:
    assert Client(sim).company("brightforge.dev").status == 401
    assert Client(sim, sim.key).search().status == 401


def test_keys_can_be_added_and_taken_away(sim: Simulator) -> None:
    added = Client(sim, sim.add_key())
    assert added.token != sim.key
    assert added.token.startswith("sk_")
    assert (added.company("brightforge.dev").status, added.get(ACCOUNT).status) == (200, 200)
    sim.keys.discard(added.token)
    assert (added.company("brightforge.dev").status, Client(sim, sim.key).get(ACCOUNT).status) == (401, 200)


def test_the_log_knows_the_key_in_whatever_way_it_came(client: Client) -> None:
    client.company("brightforge.dev", headers=basic(client.token))
    client.company("brightforge.dev", "hunter", headers={"X-API-KEY": client.token})
    assert [(asked.token, asked.status, asked.path) for asked in client.sim.requests] == [
        (client.token, 200, "/clearbit/v2/companies/find"),
        (client.token, 200, "/hunter/v2/companies/find"),
    ]
