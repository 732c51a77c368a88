"""Recorded pages served instead of the world."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.server import Simulator

from .client import NOW_MS, POSTS, USERS, Client


def _post(number: int) -> dict[str, object]:
    return {
        "id": str(1000 - number),
        "text": f"recorded {number}\u2028\u0085",
        "author_id": str(number % 2),
        "extra": {"kept": True},
    }


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    pages = [
        {
            "data": [_post(n) for n in range(15)],
            "includes": {"users": [{"id": "0", "name": "Zero", "username": "zero"}]},
        },
        {"data": _post(15)},
        {"errors": []},
    ]
    plain, packed = tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz"
    plain.write_text(
        "\n".join(json.dumps(page, ensure_ascii=False) for page in pages) + "\nnot json\n[1]\n", encoding="utf-8"
    )
    packed.write_bytes(gzip.compress(json.dumps({"data": [_post(16)]}).encode()))
    return [plain, packed]


@pytest.fixture
def client(files: list[Path]) -> Iterator[Client]:
    with Simulator(clock=SimClock(NOW_MS), replay=files) as sim:
        yield Client(sim)


def test_a_replay_walks_all_pages_in_file_order(client: Client) -> None:
    assert client.walk("anything (", max_results=10, since_id=1, until_id=2) == [1000 - n for n in range(17)]
    assert client.sim.meter.posts == 17


def test_a_replay_begins_anew_without_a_token(client: Client) -> None:
    assert client.search().ids == client.search().ids


def test_recorded_posts_come_as_they_are(client: Client) -> None:
    assert client.search().json["data"][0] == _post(0)


def test_bad_lines_are_skipped_and_counted(client: Client) -> None:
    assert client.sim.skipped_lines == 2


def test_recorded_users_are_served_and_the_others_not_found(client: Client) -> None:
    body = client.get(USERS, ids="0,1").json
    assert (body["data"][0]["name"], body["errors"][0]["value"], client.sim.meter.users) == ("Zero", "1", 1)


def test_recorded_authors_come_with_the_expansion(client: Client) -> None:
    body = client.search(expansions="author_id").json
    assert [user["id"] for user in body["includes"]["users"]] == ["0"]


def test_recorded_posts_can_be_looked_up(client: Client) -> None:
    body = client.get(POSTS, ids="1000,5").json
    assert (body["data"][0]["text"], body["errors"][0]["resource_type"]) == ("recorded 0\u2028\u0085", "tweet")


def test_an_empty_replay_is_an_empty_result(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("")
    with Simulator(replay=[tmp_path / "none.jsonl"]) as sim:
        assert Client(sim).search().json == {"meta": {"result_count": 0}}


def test_without_a_replay_no_line_was_skipped(tmp_path: Path) -> None:
    assert tmp_path.exists()
    sim = Simulator()
    sim.close()
    assert sim.skipped_lines == 0
