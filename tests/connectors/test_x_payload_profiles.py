"""Profiles: what X says of a user, and what is left out when it makes no sense."""

import json
from typing import Any

import pytest

from devsignal_cli.connectors.x_payload import profile_of
from devsignal_cli.model.posts import Damaged, Profile


def user(**fields: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {"id": "7001", "username": "Rae_Quill", "name": "Rae Quill"}
    return whole | fields


def read(document: dict[str, Any]) -> Profile:
    found = profile_of(json.dumps(document).encode())
    assert isinstance(found, Profile)
    return found


def test_a_profile_is_read_whole() -> None:
    document = user(
        description="I build &amp; ship",
        location="Porto",
        url="https://t.co/rq",
        entities={"url": {"urls": [{"url": "https://t.co/rq", "expanded_url": "https://quill.test"}]}},
        affiliation={"description": "Quokka"},
        protected=True,
        verified=True,
        verified_type="business",
        public_metrics={"followers_count": 10, "following_count": 20, "tweet_count": 30, "listed_count": 40},
        created_at="2015-04-01T00:00:00.000Z",
    )
    raw = json.dumps(document).encode()
    assert profile_of(raw) == Profile(
        id=7001,
        username="Rae_Quill",
        raw=raw,
        name="Rae Quill",
        description="I build & ship",
        location="Porto",
        url="https://quill.test",
        entities='{"url":{"urls":[{"url":"https://t.co/rq","expanded_url":"https://quill.test"}]}}',
        affiliation='{"description":"Quokka"}',
        is_protected=True,
        is_verified=True,
        verified_type="business",
        followers=10,
        following=20,
        posts=30,
        listed=40,
        created_at=1_427_846_400,
    )


def test_a_bare_profile_leaves_everything_else_empty() -> None:
    raw = b'{"id": "7", "username": "u"}'
    assert profile_of(raw) == Profile(id=7, username="u", raw=raw)


@pytest.mark.parametrize(
    ("metrics", "posts"),
    [({"tweet_count": 5}, 5), ({"post_count": 6}, 6), ({"tweet_count": 5, "post_count": 6}, 6), ({}, None)],
)
def test_the_number_of_posts_has_two_names_and_the_new_one_wins(metrics: dict[str, int], posts: int | None) -> None:
    assert read(user(public_metrics=metrics)).posts == posts


@pytest.mark.parametrize("fields", [{"id": None}, {"id": 7.0}, {"username": ""}, {"username": None}, {"username": 5}])
def test_without_a_usable_id_or_username_a_profile_is_damaged(fields: dict[str, Any]) -> None:
    raw = json.dumps(user(**fields)).encode()
    found = profile_of(raw)
    assert isinstance(found, Damaged)
    assert (found.raw, found.reason) == (raw, "a user without a usable id and username")


@pytest.mark.parametrize("flag", ["protected", "verified"])
@pytest.mark.parametrize("value", ["true", 1, None, [], False])
def test_only_true_itself_is_true(flag: str, value: Any) -> None:
    found = read(user(**{flag: value}))
    assert (found.is_protected, found.is_verified) == (False, False)


@pytest.mark.parametrize(
    ("entities", "url"),
    [
        (None, "https://t.co/own"),
        ({"url": {"urls": [{"url": "https://t.co/own"}]}}, "https://t.co/own"),
        ({"url": {"urls": "x"}}, "https://t.co/own"),
        ({"url": {"urls": [{"expanded_url": ""}, {"expanded_url": "https://b.test"}]}}, "https://b.test"),
    ],
)
def test_the_link_is_where_it_leads_to_if_x_says_so(entities: Any, url: str) -> None:
    assert read(user(url="https://t.co/own", entities=entities)).url == url


@pytest.mark.parametrize("name", ["name", "description", "location", "url"])
@pytest.mark.parametrize(("value", "kept"), [("a\0b", "a\ufffdb"), ("&lt;3", "<3"), (None, ""), (5, ""), ([], "")])
def test_texts_are_cleaned_for_the_store(name: str, value: Any, kept: str) -> None:
    assert getattr(read(user(**{name: value})), name) == kept


@pytest.mark.parametrize("value", [None, {}, [], "x", 7])
def test_entities_that_are_no_object_are_left_out(value: Any) -> None:
    found = read(user(entities=value, affiliation=value))
    assert (found.entities, found.affiliation) == ("", "")


@pytest.mark.parametrize("value", [None, "", 5])
def test_an_unknown_kind_of_verification_is_none(value: Any) -> None:
    assert read(user(verified_type=value)).verified_type is None
