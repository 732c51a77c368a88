"""Posts in both vocabularies, and what stands in for what X left out."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.connectors.x_payload import messages_of, page_of, post_of
from devsignal_cli.model.posts import Damaged, Metrics, Post
from tests.connectors.replies import POST_ID, post

RENAMED = {
    "edit_history_tweet_ids": "edit_history_post_ids",
    "referenced_tweets": "referenced_posts",
    "note_tweet": "note_post",
}


def read(document: dict[str, Any]) -> Post:
    found = post_of(json.dumps(document).encode())
    assert isinstance(found, Post)
    return found


def renamed(document: dict[str, Any]) -> dict[str, Any]:
    """The same post in the newer vocabulary."""
    new = {RENAMED.get(name, name): value for name, value in document.items()}
    metrics = dict(new.get("public_metrics", {}))
    if "retweet_count" in metrics:
        metrics["repost_count"] = metrics.pop("retweet_count")
        new["public_metrics"] = metrics
    return new


def without_raw(found: Post) -> dict[str, Any]:
    return {name: getattr(found, name) for name in Post.__dataclass_fields__ if name != "raw"}


def test_a_post_is_read_whole() -> None:
    document = post(
        4,
        in_reply_to_user_id="81",
        possibly_sensitive=True,
        public_metrics={"like_count": 3, "retweet_count": 1, "reply_count": 2, "quote_count": 4, "bookmark_count": 5, "impression_count": 6},
    )  # fmt: skip
    raw = json.dumps(document).encode()
    assert post_of(raw) == Post(
        id=POST_ID + 4,
        root_id=POST_ID + 4,
        text="quokka build 4 is green",
        author_id=7001,
        posted_at=1_794_906_000,
        raw=raw,
        lang="en",
        conversation_id=POST_ID + 4,
        in_reply_to_user_id=81,
        is_sensitive=True,
        metrics=Metrics(likes=3, reposts=1, replies=2, quotes=4, bookmarks=5, impressions=6),
    )


@given(
    note=st.none() | st.fixed_dictionaries({"text": st.text(st.characters(codec="utf-8"), min_size=1)}),
    history=st.none() | st.lists(st.integers(1, 2**63 - 1).map(str), max_size=5),
    references=st.none() | st.lists(st.fixed_dictionaries({"type": st.sampled_from(["quoted", "retweeted"])})),
    reposts=st.none() | st.integers(0, 2**40),
)
def test_both_vocabularies_give_equal_posts(
    note: Any, history: list[str] | None, references: list[dict[str, str]] | None, reposts: int | None
) -> None:
    metrics = {"like_count": 1} if reposts is None else {"like_count": 1, "retweet_count": reposts}
    older = post(note_tweet=note, edit_history_tweet_ids=history, referenced_tweets=references, public_metrics=metrics)
    assert without_raw(read(older)) == without_raw(read(renamed(older)))


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"note_tweet": {"text": "old"}, "note_post": {"text": "new"}}, "text", "new"),
        ({"edit_history_tweet_ids": ["7"], "edit_history_post_ids": ["9"]}, "root_id", 9),
        ({"referenced_tweets": [{"type": "retweeted"}], "referenced_posts": []}, "is_repost", False),
        ({"public_metrics": {"retweet_count": 1, "repost_count": 2}}, "metrics", Metrics(reposts=2)),
        ({"note_tweet": {"text": "old"}, "note_post": None}, "text", "old"),
    ],
)
def test_where_both_spellings_come_the_new_one_wins(fields: dict[str, Any], name: str, value: Any) -> None:
    assert getattr(read({"id": str(POST_ID), "text": "t"} | fields), name) == value


def test_a_long_post_is_read_from_its_note_to_the_tail() -> None:
    tail = "quokka works. " * 40 + "Not for us, though."
    assert read(post(text="quokka works. …", note_tweet={"text": tail})).text == tail


def test_an_empty_note_leaves_the_text() -> None:
    assert read(post(text="short", note_tweet={"text": ""})).text == "short"


def test_text_is_unescaped_once() -> None:
    assert read(post(text="a &lt;b&gt; &amp;amp; c")).text == "a <b> &amp; c"


def test_entities_of_note_and_post_are_both_kept_the_notes_first() -> None:
    found = read(
        post(
            entities={"hashtags": [{"tag": "cli"}, {"tag": "dev"}], "cashtags": [{"tag": "QKA"}]},
            note_tweet={"text": "t", "entities": {"hashtags": [{"tag": "long"}, {"tag": "cli"}], "mentions": [{"username": "quokka"}]}},
        )
    )  # fmt: skip
    assert found.hashtags == ("long", "cli", "dev")
    assert (found.cashtags, found.mentions) == (("QKA",), ("quokka",))


def test_an_address_is_known_by_all_its_spellings_the_true_target_first() -> None:
    url = {"url": "https://t.co/a", "expanded_url": "https://quokka.test/a", "unwound_url": "https://quokka.test/b"}
    found = read(post(entities={"urls": [{"url": "https://t.co/z"}, url]}))
    assert found.urls == ("https://quokka.test/b", "https://quokka.test/a", "https://t.co/z", "https://t.co/a")


def test_an_edited_post_is_keyed_by_the_first_of_its_chain() -> None:
    chain = [str(POST_ID + 1), str(POST_ID + 5)]
    found = read(post(5, edit_history_tweet_ids=chain))
    assert (found.id, found.root_id) == (POST_ID + 5, POST_ID + 1)


@pytest.mark.parametrize("history", [None, [], "7", [None, "", "x", -3, 1.5, True]])
def test_a_post_without_a_usable_history_is_its_own_root(history: Any) -> None:
    assert read({"id": "50", "text": "t", "edit_history_tweet_ids": history}).root_id == 50


@pytest.mark.parametrize(
    ("withheld", "flag"),
    [({"country_codes": ["FR"], "copyright": False}, True), ({"scope": "user"}, True), (None, False), ({}, False)],
)
def test_withheld_posts_are_marked(withheld: Any, flag: bool) -> None:
    assert read(post(withheld=withheld)).is_withheld is flag


@pytest.mark.parametrize(
    ("references", "flag"),
    [([{"type": "retweeted"}], True), ([{"type": "reposted"}], True), ([{"type": "quoted"}], False), ("x", False)],
)
def test_only_a_repost_is_a_repost(references: Any, flag: bool) -> None:
    assert read(post(referenced_tweets=references)).is_repost is flag


def test_a_post_with_only_default_fields_takes_its_time_from_its_id() -> None:
    found = read({"id": str(POST_ID), "text": "t"})
    assert found.posted_at == ((POST_ID >> 22) + 1_288_834_974_657) // 1000
    assert (found.author_id, found.lang, found.conversation_id, found.metrics) == (None, None, None, Metrics())


@pytest.mark.parametrize("created_at", ["", "yesterday", 5, None, ["2026-11-17T09:00:00Z"], "2026-13-01T00:00:00Z"])
def test_a_senseless_time_is_replaced_by_the_ids(created_at: Any) -> None:
    bare = {"id": str(POST_ID), "text": "t"}
    assert read(bare | {"created_at": created_at}).posted_at == read(bare).posted_at


@pytest.mark.parametrize(
    ("given_id", "number"),
    [
        ("9223372036854775807", 2**63 - 1),
        ("9007199254740993", 2**53 + 1),
        (9007199254740993, 2**53 + 1),
        ("1", 1),
        ("007", 7),
    ],
)
def test_ids_keep_every_digit(given_id: Any, number: int) -> None:
    assert read({"id": given_id, "text": "t"}).id == number


@pytest.mark.parametrize(
    "given_id",
    [None, "", "x", "-5", "0", 0, -5, True, 1.0, 1e18, [], {}, "9223372036854775808", "9" * 20, "9" * 10_000, "٣", "1 2"],
    ids=lambda value: repr(value)[:24],
)  # fmt: skip
def test_without_a_usable_id_a_post_is_damaged_and_kept_as_it_came(given_id: Any) -> None:
    raw = json.dumps({"id": given_id, "text": "t"}).encode()
    assert post_of(raw) == Damaged(raw, "a post that cannot be read or has no usable id")


@pytest.mark.parametrize("fields", [{}, {"text": None}, {"text": 7}, {"text": ["a"]}, {"note_tweet": {"text": "note"}}])
def test_without_a_text_a_post_is_damaged_and_named(fields: dict[str, Any]) -> None:
    raw = json.dumps({"id": "50"} | fields).encode()
    assert post_of(raw) == Damaged(raw, "post 50 has no text", 50)


@pytest.mark.parametrize("author", [None, "", "x", True, 7.5, {}, "9" * 20])
def test_a_post_without_a_usable_author_is_still_a_post(author: Any) -> None:
    assert read(post(author_id=author)).author_id is None


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (5, 5), (0, 0), ("17", 17), (3.0, 3), (None, None), (True, None), ("many", None), (-1, None), ([], None),
        (1e300, None), (2**63 - 1, 2**63 - 1), (2**63, None), ("9" * 10_000, None),
    ],
    ids=lambda value: repr(value)[:24],
)  # fmt: skip
def test_a_count_is_a_number_that_fits_or_nothing(value: Any, count: int | None) -> None:
    assert read(post(public_metrics={"like_count": value})).metrics.likes == count


@pytest.mark.parametrize("metrics", [None, [], "many", 7])
def test_metrics_of_another_kind_are_left_out(metrics: Any) -> None:
    assert read(post(public_metrics=metrics)).metrics == Metrics()


def test_fields_that_nobody_knows_are_kept_in_the_raw_json_only() -> None:
    found = read(post(brand_new={"a": [1]}))
    assert without_raw(found) == without_raw(read(post()))
    assert b"brand_new" in found.raw


def test_a_damaged_item_keeps_its_id_for_the_bill() -> None:
    found = post_of(b'{"id": "12", "text": 5}')
    assert isinstance(found, Damaged)
    assert found.id == 12


@pytest.mark.parametrize(
    ("errors", "messages"),
    [
        (None, ()),
        ("no list", ()),
        ([], ()),
        ([{"detail": "Could not find user with author_id: [5].", "title": "Not Found Error"}], ("Could not find user with author_id: [5].",)),
        ([{"title": "Forbidden"}], ("Forbidden",)),
        ([{}, "odd", {"detail": 7}], ("an error without words",) * 3),
    ],
)  # fmt: skip
def test_the_errors_of_a_success_become_one_text_each(errors: Any, messages: tuple[str, ...]) -> None:
    assert messages_of(errors) == messages


def test_the_items_of_a_page_stay_as_they_came() -> None:
    page = page_of(b'{"data": [{"id":  "1"}, 7], "meta": {"result_count": 2}, "new_top_level": {}}')
    assert [bytes(item) for item in page.data or ()] == [b'{"id":  "1"}', b"7"]
    assert page.meta == {"result_count": 2}
