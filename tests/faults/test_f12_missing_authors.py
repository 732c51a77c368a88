"""F12: authors that are gone, protected or left out, and fields that are null: the post stays, its author unknown."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.faults.scene import SEARCH, USERS, changed, on_x
from tests.faults.whole import x_is_whole
from tests.support import Cli, author, quiet_world

POSTS = 20
NULLS = ("lang", "entities", "public_metrics", "conversation_id", "edit_history_tweet_ids", "possibly_sensitive")


def each(**fields: Any) -> Callable[[Any], Any]:
    return lambda page: page | {"data": [item | fields for item in page.get("data", [])]}


def without(*names: str) -> Callable[[Any], Any]:
    def change(page: Any) -> Any:
        return page | {"data": [{k: v for k, v in item.items() if k not in names} for item in page.get("data", [])]}

    return change


# where, what is odd, how many authors of the seven have a profile then
ODD: dict[str, tuple[str, Callable[[Any], Any], int]] = {
    "fields of posts that are null": (SEARCH, each(**dict.fromkeys(NULLS)), 7),
    "fields of posts that are left out": (SEARCH, without(*NULLS), 7),
    "fields of users that are null": (USERS, each(description=None, entities=None, public_metrics=None, url=None), 7),
    "no users at all": (USERS, lambda _page: {"errors": [{"title": "Not Found Error"}]}, 0),
    "some users alone": (USERS, lambda page: page | {"data": page["data"][:3]}, 3),
    "users that are null": (USERS, lambda page: page | {"data": [None, *page["data"][1:]]}, 6),
}


@pytest.mark.parametrize(("path", "change", "profiles"), ODD.values(), ids=ODD.keys())
def test_f12_posts_stay_whatever_is_missing_of_their_authors(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, path: str, change: Callable[[Any], Any], profiles: int
) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    with scene.x:
        scene.connect()
        scene.tamper(changed(path, change))
        ran = scene.run("twitter", "sync", "--json")
        assert (ran.code, ran.json["signals_created"]) == (0, POSTS) or ran.code == 3
        assert cli.stored() == scene.x.world.matching("acme")
        assert cli.sql("SELECT count(*) FROM signal WHERE author_id IS NULL") == [(0,)]
        assert cli.sql("SELECT count(seen_at) FROM author") == [(profiles,)]
        for command in (("twitter", "status"), ("twitter", "recent"), ("stats",), ("identity", "resolve")):
            assert scene.run(*command, "--json").code == 0
        if profiles == 7:
            x_is_whole(scene)


def test_f12_posts_without_an_author_are_stored_and_the_drift_is_told(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    with scene.x:
        scene.connect()
        scene.tamper(changed(SEARCH, without("author_id")))
        ran = scene.run("twitter", "sync", "--json")
        assert ran.json["signals_created"] == POSTS
        assert any("author_id" in error["message"] for error in ran.json["errors"])
        assert cli.sql("SELECT count(*) FROM signal WHERE author_id IS NULL") == [(POSTS,)]
        assert scene.run("twitter", "recent").code == 0


def test_f12_gone_and_protected_authors_in_a_process_of_its_own(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    world = quiet_world(POSTS)
    world.add_author(author(1, status="suspended"))
    world.add_author(author(2, status="not_found"))
    world.add_author(author(3, protected=True))
    scene = on_x(cli, monkeypatch, world)
    with scene.x as x:
        scene.connect()
        assert scene.child("twitter", "sync", "--json").code == 0
        assert cli.stored() == x.world.matching("acme")
        assert cli.sql("SELECT id, seen_at IS NULL, protected FROM author ORDER BY id")[:3] == [
            (1, 1, None),
            (2, 1, None),
            (3, 0, 1),
        ]
        asked = scene.asked(USERS)
        assert scene.run("twitter", "sync", "--json").code == 0
        assert scene.asked(USERS) == asked  # nobody is asked for again who is gone
