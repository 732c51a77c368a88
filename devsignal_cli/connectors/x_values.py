"""What one JSON value of an archive holds: a page, a post, a user, a deletion, counts; as typed items.

What a post refers to is context: only its author's profile is taken.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import msgspec

from devsignal_cli.connectors import x_payload
from devsignal_cli.connectors.json_items import parted
from devsignal_cli.model.archive import ArchiveItem, Deletion, ReadDamaged, ReadPost, ReadProfile, Skipped
from devsignal_cli.model.posts import Damaged, Post, Profile
from devsignal_cli.snowflake import time_of

_GONE = ("deleted", "protected", "suspended", "deactivated")
_NONE = msgspec.Raw(b"")
_REFERENCES = ("referenced_posts", "referenced_tweets")
_NESTED = ("author", "in_reply_to_user", "__twarc")


class _Value(msgspec.Struct):
    """A JSON object, looked at for what it is: all values are still raw."""

    data: msgspec.Raw = _NONE
    includes: msgspec.Raw = _NONE
    errors: msgspec.Raw = _NONE
    meta: msgspec.Raw = _NONE
    title: msgspec.Raw = _NONE
    id: msgspec.Raw = _NONE
    id_str: msgspec.Raw = _NONE
    text: msgspec.Raw = _NONE
    username: msgspec.Raw = _NONE
    author_id: msgspec.Raw = _NONE
    created_at: msgspec.Raw = _NONE
    action: msgspec.Raw = _NONE
    reason: msgspec.Raw = _NONE
    start: msgspec.Raw = _NONE
    post_count: msgspec.Raw = _NONE
    tweet_count: msgspec.Raw = _NONE
    author: msgspec.Raw = _NONE
    in_reply_to_user: msgspec.Raw = _NONE
    referenced_posts: msgspec.Raw = _NONE
    referenced_tweets: msgspec.Raw = _NONE
    twarc: msgspec.Raw = msgspec.field(default=_NONE, name="__twarc")


class Place(msgspec.Struct):
    """Where a value stands: file:line, when the file was last written, and the time beyond which nothing was seen."""

    name: str
    seen_at: int
    now: int


def items_of(raw: bytes, place: Place) -> Iterator[ArchiveItem]:
    """A page, a post, a user, a deletion; or what else X writes."""
    value = _looked_at(raw)
    if value is None or value.id_str:  # the second: the API 1.1
        yield Skipped("other")
    elif _is_there(value.data):
        yield from _page(value, _list(value.data), place)
    elif value.text or value.author_id or value.username or value.action or _is_count(value):
        yield from _items([raw], [value], _seen_at([value], value, place), place)
    elif value.includes or value.meta or value.errors or value.data:
        yield from _page(value, [], place)
    else:
        yield Skipped("errors" if value.title and not value.id else "other")


def items_of_deep(text: bytes | bytearray, place: Place) -> Iterator[ArchiveItem]:
    """The items of a page of which some are nested too deeply: these alone are damaged.

    Raises:
        NestedTooDeeplyError: it is no such page.
    """
    try:
        rest, raws = parted(x_payload.mended(text))
    except ValueError as error:
        raise x_payload.NestedTooDeeplyError from error
    page = _looked_at(rest)
    if page is None:
        raise x_payload.NestedTooDeeplyError
    return _page(page, raws, place)


def _page(page: _Value, items: Sequence[bytes | msgspec.Raw], place: Place) -> Iterator[ArchiveItem]:
    raws = [bytes(raw) for raw in items]
    looks = [_looked_at(raw) or _Value() for raw in raws]
    users = [bytes(raw) for raw in _list(_field(page.includes, "users"))]
    seen_at = _seen_at(looks, page, place)
    if not raws and not users:
        yield Skipped("errors" if _list(page.errors) else "empty")
    elif raws and all(map(_is_count, looks)):
        yield Skipped("counts")
    else:
        yield from _items(raws, looks, seen_at, place)
    for raw in users:
        yield _profile(raw, seen_at, place)


def _items(raws: Sequence[bytes], looks: Sequence[_Value], seen_at: int, place: Place) -> Iterator[ArchiveItem]:
    for raw, look in zip(raws, looks, strict=True):
        if look.action:
            yield _deletion(raw, look, place)
        elif look.username and not look.text:
            yield _profile(raw, seen_at, place)
        elif _is_count(look):
            yield Skipped("counts")
        else:
            yield from _post(raw, look, seen_at, place)


def _post(raw: bytes, look: _Value, seen_at: int, place: Place) -> Iterator[ArchiveItem]:
    if look.author or look.in_reply_to_user or look.twarc or _has_nested_posts(look):
        for nested in _nested_profiles(look):
            yield ReadProfile(nested, seen_at)
        raw = _without_nested(raw)
    post = x_payload.post_of(raw)
    if isinstance(post, Post):
        yield ReadPost(post, seen_at)
    else:
        yield ReadDamaged(post, place.name, is_post=True)


def _profile(raw: bytes, seen_at: int, place: Place) -> ArchiveItem:
    profile = x_payload.profile_of(raw)
    if isinstance(profile, Profile):
        return ReadProfile(profile, seen_at)
    return ReadDamaged(profile, place.name, is_post=False)


def _deletion(raw: bytes, look: _Value, place: Place) -> ArchiveItem:
    if _python(look.action) != "delete" or _python(look.reason) not in _GONE:
        return Skipped("compliance")
    gone = x_payload.id_in(_python(look.id))
    if gone:
        return Deletion(gone)
    return ReadDamaged(Damaged(raw, "a deletion without a usable id"), place.name, is_post=False)


def _seen_at(looks: Sequence[_Value], page: _Value, place: Place) -> int:
    """When X sent a page: as twarc noted, else when its newest post was made, else when the file was written."""
    told = x_payload.time_in(_python(_field(page.twarc, "retrieved_at")))
    posts = (look for look in looks if look.text)
    found = told or max(map(_made_at, posts), default=0) or place.seen_at
    return min(found, place.now)


def _made_at(look: _Value) -> int:
    return x_payload.time_in(_python(look.created_at)) or time_of(x_payload.id_in(_python(look.id)) or 0)


def _nested_profiles(look: _Value) -> Iterator[Profile]:
    """The whole users inside a flattened post; a handle and an id alone are no profile."""
    posts = chain(_list(look.referenced_posts), _list(look.referenced_tweets))
    found = [look.author, look.in_reply_to_user, *(_field(post, "author") for post in posts)]
    profiles = (x_payload.profile_of(bytes(raw)) for raw in found if raw)
    yield from (profile for profile in profiles if isinstance(profile, Profile))


def _has_nested_posts(look: _Value) -> bool:
    return any(b'"text"' in bytes(raw) for raw in (look.referenced_posts, look.referenced_tweets))


def _without_nested(raw: bytes) -> bytes:
    """A flattened post as X sent it: its author is an id again, and what it refers to a kind and an id."""
    post = _python(raw)
    if not isinstance(post, dict):
        return raw
    author = post.get("author")
    if post.get("author_id") is None and isinstance(author, dict):
        post["author_id"] = author.get("id")
    for name in _REFERENCES:
        if isinstance(found := post.get(name), list):
            post[name] = [
                {key: item[key] for key in ("type", "id") if key in item} for item in found if isinstance(item, dict)
            ]
    return msgspec.json.encode({key: value for key, value in post.items() if key not in _NESTED})


def _is_there(raw: msgspec.Raw) -> bool:
    return bool(raw) and _start(raw, 4) != b"null"


def _is_count(look: _Value) -> bool:
    return bool((look.post_count or look.tweet_count) and look.start and not look.id)


def _looked_at(raw: bytes) -> _Value | None:
    try:
        return msgspec.json.decode(raw, type=_Value)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None


def _field(raw: msgspec.Raw, name: str) -> msgspec.Raw:
    """A field of a raw object."""
    try:
        return msgspec.json.decode(raw, type=dict[str, msgspec.Raw]).get(name, _NONE)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return _NONE


def _list(raw: msgspec.Raw) -> list[msgspec.Raw]:
    """The items of a raw list; a raw object is a list of one, anything else is none."""
    if _start(raw, 1) == b"{":
        return [raw]
    try:
        return msgspec.json.decode(raw, type=list[msgspec.Raw])
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return []


def _start(raw: msgspec.Raw, size: int) -> bytes:
    return bytes(memoryview(raw)[:size])


def _python(raw: bytes | msgspec.Raw) -> Any:
    try:
        return msgspec.json.decode(raw)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None
