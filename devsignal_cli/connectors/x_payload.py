"""X's JSON as values: both vocabularies (tweet and post; the new spelling wins), wrong types bent or left out.

An item is kept as it came; one that has no usable id is `Damaged`, never an exception.
"""

import html
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from devsignal_cli.connectors.json_items import parted
from devsignal_cli.model.posts import Damaged, Metrics, Post, Profile
from devsignal_cli.snowflake import time_of

_ESCAPE = re.compile(  # every escape in turn, whole pairs first: what is left in the group is half a pair
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)
T = TypeVar("T")
_UNSTORABLE = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_LARGEST_ID = 2**63 - 1
_NEEDED_FIELDS = ("author_id", "created_at")
_LATEST = 253_402_300_799  # the last second of the year 9999, the last one that can be shown


class Page(msgspec.Struct):
    """A list answer whose items are still raw JSON."""

    data: list[msgspec.Raw] | None = None
    meta: Any = None
    errors: Any = None


class NestedTooDeeplyError(ValueError):
    """JSON with more levels than can be read."""


def page_of(body: bytes) -> Page:
    """A list answer, its items untouched; one that is nested too deeply does not spoil the others.

    Raises:
        ValueError: it is no JSON object of that form.
    """
    try:
        return read_as(body, Page)
    except NestedTooDeeplyError:
        rest, items = parted(mended(body))
    page = _decoded(rest, Page)
    page.data = [msgspec.Raw(item) for item in items]
    return page


def read_as(body: bytes | bytearray, kind: type[T]) -> T:
    """JSON as a value of a kind; what is no UTF-8, and half a pair of surrogates, becomes U+FFFD.

    Raises:
        NestedTooDeeplyError: it has too many levels.
        ValueError: it is no JSON, or of another kind.
    """
    try:
        body.decode()  # msgspec does not check the UTF-8 of items that it leaves raw
        return _decoded(body, kind)
    except (msgspec.ValidationError, NestedTooDeeplyError):
        raise
    except ValueError:
        return _decoded(mended(body), kind)


def mended(body: bytes | bytearray) -> bytes:
    """JSON with U+FFFD in place of what is no UTF-8 and of half a pair of surrogates."""
    text = body.decode("utf-8", "replace").encode()
    return _ESCAPE.sub(lambda escape: rb"\ufffd" if escape[1] else escape[0], text)


def post_of(raw: bytes) -> Post | Damaged:
    """One post."""
    item = _object(raw)
    post_id = id_in(item.get("id"))
    if post_id is None:
        return Damaged(raw, "a post that cannot be read or has no usable id")
    if not isinstance(item.get("text"), str):
        return Damaged(raw, f"post {post_id} has no text", post_id)
    note = _mapping(_either(item, "note_post", "note_tweet"))
    entities = _mapping(note.get("entities")) or _mapping(item.get("entities"))
    own = _mapping(item.get("entities"))
    history = map(id_in, _list(_either(item, "edit_history_post_ids", "edit_history_tweet_ids")))
    references = [_mapping(ref) for ref in _list(_either(item, "referenced_posts", "referenced_tweets"))]
    is_repost = any(ref.get("type") in ("retweeted", "reposted") for ref in references)
    return Post(
        id=post_id,
        root_id=min([post_id, *(number for number in history if number)]),
        text=html.unescape(_text(note.get("text")) or item["text"]).translate(_UNSTORABLE),
        author_id=id_in(item.get("author_id")),
        posted_at=time_in(item.get("created_at")) or time_of(post_id),
        raw=raw,
        lang=_clean(item.get("lang")) or None,
        conversation_id=id_in(item.get("conversation_id")),
        in_reply_to_user_id=id_in(item.get("in_reply_to_user_id")),
        reposted_author_id=_reposted_author(own) if is_repost else None,
        is_repost=is_repost,
        is_withheld=bool(_mapping(item.get("withheld"))),
        is_sensitive=item.get("possibly_sensitive") is True,
        metrics=_metrics(_mapping(item.get("public_metrics"))),
        hashtags=_entity(entities, own, "hashtags", "tag"),
        cashtags=_entity(entities, own, "cashtags", "tag"),
        mentions=_entity(entities, own, "mentions", "username"),
        urls=_urls(entities, own),
    )


