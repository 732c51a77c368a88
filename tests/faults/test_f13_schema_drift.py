"""F13: fields that are new, gone or of another type: what is known is read, what is new is kept in raw, nothing falls."""

import json
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.answerers import firms, values
from tests.faults.scene import COMPANY, SEARCH, USERS, Scene, changed, on_provider, on_x
from tests.faults.whole import firms_are_whole, is_sound, x_is_whole
from tests.support import Cli, quiet_world

POSTS = 20
NEW = {"sentiment_by_x": {"label": "🙂", "score": [1, 2.5, None]}, "zz": True}


def items(change: Callable[[dict[str, Any]], Any]) -> Callable[[Any], Any]:
    return lambda page: page | {"data": [change(item) for item in page.get("data", [])]}


def first(change: Callable[[dict[str, Any]], Any]) -> Callable[[Any], Any]:
    return lambda page: page | {"data": [change(page["data"][0]), *page["data"][1:]]} if page.get("data") else page


# where, what has changed, how many posts are stored, how many items lie in quarantine
DRIFTS: dict[str, tuple[str, Callable[[Any], Any], int, int]] = {
    "new fields of posts": (SEARCH, items(lambda item: item | NEW), POSTS, 0),
    "new fields of users": (USERS, items(lambda item: item | NEW), POSTS, 0),
    "new fields around the page": (SEARCH, lambda page: page | NEW, POSTS, 0),
    "ids that are numbers": (SEARCH, items(lambda item: item | {"id": int(item["id"])}), POSTS, 0),
    "metrics that are texts": (SEARCH, items(lambda item: item | {"public_metrics": {"like_count": "7"}}), POSTS, 0),
    "metrics that are a list": (SEARCH, items(lambda item: item | {"public_metrics": [7]}), POSTS, 0),
    "entities that are a text": (SEARCH, items(lambda item: item | {"entities": "none"}), POSTS, 0),
    "an unknown kind of reference": (
        SEARCH,
        items(lambda item: item | {"referenced_tweets": [{"type": "remixed"}]}),
        POSTS,
        0,
    ),
    "a language that is an object": (SEARCH, items(lambda item: item | {"lang": {"code": "en"}}), POSTS, 0),
    "a time that is a number": (SEARCH, items(lambda item: item | {"created_at": 1_795_000_000}), POSTS, 0),
    "an unknown kind of verification": (USERS, items(lambda item: item | {"verified_type": "platinum"}), POSTS, 0),
    "a post whose text is an object": (SEARCH, first(lambda item: item | {"text": {"body": "acme"}}), POSTS - 1, 1),
    "a post without an id": (SEARCH, first(lambda item: {**item, "id": None}), POSTS - 1, 1),
    "a post that is a list": (SEARCH, first(lambda item: [item]), POSTS - 1, 1),
    "a user without a name": (USERS, first(lambda item: {**item, "username": None}), POSTS, 1),
}


def kept(scene: Scene) -> list[Any]:
    """All raw objects that are stored or in quarantine."""
    stored = [zlib.decompress(body) for (body,) in scene.cli.sql("SELECT body FROM raw_answer")]
    return [json.loads(raw) for raw in stored + [raw for (raw,) in scene.cli.sql("SELECT raw FROM quarantine")]]


@pytest.mark.parametrize(("path", "change", "posts", "damaged"), DRIFTS.values(), ids=DRIFTS.keys())
def test_f13_what_x_changes_is_kept_as_it_came(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, path: str, change: Callable[[Any], Any], posts: int, damaged: int
) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    sent: list[Any] = []

    def noted(page: Any) -> Any:
        sent.extend(change(page).get("data", []))
        return change(page)

    with scene.x:
        scene.connect()
        scene.tamper(changed(path, noted, at=(1,)))
        ran = scene.run("twitter", "sync", "--json")
        assert (ran.code, len(cli.stored())) == (3 if damaged and path == SEARCH else 0, posts)
        assert cli.sql("SELECT count(*) FROM quarantine WHERE service = 'twitter'") == [(damaged,)]
        everything = kept(scene)
        assert all(item in everything for item in sent)
        assert scene.run("twitter", "status", "--json").json["quarantined"] == damaged
        if damaged:
            assert scene.run("twitter", "sync", "--json").code == 0
            is_sound(scene)
        else:
            x_is_whole(scene)


def test_f13_in_a_process_of_its_own(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    with scene.x:
        scene.connect()
        scene.tamper(changed(SEARCH, first(lambda item: {**item, "id": None}), at=(1,)))
        ran = scene.child("twitter", "sync", "--json")
        assert (ran.code, ran.error["code"], len(cli.stored())) == (3, "partial", POSTS - 1)
        assert scene.child("twitter", "sync", "--json").code == 0
        is_sound(scene)


COMPANIES: dict[str, tuple[Callable[[Any], Any], bool]] = {  # whether anything can still be read
    "new fields": (lambda body: body | NEW, True),
    "an envelope": (lambda body: {"data": body}, True),
    "a name that is an object": (lambda body: body | {"name": {"full": "Firm"}}, True),
    "all groups of another type": (lambda body: {k: [v] if isinstance(v, dict) else v for k, v in body.items()}, True),
    "nothing of a known type": (lambda body: {"domain": body["domain"], "name": 7, "about": {"text": "Firm"}}, False),
    "all under another name": (lambda body: {"firm": body}, False),
    "a list of companies": (lambda body: {"data": [body]}, False),
}


@pytest.mark.parametrize(("change", "is_read"), COMPANIES.values(), ids=COMPANIES.keys())
def test_f13_what_a_provider_changes_is_read_or_kept_in_quarantine(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, change: Callable[[Any], Any], is_read: bool
) -> None:
    scene = on_provider(cli, monkeypatch, 1)
    sent: list[Any] = []

    def noted(body: Any) -> Any:
        sent.append(change(body))
        return sent[-1]

    with scene.x:
        scene.connect_provider(firms(1))
        scene.tamper(changed(COMPANY, noted))
        ran = scene.bulk()
        assert (ran.code, ran.json["enriched"], ran.json["not_found"]) == (0, is_read, not is_read)
        assert cli.sql("SELECT count(*) FROM quarantine WHERE service = 'clearbit'") == [(not is_read,)]
        assert [error["item"] for error in ran.json["errors"]] == ([] if is_read else firms(1))
        if is_read:
            assert values(cli)
            firms_are_whole(scene, 1)
        else:
            assert sent[0] in kept(scene)
            assert scene.run("twitter", "status", "--json").json["quarantined"] == 0
            is_sound(scene)


def test_f13_what_lies_in_quarantine_of_a_record_goes_with_it(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = on_provider(cli, monkeypatch, 1)
    with scene.x:
        scene.connect_provider(firms(1))
        scene.tamper(changed(COMPANY, lambda _body: {"secret": "of the firm"}))
        assert "kept in quarantine" in scene.run("clearbit", "enrich", "company", firms(1)[0], "--json").json["reason"]
        assert cli.sql("SELECT count(*) FROM quarantine") == [(1,)]
        assert scene.run("company", "remove", firms(1)[0], "--yes").code == 0
        assert cli.sql("SELECT count(*) FROM quarantine") == [(0,)]
