"""JSON that is broken, endless or malicious: never an exception that nobody expects, never a row that cannot be stored."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.connectors.json_items import parted
from devsignal_cli.connectors.x_payload import page_of, post_of, profile_of
from devsignal_cli.model.posts import Damaged, Post, Profile
from tests.connectors.replies import POST_ID

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
POST_KEYS = (
    "text author_id created_at lang conversation_id in_reply_to_user_id edit_history_tweet_ids edit_history_post_ids "
    "entities note_tweet note_post public_metrics referenced_tweets referenced_posts withheld possibly_sensitive"
).split()
PROFILE_KEYS = (
    "username name description location url entities affiliation protected verified verified_type public_metrics "
    "created_at"
).split()


def text_of(body: bytes) -> str:
    """The text of the one post on a page."""
    items = page_of(body).data
    assert items is not None
    found = post_of(bytes(items[0]))
    assert isinstance(found, Post)
    return found.text


def page_with(text: bytes) -> bytes:
    return b'{"data": [{"id": "5", "text": "' + text + b'"}], "meta": {"result_count": 1}}'


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (rb"\ud83d", "\ufffd"),
        (rb"\ude00", "\ufffd"),
        (rb"a\uD83Db", "a\ufffdb"),
        (rb"\ud83d\ud83d", "\ufffd\ufffd"),
        (rb"\ude00\ud83d", "\ufffd\ufffd"),
        (rb"\ud83d\ud83d\ude00", "\ufffd😀"),
        (rb"\ud83d\ude00\ude00", "😀\ufffd"),
        (rb"\ud83d\\ude00", "\ufffd\\ude00"),
        (rb"\\ud83d \udfff", "\\ud83d \ufffd"),
        (rb"\ud83d\u0041", "\ufffdA"),
        (rb"\ud83d\ude00", "😀"),
        (rb"\\ud83d", "\\ud83d"),
    ],
)
def test_half_a_surrogate_pair_becomes_the_replacement_sign_and_nothing_else_changes(escaped: bytes, text: str) -> None:
    assert text_of(page_with(escaped)) == text


def test_a_broken_text_costs_none_of_the_other_posts() -> None:
    body = b'{"data": [{"id": "1", "text": "\\ud800"}, {"id": "2", "text": "fine"}]}'
    found = [post_of(bytes(raw)) for raw in page_of(body).data or ()]
    assert [item.text for item in found if isinstance(item, Post)] == ["\ufffd", "fine"]


@pytest.mark.parametrize("text", [rb"a\u0000b", rb"a&#0;b"])
def test_nul_becomes_the_replacement_sign(text: bytes) -> None:
    assert text_of(page_with(text)) == "a\ufffdb"


@pytest.mark.parametrize(
    "text",
    ["RTL \u202eevil\u202c", "👩\u200d🚀", "Z\u0351\u036b\u0313", "\u001b[31mred", "a\u2028b\u0085c", "\ufeffBOM", "[/b]", "=1+1", "1\ufe0f\u20e3", ""],
    ids=ascii,
)  # fmt: skip
def test_odd_letters_are_stored_as_they_are(text: str) -> None:
    assert text_of(json.dumps({"data": [{"id": "5", "text": text}]}).encode()) == text


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"[]", b"7", b'"x"', b"<html></html>", b'{"data": {}}', b'{"data": "x"}',
        b'{"data": [}', b'{"data": []} and more', b"\xff\xfe", b'{"meta": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    ],
    ids=lambda body: repr(body[:16]),
)  # fmt: skip
def test_a_body_that_is_no_page_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError):
        page_of(body)


@pytest.mark.parametrize("body", [b"{}", b'{"data": null}', b'{"data": null, "errors": null, "meta": null}'])
def test_a_page_without_items_has_none(body: bytes) -> None:
    assert page_of(body).data is None


@pytest.mark.parametrize("item", [b"null", b"7", b"[]", b'"x"', b"{}", b"{"])
def test_an_item_that_is_no_object_is_damaged(item: bytes) -> None:
    assert isinstance(post_of(item), Damaged)
    assert isinstance(profile_of(item), Damaged)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_item_nested_too_deeply_spoils_only_itself(number: int) -> None:
    deep = b'{"id": "5", "text": "[{,", "deep": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    items = [b'{"id": "6", "text": "a, b] \\" {"}', b'{"id": "7", "text": "c", "x": [[1, 2], {"y": [3]}]}']
    items.insert(number, deep)
    page = page_of(b'{"meta": {"next_token": "t", "data": [1]}, "data": [' + b" , ".join(items) + b'], "errors": [{}]}')
    assert [bytes(item) for item in page.data or ()] == items
    assert (page.meta["next_token"], page.errors) == ("t", [{}])
    found = [post_of(bytes(item)) for item in page.data or ()]
    assert [isinstance(post, Damaged) for post in found] == [item is deep for item in items]


@given(st.lists(JSON, max_size=5))
def test_parting_a_list_gives_its_items(items: list[Any]) -> None:
    rest, parts = parted(json.dumps({"a": {"data": []}, "data": items, "z": [items]}).encode())
    assert [json.dumps(json.loads(part)) for part in parts] == [json.dumps(item) for item in items]
    assert json.dumps(json.loads(rest)) == json.dumps({"a": {"data": []}, "data": [], "z": [items]})


def test_deep_nesting_damages_one_item_at_most() -> None:
    raw = b'{"id": "5", "deep": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    assert post_of(raw) == Damaged(raw, "a post that cannot be read or has no usable id")


@pytest.mark.parametrize("number", [b"9" * 30, b"9" * 10_000, b"1e999", b"-" + b"9" * 10_000])
def test_an_endless_number_is_no_crash(number: bytes) -> None:
    raw = (
        b'{"id": "5", "text": "t", "username": "u", "public_metrics": {"like_count": '
        + number
        + b', "followers_count": '
        + number
        + b"}}"
    )
    found, profile = post_of(raw), profile_of(raw)
    assert isinstance(found, Damaged) or found.metrics.likes is None
    assert isinstance(profile, Damaged) or profile.followers is None


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_or_a_value_error(body: bytes) -> None:
    try:
        items = page_of(body).data
    except ValueError:
        return
    assert items is None or all(isinstance(post_of(bytes(raw)), Post | Damaged) for raw in items)


@given(st.binary(max_size=300))
def test_any_bytes_are_an_item_or_damaged(raw: bytes) -> None:
    assert isinstance(post_of(raw), Post | Damaged)
    assert isinstance(profile_of(raw), Profile | Damaged)


@given(JSON)
def test_any_json_is_an_item_or_damaged(document: Any) -> None:
    raw = json.dumps(document).encode()
    assert isinstance(post_of(raw), Post | Damaged)
    assert isinstance(profile_of(raw), Profile | Damaged)


@given(st.dictionaries(st.sampled_from(POST_KEYS), JSON, max_size=6))
def test_known_fields_of_any_type_leave_a_post_that_can_be_stored(fields: dict[str, Any]) -> None:
    found = post_of(json.dumps({"id": str(POST_ID), "text": "t"} | fields).encode())
    if isinstance(found, Post):
        assert all(0 < number < 2**63 for number in (found.id, found.root_id))
        assert "\0" not in found.text
        found.text.encode()


@given(st.dictionaries(st.sampled_from(PROFILE_KEYS), JSON, max_size=6))
def test_known_fields_of_any_type_leave_a_profile_that_can_be_stored(fields: dict[str, Any]) -> None:
    found = profile_of(json.dumps({"id": "5", "username": "u"} | fields).encode())
    if isinstance(found, Profile):
        texts = (found.username, found.name, found.description, found.location, found.url, found.entities)
        assert not any("\0" in text for text in texts)
        "".join(texts).encode()
