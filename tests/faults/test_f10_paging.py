"""F10: tokens that repeat or lead in a circle, empty pages, pages out of order, a post twice, edits: each walk ends."""

from collections.abc import Callable
from typing import Any

import pytest

from devsignal_cli.simulator.moments import rfc3339, snowflake
from devsignal_cli.simulator.wire import Incoming, Outgoing, json_answer
from tests.faults.scene import SEARCH, Scene, changed, fault, on_x
from tests.faults.whole import x_is_whole
from tests.support import NOW_MS, Cli, quiet_world

POSTS = 310
MOST = 40  # searches of a walk of four pages, whatever the tokens do


def meta(**fields: Any) -> Callable[[Any], Any]:
    return lambda page: page | {"meta": page["meta"] | fields}


def shuffled(page: Any) -> Any:
    return page | {"data": [*page["data"][1::2], *reversed(page["data"][::2])]}


def doubled(page: Any) -> Any:
    return page | {"data": [*page["data"], *page["data"][:30]]}


# what becomes of which search pages, and whether X sent the same pages more often than it had to
PAGES: dict[str, tuple[Callable[[Any], Any], tuple[int, ...], int]] = {
    "pages out of order": (shuffled, (), 0),
    "posts twice in a page": (doubled, (), 0),
    "a token that is no text": (meta(next_token={"a": 1}), (2,), 2),
    "a token that is empty": (meta(next_token=""), (4,), 2),
    "result_count that is wrong": (meta(result_count="99999999999999999999"), (), 0),
    "ids of the page that are wrong": (meta(newest_id="1", oldest_id=None), (), 0),
}


def test_f10_in_a_process_of_its_own(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    with scene.x:
        scene.connect()
        scene.tamper(changed(SEARCH, lambda page: shuffled(doubled(page))))
        assert scene.child("twitter", "sync", "--json").code == 0
        x_is_whole(scene, faults=1)


@pytest.mark.parametrize(("change", "at", "faults"), PAGES.values(), ids=PAGES.keys())
def test_f10_an_odd_page_loses_no_post_and_stores_none_twice(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, change: Callable[[Any], Any], at: tuple[int, ...], faults: int
) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    with scene.x:
        scene.connect()
        scene.tamper(changed(SEARCH, change, at=at))
        assert scene.run("twitter", "sync", "--json").code in (0, 1, 75)
        assert scene.asked() <= MOST
        x_is_whole(scene, faults=faults)


@pytest.mark.parametrize("number", [1, 2, 4])
def test_f10_empty_pages_with_a_token_are_gone_through(cli: Cli, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    left = [number]

    def put_before(incoming: Incoming, answer: Outgoing) -> Outgoing:
        token = incoming.params.get("next_token")
        if incoming.path != SEARCH or not token or not left[0]:
            return answer
        left[0] -= 1
        return json_answer(200, {"meta": {"result_count": 0, "next_token": token}})

    with scene.x:
        scene.connect()
        scene.tamper(put_before)
        ran = scene.run("twitter", "sync", "--json")
        assert (ran.code, ran.json["signals_created"], scene.asked()) == (0, POSTS, 4 + number)
        x_is_whole(scene, faults=number)


def circle(scene: Scene) -> Callable[[Incoming, Outgoing], Outgoing]:
    """The third page's token is the second's, and so on for ever."""
    second: list[str] = []

    def keep(page: Any) -> Any:
        token = page["meta"].get("next_token")
        if token and not second:
            second.append(token)
        return page | {"meta": page["meta"] | ({"next_token": second[0]} if second else {})}

    assert scene
    return changed(SEARCH, keep)


def test_f10_tokens_that_lead_in_a_circle_are_left(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    with scene.x:
        scene.connect()
        scene.tamper(circle(scene))
        assert scene.run("twitter", "sync", "--json").code in (0, 75)
        assert scene.asked() <= MOST
        scene.heal()
        assert scene.run("twitter", "sync", "--json").code == 0
        assert cli.stored() == scene.x.world.matching("acme")


@pytest.mark.parametrize("in_one_page", [False, True], ids=["in two runs", "in one page"])
def test_f10_versions_of_an_edited_post_are_one_signal_in_its_newest_words(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, in_one_page: bool
) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(20))
    first = scene.x.world.posts[-3]
    edited = str(snowflake(first.created_ms + 30_000) + 1)
    newer = {
        "id": edited,
        "text": "acme, edited",
        "author_id": str(first.author_id),
        "created_at": rfc3339(first.created_ms + 30_000),
        "edit_history_tweet_ids": [str(first.id), edited],
    }

    def add(page: Any) -> Any:
        others = page.get("data", [])
        return page | {"data": [newer, *others] if in_one_page else [newer, *others[:2]]}

    with scene.x:
        scene.connect()
        if not in_one_page:
            assert scene.run("twitter", "sync").code == 0
        scene.tamper(changed(SEARCH, add, at=(1,)))
        assert scene.run("twitter", "sync", "--json").code == 0
        rows = cli.sql("SELECT post_id, text FROM signal WHERE post_key = :key", key=first.id)
        assert rows == [(int(edited), "acme, edited")]
        assert cli.sql("SELECT count(*) FROM signal") == [(20,)]
        scene.heal()
        assert scene.run("twitter", "sync", "--json").code == 0
        assert cli.sql("SELECT text FROM signal WHERE post_key = :key", key=first.id) == [("acme, edited",)]


def test_f10_a_token_that_x_refuses_is_left_for_the_oldest_post_seen(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    with scene.x as x:
        scene.connect()
        x.faults.add(fault(SEARCH, 400, at=2, body={"title": "Invalid Request", "detail": "next_token is invalid"}))
        assert scene.run("twitter", "sync", "--json").code == 0
        x_is_whole(scene, faults=0)


def test_f10_a_place_beyond_all_that_x_knows_is_noticed(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(20))
    with scene.x as x:
        scene.connect()
        assert scene.run("twitter", "sync").code == 0
        future = snowflake(NOW_MS + 300 * 86_400_000)
        cli.sql("UPDATE keyword SET place = :future", future=future)
        x.clock.advance(3_600)
        x.world.plant("acme is new", NOW_MS + 600_000, author_id=1)
        ran = scene.run("twitter", "sync", "--json")
        assert len(cli.stored()) == 21 or (ran.code, ran.json["status"]) != (0, "complete")
        assert scene.run("twitter", "sync", "--json").code == 0
        assert cli.stored() == x.world.matching("acme")
