"""S09: a redirect is an error that says so, and the secret goes nowhere but to the host that was named."""

import pytest

from devsignal_cli.connectors.http import MisdirectedError
from devsignal_cli.simulator.server import Simulator
from tests.connectors.replies import BASE, Line, Reply, http
from tests.e2e.answerers import add, connect, providers
from tests.support import Cli, quiet_world, simulator

PLACES = [
    "https://elsewhere.test/2",
    "//elsewhere.test/2",
    BASE.replace("https:", "http:") + "/2",
    f"{BASE}:8443/2",
    "/2",
]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("place", PLACES)
def test_s09_no_second_request_is_sent(place: str, status: int) -> None:
    line = Line(Reply(status, b"", {"location": place}), Reply(200, b"{}"))
    with http(line) as client, pytest.raises(MisdirectedError, match="redirect, which is not followed") as caught:
        client.get("/2/tweets", {})
    assert [request.url.host for request in line.requests] == ["x.test"]
    assert caught.value.hint == "Check DEVSIGNAL_TWITTER_URL."


def test_s09_a_sync_that_is_sent_elsewhere_ends_with_a_clear_error(cli: Cli) -> None:
    with simulator(quiet_world(3)) as x, simulator(quiet_world(3)) as other:
        cli.connect(x)
        x.faults.add(_redirect("/2/tweets/search/recent", other.url))
        ran = cli("twitter", "sync", "--json")
        assert other.requests == []
    assert (ran.code, ran.error["code"]) == (1, "service")
    assert "redirect" in ran.error["message"]


def test_s09_an_enrichment_that_is_sent_elsewhere_ends_with_a_clear_error(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    with providers() as x, Simulator() as other:
        assert connect(cli, x, monkeypatch).code == 0
        add(cli, ["firm.dev"])
        x.faults.add(_redirect("/clearbit", other.url))
        ran = cli("clearbit", "enrich", "company", "firm.dev", "--json")
        assert other.requests == []
    assert ran.code == 1
    assert "redirect" in ran.err


def _redirect(path: str, place: str) -> dict[str, object]:
    headers = {"location": f"{place}{path}"}
    return {"path": path, "at": 1, "times": 0, "status": 302, "headers": headers, "body_text": ""}
