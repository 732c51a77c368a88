"""Every JSON payload of X, damaged at random: no traceback, nothing sound lost, what is damaged kept in quarantine.

Over real HTTP on loopback, in front of the real commands.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import archives
from tests.faults.mutations import broken
from tests.faults.payload_desk import COUNTS, CREDITS, POSTS, SYNC, USAGE, Desk, examples, loaded, opened
from tests.faults.scene import SEARCH, USERS
from tests.support import Cli

READS = (("twitter", "status"), ("twitter", "recent"), ("stats",), ("db", "check"))
PROBLEM = {
    "title": "Invalid Request",
    "detail": "One or more parameters to your request was invalid.",
    "type": "https://api.x.com/2/problems/invalid-request",
    "status": 400,
    "errors": [{"message": "'start_time' must be on or after", "parameters": {"start_time": ["2026"]}}],
    "reason": "client-not-enrolled",
    "reset_date": "2026-12-05",
}


@pytest.fixture
def desk(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Desk]:
    with opened(cli, monkeypatch, tmp_path) as made:
        yield made


def are_kept(desk: Desk, body: bytes, original: Any, kind: str) -> None:
    """Every sound item of a page is stored, and every other one is stored or in quarantine."""
    page = loaded(body)
    items = page.get("data") if isinstance(page, dict) else None
    if desk.scene.naps.taken:  # it was no JSON of the known form, and asked for again
        assert desk.scene.cli.sql("SELECT count(*) FROM raw_answer WHERE kind = :kind", kind=kind) == [
            (len(original["data"]),)
        ]
        return
    if not isinstance(items, list):
        return
    sound = {item["id"] for item in original["data"] if loaded(json.dumps(item).encode()) in items}
    rows = desk.scene.cli.sql("SELECT object_id FROM raw_answer WHERE kind = :kind", kind=kind)
    stored = {str(row[0]) for row in rows}
    if kind == "post":
        assert sound <= stored
    kept = desk.quarantined()
    for item in items:
        is_stored = isinstance(item, dict) and str(item.get("id")).lstrip("0") in stored
        assert is_stored or item in kept, item


@examples(25)
@given(data=st.data())
def test_any_page_of_posts_is_read_or_put_into_quarantine(desk: Desk, data: st.DataObject) -> None:
    desk.again()
    read = data.draw(st.sampled_from(READS))
    page = desk.answer_of(SEARCH, *SYNC)
    desk.again()
    body = data.draw(st.one_of(broken(page), broken(page, ("data",))))
    desk.serve(SEARCH, body)
    desk.run(*SYNC)
    are_kept(desk, body, page, "post")
    desk.scene.heal()
    assert desk.run(*SYNC).code == 0
    desk.is_sound()
    assert desk.run(*read).code == 0


@examples(12)
@given(data=st.data())
def test_any_page_of_users_is_read_or_put_into_quarantine(desk: Desk, data: st.DataObject) -> None:
    desk.again()
    page = desk.answer_of(USERS, *SYNC)
    desk.again()
    body = data.draw(st.one_of(broken(page), broken(page, ("data",))))
    desk.serve(USERS, body)
    desk.run(*SYNC)
    are_kept(desk, body, page, "author")
    assert len(desk.scene.cli.stored()) == POSTS
    desk.scene.heal()
    assert desk.run(*SYNC).code == 0
    desk.is_sound()


@examples(12)
@given(data=st.data(), path=st.sampled_from((COUNTS, USAGE, CREDITS)))
def test_any_count_usage_or_balance_costs_no_post(desk: Desk, data: st.DataObject, path: str) -> None:
    desk.again()
    valid = {
        COUNTS: {"data": [{"start": "2026-11-17T00:00:00.000Z", "tweet_count": 4}], "meta": {"total_tweet_count": 4}},
        USAGE: {"data": {"cap_reset_day": 9, "project_cap": "2000", "project_id": "4404", "project_usage": "17"}},
        CREDITS: {"data": {"free_balance": 0.0, "free_grants": [], "prepaid_balance": 6.5, "total_balance": 6.5}},
    }[path]
    desk.serve(path, data.draw(broken(valid)), times=0)
    connected = desk.run("twitter", "connect", "-k", "acme", "--no-verify") if path == COUNTS else _connect(desk)
    assert connected.code in (0, 75)
    ran = desk.run(*SYNC)
    if ran.code == 75:  # a count that says that all would cost more than the budget
        assert ran.error["code"] == "budget"
        ran = desk.run(*SYNC, "--yes")
    assert ran.code == 0
    assert len(desk.scene.cli.stored()) == POSTS
    desk.scene.heal()
    assert desk.run(*SYNC).code == 0
    desk.is_sound()


def _connect(desk: Desk) -> Any:
    return desk.scene.run(
        "twitter", "connect", "-k", "acme", "--token-stdin", "--json", stdin=desk.scene.x.token + "\n"
    )


@examples(12)
@given(
    data=st.data(),
    status=st.sampled_from((400, 401, 402, 403, 404, 408, 409, 429, 500, 503)),
    path=st.sampled_from((SEARCH, USERS, COUNTS, USAGE, CREDITS)),
)
def test_any_words_of_a_refusal_are_told_and_the_next_run_is_whole(
    desk: Desk, data: st.DataObject, status: int, path: str
) -> None:
    desk.again()
    desk.serve(path, data.draw(broken(PROBLEM)), status, times=0)
    ran = desk.run(*SYNC)
    assert ran.code in (0, 1, 4, 75)
    desk.scene.heal()
    assert desk.run(*SYNC).code == 0
    assert len(desk.scene.cli.stored()) == POSTS
    desk.is_sound()


def lines_of_archive() -> list[Any]:
    return [
        archives.page([archives.post(1), archives.post(2)], archives.user(101), archives.user(102)),
        archives.flattened(3),
        archives.post(4),
        archives.gone(5),
        archives.user(103),
    ]


@examples(20)
@given(data=st.data())
def test_any_line_of_an_archive_is_read_or_named_and_spoils_no_other(desk: Desk, data: st.DataObject) -> None:
    desk.again()
    lines = lines_of_archive()
    number = data.draw(st.integers(0, len(lines) - 1))
    texts = [json.dumps(line).encode() for line in lines]
    texts[number] = data.draw(broken(lines[number])).replace(b"\n", b" ")
    ran = desk.run("twitter", "import", desk.file(b"\n".join(texts)))
    assert ran.code in (0, 3)
    posts = [{archives.post(n)["id"] for n in each} for each in ((1, 2), (3,), (4,), (), ())]
    wanted = set().union(*(ids for at, ids in enumerate(posts) if at != number))
    assert wanted <= set(map(str, desk.scene.cli.stored()))
    desk.is_sound()
    assert desk.run(*SYNC).code == 0
