"""The answers against the parts of X's OpenAPI (2.166 legacy, 2.167 new) that clients rely on, written out by hand."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from devsignal_cli.simulator.server import Simulator

from .client import COUNTS, LEGACY, NEW, NOW_MS, POSTS, USAGE, USERS, Client

ID = r"[0-9]{1,19}"
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
SPAN = {"start": int, "end": int}
TAGS = [SPAN | {"tag": str}]
ENTITIES = {
    "mentions?": [SPAN | {"username": r"[A-Za-z0-9_]{1,15}", "id?": ID}],
    "hashtags?": TAGS,
    "cashtags?": TAGS,
    "urls?": [SPAN | {"url": r"https://t\.co/\w+", "expanded_url": str, "display_url": str}],
}
COUNTERS = dict.fromkeys(("reply_count", "like_count", "quote_count", "bookmark_count", "impression_count"), int)
REFERENCES = [{"type": "replied_to|quoted", "id": ID}]
NOTE = {"text": str, "entities?": ENTITIES}
COMMON = {
    "id": ID,
    "text": str,
    "author_id": ID,
    "created_at": TIME,
    "conversation_id": ID,
    "lang": str,
    "possibly_sensitive": bool,
    "entities?": ENTITIES,
    "in_reply_to_user_id?": ID,
    "withheld?": {"copyright": bool, "country_codes": ["[A-Z]{2}"], "scope?": "tweet|user"},
}
TWEET = COMMON | {
    "edit_history_tweet_ids": [ID],
    "referenced_tweets?": REFERENCES,
    "note_tweet?": NOTE,
    "public_metrics": COUNTERS | {"retweet_count": int},
}
POST = COMMON | {
    "edit_history_post_ids": [ID],
    "referenced_posts?": REFERENCES,
    "note_post?": NOTE,
    "public_metrics": COUNTERS | {"repost_count": int},
}
USER = {
    "id": ID,
    "name": str,
    "username": r"[A-Za-z0-9_]{1,15}",
    "created_at?": TIME,
    "description?": str,
    "entities?": {"url?": {"urls": list}, "description?": ENTITIES},
    "location?": str,
    "protected?": bool,
    "public_metrics?": dict.fromkeys(
        ("followers_count", "following_count", "tweet_count", "listed_count", "like_count"), int
    ),
    "url?": str,
    "verified?": bool,
    "verified_type?": "blue|government|business|none",
}
PROBLEM = {
    "title": str,
    "detail": str,
    "type": r"https://api\.x\.com/2/problems/[a-z-]+",
    "value": ID,
    "resource_id": ID,
    "resource_type": "user|tweet",
    "parameter": str,
}
META = {"result_count": int, "newest_id": ID, "oldest_id": ID, "next_token?": r"\w+"}
USER_FIELDS = "created_at,description,entities,location,protected,public_metrics,url,verified,verified_type"


def complaints(value: Any, shape: Any, at: str = "$") -> list[str]:
    """What is wrong with a value: a shape is a type, a pattern, a list of one shape, or keys ("?" marks optional ones)."""
    if isinstance(shape, dict):
        return _keys(value, shape, at) if isinstance(value, dict) and value else [f"{at}: no object"]
    if isinstance(shape, list):
        full = isinstance(value, list) and value
        return (
            [c for n, one in enumerate(value) for c in complaints(one, shape[0], f"{at}[{n}]")]
            if full
            else [f"{at}: no list or an empty one"]
        )
    if isinstance(shape, str):
        return [] if isinstance(value, str) and re.fullmatch(shape, value) else [f"{at}: {value!r} is not {shape}"]
    return [] if type(value) is shape else [f"{at}: {value!r} is no {shape.__name__}"]


def _keys(value: dict[str, Any], shape: dict[str, Any], at: str) -> list[str]:
    known = {name.rstrip("?"): part for name, part in shape.items()}
    needed = {name for name in shape if not name.endswith("?")}
    wrong = [f"{at}: {name} is missing" for name in needed - value.keys()]
    wrong += [f"{at}: {name} is not known" for name in value.keys() - known.keys()]
    return wrong + [
        c for name in value.keys() & known.keys() for c in complaints(value[name], known[name], f"{at}.{name}")
    ]


@pytest.fixture(scope="module")
def x() -> Iterator[Client]:
    with Simulator.seeded(11, 300, NOW_MS) as sim:
        yield Client(sim)


def test_search_speaks_the_legacy_dialect_of_2_166(x: Client) -> None:
    body = x.search(
        "acme", max_results=100, tweet__fields=LEGACY, expansions="author_id", user__fields=USER_FIELDS
    ).json
    shape = {"data": [TWEET], "includes": {"users": [USER]}, "meta": META, "errors?": [PROBLEM]}
    assert complaints(body, shape) == []


def test_search_speaks_the_new_dialect_of_2_167(x: Client) -> None:
    expansions = "author_id,referenced_posts,in_reply_to_user_id,edit_history_post_ids"
    body = x.search("acme", max_results=100, post__fields=NEW, expansions=expansions, user__fields=USER_FIELDS).json
    shape = {"data": [POST], "includes": {"users": [USER], "posts": [POST]}, "meta": META, "errors?": [PROBLEM]}
    assert complaints(body, shape) == []


def test_lookups_speak_as_search_does(x: Client) -> None:
    ids = x.walk("acme", max_results=100)[:99]
    tweets = x.get(POSTS, ids=",".join(map(str, [*ids, 1])), tweet__fields=LEGACY).json
    users = ",".join({tweet["author_id"] for tweet in tweets["data"]})
    assert complaints(tweets, {"data": [TWEET], "errors": [PROBLEM]}) == []
    assert (
        complaints(x.get(USERS, ids=users + ",1", user__fields=USER_FIELDS).json, {"data": [USER], "errors": [PROBLEM]})
        == []
    )


def test_counts_and_usage_have_their_shapes(x: Client) -> None:
    bucket = {"start": TIME, "end": TIME, "tweet_count": int}
    usage = {"cap_reset_day": int, "project_cap": r"\d+", "project_id": ID, "project_usage": r"\d+"}
    assert complaints(x.get(COUNTS, query="acme").json, {"data": [bucket], "meta": {"total_tweet_count": int}}) == []
    assert complaints(x.get(USAGE).json, {"data": usage}) == []


def test_the_checker_itself_finds_what_is_wrong() -> None:
    wrong = complaints({"a": 1, "b": [], "d": "x", "e": 5}, {"a": str, "b": [int], "c": int, "d": "y", "f?": int})
    assert len(wrong) == 5