def missing_fields(posts: Sequence[Post]) -> tuple[str, ...]:
    """Fields that no post of a page has: X drops what it does not know, silently."""
    if not posts:
        return ()
    return tuple(name for name in _NEEDED_FIELDS if not any(f'"{name}"'.encode() in post.raw for post in posts))


def profile_of(raw: bytes) -> Profile | Damaged:
    """One public profile."""
    item = _object(raw)
    user_id, username = id_in(item.get("id")), _text(item.get("username"))
    if user_id is None or not username:
        return Damaged(raw, "a user without a usable id and username", user_id)
    metrics = _mapping(item.get("public_metrics"))
    return Profile(
        id=user_id,
        username=_clean(username),
        raw=raw,
        name=_clean(item.get("name")),
        description=_clean(item.get("description")),
        location=_clean(item.get("location")),
        url=_expanded_url(item),
        entities=_json(item.get("entities")),
        affiliation=_json(item.get("affiliation")),
        is_protected=item.get("protected") is True,
        is_verified=item.get("verified") is True,
        verified_type=_clean(item.get("verified_type")) or None,
        followers=_count(metrics.get("followers_count")),
        following=_count(metrics.get("following_count")),
        posts=_count(_either(metrics, "post_count", "tweet_count")),
        listed=_count(metrics.get("listed_count")),
        created_at=time_in(item.get("created_at")),
    )


def messages_of(errors: Any) -> tuple[str, ...]:
    """What the `errors` of a success say, one text each."""
    found = [_mapping(error) for error in _list(errors)]
    return tuple(_text(error.get("detail")) or _text(error.get("title")) or "an error without words" for error in found)


def id_in(value: Any) -> int | None:
    """An id of X, or None if the value is none that can be stored."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:  # noqa: PLR2004
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _LARGEST_ID else None


def time_in(value: Any) -> int | None:
    """A time of X (RFC 3339) in Unix seconds, or None if the value is none."""
    try:
        time = datetime.fromisoformat(_text(value))
        seconds = int((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return None
    return seconds if 0 < seconds <= _LATEST else None


def _decoded(body: bytes | bytearray, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except RecursionError as error:
        raise NestedTooDeeplyError from error


def _object(raw: bytes) -> Mapping[str, Any]:
    try:
        return _mapping(msgspec.json.decode(raw))
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return {}


def _either(item: Mapping[str, Any], new: str, old: str) -> Any:
    return item[new] if item.get(new) is not None else item.get(old)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _clean(value: Any) -> str:
    return html.unescape(_text(value)).translate(_UNSTORABLE)


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode() if isinstance(value, dict) and value else ""


def _count(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = int(value)
    except (ValueError, OverflowError):
        return None
    return number if 0 <= number <= _LARGEST_ID else None


def _metrics(metrics: Mapping[str, Any]) -> Metrics:
    return Metrics(
        likes=_count(metrics.get("like_count")),
        reposts=_count(_either(metrics, "repost_count", "retweet_count")),
        replies=_count(metrics.get("reply_count")),
        quotes=_count(metrics.get("quote_count")),
        bookmarks=_count(metrics.get("bookmark_count")),
        impressions=_count(metrics.get("impression_count")),
    )


def _entity(entities: Mapping[str, Any], own: Mapping[str, Any], kind: str, key: str) -> tuple[str, ...]:
    found = [_text(_mapping(entity).get(key)) for entity in (*_list(entities.get(kind)), *_list(own.get(kind)))]
    return tuple(dict.fromkeys(text for text in found if text))


def _reposted_author(own: Mapping[str, Any]) -> int | None:
    """Whose words a repost repeats: the one whom its text names first, behind `RT @`."""
    mentions = map(_mapping, _list(own.get("mentions")))
    return next((id_in(one.get("id")) for one in mentions if one.get("start") == len("RT ")), None)


def _urls(entities: Mapping[str, Any], own: Mapping[str, Any]) -> tuple[str, ...]:
    kinds = ("unwound_url", "expanded_url", "url")
    return tuple(dict.fromkeys(url for kind in kinds for url in _entity(entities, own, "urls", kind)))


def _expanded_url(item: Mapping[str, Any]) -> str:
    """The profile's link: X puts a t.co address into `url` and what it leads to into `entities`."""
    urls = _list(_mapping(_mapping(item.get("entities")).get("url")).get("urls"))
    expanded = [_text(_mapping(url).get("expanded_url")) for url in urls]
    return _clean(next((url for url in expanded if url), item.get("url")))
