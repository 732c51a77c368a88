"""Faults: which request they strike and what the client sees."""

import http.client
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.faults import FaultError, load
from devsignal_cli.simulator.server import Simulator
from devsignal_cli.simulator.world import World

from .client import NOW_MS, SEARCH, USAGE, Client

Faulty = Callable[..., Client]
CREDITS_GONE = {
    "id": "402",
    "status": 402,
    "headers": {"X-Rate-Limit-Remaining": "7", "content-length": "9"},
    "body": {"title": "Payment Required"},
    "kind": "observed",
    "source": "x",
}


@pytest.fixture
def faulty(sim: Simulator) -> Faulty:
    def build(*entries: dict[str, Any]) -> Client:
        for entry in entries:
            sim.faults.add(entry)
        return Client(sim)

    return build


def test_a_recorded_answer_stands_in_and_is_not_billed(faulty: Faulty) -> None:
    client = faulty(CREDITS_GONE)
    got = client.search()
    assert (got.status, got.json, got.headers["x-rate-limit-remaining"]) == (402, {"title": "Payment Required"}, "7")
    assert (got.headers["content-type"], client.sim.meter.posts) == ("application/json; charset=utf-8", 0)
    assert client.search().status == 200


def test_a_text_answer_keeps_its_words_and_type(faulty: Faulty) -> None:
    got = faulty(
        {"status": 429, "headers": {"content-type": "text/plain"}, "body_text": "Rate limit exceeded\n"}
    ).search()
    assert (got.raw, got.headers["content-type"]) == (b"Rate limit exceeded\n", "text/plain")


def test_an_answer_may_be_empty(faulty: Faulty) -> None:
    got = faulty({"status": 404}).search()
    assert (got.raw, "content-type" in got.headers) == (b"", False)


def test_headers_count_from_the_simulated_now(faulty: Faulty) -> None:
    got = faulty(
        {"status": 429, "headers": {"x-rate-limit-reset": "{now+90}", "date": "Thu, 01 Jan 1970 00:00:00 GMT"}}
    ).search()
    assert (got.headers["x-rate-limit-reset"], got.headers["date"][:16]) == (
        str(NOW_MS // 1000 + 90),
        "Thu, 01 Jan 1970",
    )


def test_a_fault_strikes_the_nth_request_to_its_path_so_often(faulty: Faulty) -> None:
    client = faulty({"path": SEARCH, "at": 2, "times": 2, "status": 503})
    client.get(USAGE)
    assert [client.search().status for _ in range(5)] == [200, 503, 503, 200, 200]


def test_a_fault_may_last_for_ever_until_cleared(faulty: Faulty) -> None:
    client = faulty({"times": 0, "status": 503})
    assert {client.search().status for _ in range(4)} == {503}
    client.sim.faults.clear()
    assert client.search().status == 200


@pytest.mark.parametrize(("kind", "billed"), [("drop", 0), ("drop_after", 10)])
def test_a_dropped_connection_gives_no_answer(faulty: Faulty, kind: str, billed: int) -> None:
    client = faulty({"kind": kind})
    with pytest.raises(http.client.RemoteDisconnected):
        client.search()
    logged = client.sim.requests[-1]
    assert (logged.status, logged.fault, client.sim.meter.posts) == (0, kind, billed)


def test_half_an_answer_ends_in_the_middle(faulty: Faulty) -> None:
    client = faulty({"kind": "half"})
    with pytest.raises(http.client.IncompleteRead):
        client.search()
    assert client.sim.meter.posts == 10


def test_a_slow_answer_is_whole(faulty: Faulty) -> None:
    assert len(faulty({"kind": "slow", "seconds": 0.05}).search().ids) == 10


def test_a_cut_gzip_stream_has_right_framing(faulty: Faulty) -> None:
    client = faulty({"kind": "cut_gzip"})
    with pytest.raises(EOFError):
        client.search()
    assert client.sim.meter.posts == 10


def test_broken_json_cannot_be_read(faulty: Faulty) -> None:
    got = faulty({"kind": "bad_json"}).search()
    assert got.status == 200
    with pytest.raises(json.JSONDecodeError):
        _ = got.json


def test_an_html_page_stands_in(faulty: Faulty) -> None:
    client = faulty({"kind": "html"})
    got = client.search()
    assert (got.status, got.raw[:15], got.headers["content-type"][:9], client.sim.meter.posts) == (
        200,
        b"<!DOCTYPE html>",
        "text/html",
        0,
    )


def test_an_empty_answer_is_a_204(faulty: Faulty) -> None:
    got = faulty({"kind": "empty"}).search()
    assert (got.status, got.raw, "content-length" in got.headers) == (204, b"", False)


def test_a_plan_is_read_from_lines_or_from_a_list(tmp_path: Path, world: World) -> None:
    lines, whole = tmp_path / "plan.jsonl", tmp_path / "plan.json"
    lines.write_text(json.dumps(CREDITS_GONE) + '\n\n{"kind": "empty"}\n')
    whole.write_text(json.dumps([CREDITS_GONE, {"kind": "empty"}]))
    assert load(lines) == load(whole)
    with Simulator(world=world, clock=SimClock(NOW_MS), faults=load(lines)) as sim:
        assert [Client(sim).search().status for _ in range(2)] == [402, 200]


@pytest.mark.parametrize("text", ["{", "5", '{"kind": "bogus"}', "{}", '{"status": "many"}', '[{"status": null}]'])
def test_a_plan_that_cannot_be_read_says_where(tmp_path: Path, text: str) -> None:
    plan = tmp_path / "plan.jsonl"
    plan.write_text(text)
    with pytest.raises(FaultError, match=r"plan\.jsonl"):
        load(plan)
