"""What is asked of X, and how its answers are read."""

from typing import Any

import pytest

from devsignal_cli.connectors.http import BrokenAnswerError
from devsignal_cli.connectors.x import TWEET_FIELDS, USER_FIELDS
from devsignal_cli.connectors.x_token import clean_token
from devsignal_cli.errors import AuthError, BadRequestError, ConfigError, TryLaterError
from devsignal_cli.model.posts import SearchPage, SearchRequest, Usage
from tests.connectors.replies import CLOCK, NOW, POST_ID, Line, Reply, json_reply, page, post, x

REQUEST = SearchRequest('("quokka") lang:en', 100)
USAGE = {"cap_reset_day": 4, "project_cap": "2000000", "project_id": "1690000000000000001", "project_usage": "314"}


def asked(request: SearchRequest) -> dict[str, str]:
    """The parameters that a request sends."""
    line = Line(json_reply(page()))
    with x(line) as client:
        client.search(request)
    assert line.requests[0].url.path == "/2/tweets/search/recent"
    return dict(line.requests[0].url.params)


def searched(document: Any) -> SearchPage:
    with x(Line(json_reply(document))) as client:
        return client.search(REQUEST)


def test_a_first_page_asks_for_the_newest_first_and_all_fields() -> None:
    assert asked(REQUEST) == {
        "query": '("quokka") lang:en',
        "max_results": "100",
        "sort_order": "recency",
        "tweet.fields": TWEET_FIELDS,
    }


@pytest.mark.parametrize(
    ("request_", "parameters"),
    [
        (SearchRequest("q", 10, since_id=POST_ID), {"since_id": str(POST_ID)}),
        (SearchRequest("q", 10, until_id=POST_ID), {"until_id": str(POST_ID)}),
        (SearchRequest("q", 10, since_id=1, until_id=2, next_token="b26v"), {"since_id": "1", "until_id": "2", "next_token": "b26v"}),
        (SearchRequest("q", 10, start_time=NOW), {"start_time": "2026-11-17T09:30:00Z"}),
    ],
)  # fmt: skip
def test_the_ends_of_a_window_are_sent_as_they_are(request_: SearchRequest, parameters: dict[str, str]) -> None:
    sent = asked(request_)
    ends = ("since_id", "until_id", "start_time", "end_time", "next_token")
    assert {name: sent[name] for name in ends if name in sent} == parameters


def test_the_fields_that_everything_hangs_on_are_asked_for() -> None:
    assert {"author_id", "created_at", "note_tweet", "edit_history_tweet_ids"} <= set(TWEET_FIELDS.split(","))
    assert {"username", "name", "public_metrics", "entities"} <= set(USER_FIELDS.split(","))


def test_nothing_asks_for_an_expansion_since_that_is_billed() -> None:
    line = Line(json_reply({"data": []}))
    with x(line) as client:
        client.search(REQUEST)
        client.users([1])
        client.usage()
        client.credits_usd()
        client.counts("q", 0)
    assert not any("expansions" in request.url.params for request in line.requests)


def test_a_page_carries_posts_clock_and_token() -> None:
    found = searched(page(post(2), post(1), next_token="b26v"))
    assert [item.id for item in found.posts] == [POST_ID + 2, POST_ID + 1]
    assert (found.server_time, found.next_token) == (NOW, "b26v")
    assert (found.damaged, found.errors, found.missing_fields) == ((), (), ())


def test_without_a_date_the_local_clock_counts() -> None:
    with x(Line(Reply(200, b'{"meta": {"result_count": 0}}'))) as client:
        assert client.search(REQUEST).server_time == CLOCK


@pytest.mark.parametrize(
    "document", [{"meta": {"result_count": 0}}, {"data": []}, {"data": None, "meta": {"newest_id": None}}]
)
def test_an_empty_page_is_a_page(document: Any) -> None:
    assert searched(document) == SearchPage((), NOW)


@pytest.mark.parametrize(
    "document",
    [{}, {"data": None, "includes": None, "errors": None, "meta": None}, {"meta": {"result_count": 3}}, {"posts": []}],
)
def test_a_page_without_a_word_that_it_is_empty_is_broken_and_no_end(document: Any) -> None:
    with pytest.raises(BrokenAnswerError):
        searched(document)


@pytest.mark.parametrize("document", [{}, {"data": None}, {"users": []}, {"meta": {"result_count": 0}}])
def test_an_answer_without_a_word_of_anybody_marks_nobody_as_missing(document: Any) -> None:
    with x(Line(json_reply(document))) as client, pytest.raises(BrokenAnswerError):
        client.users([1])


def test_an_empty_page_may_have_a_successor() -> None:
    assert searched({"meta": {"result_count": 0, "next_token": "on"}}).next_token == "on"


@pytest.mark.parametrize("token", ["", None])
def test_no_token_is_the_end(token: Any) -> None:
    assert searched({"data": [], "meta": {"next_token": token}}).next_token is None


@pytest.mark.parametrize("token", [5, [], {}, True])
def test_a_senseless_token_is_a_broken_answer_and_no_end(token: Any) -> None:
    with pytest.raises(BrokenAnswerError):
        searched({"data": [], "meta": {"next_token": token}})


def test_errors_beside_data_are_told_and_cost_no_post() -> None:
    found = searched(
        page(post()) | {"errors": [{"detail": "Sorry, you are not authorized.", "title": "Authorization Error"}]}
    )
    assert len(found.posts) == 1
    assert found.errors == ("Sorry, you are not authorized.",)


def test_errors_alone_are_a_refusal_and_no_empty_page() -> None:
    with pytest.raises(BadRequestError, match="errors only: User has been suspended") as caught:
        searched({"errors": [{"title": "Forbidden", "detail": "User has been suspended: [5]."}]})
    assert caught.value.server_time == NOW


def test_errors_on_an_empty_page_are_told() -> None:
    found = searched({"errors": [{"title": "Forbidden"}], "meta": {"result_count": 0}})
    assert (found.posts, found.errors) == ((), ("Forbidden",))


def test_a_damaged_item_is_set_aside_and_the_rest_kept() -> None:
    found = searched({"data": [post(1), {"id": "no"}, None, post(2)]})
    assert [item.id for item in found.posts] == [POST_ID + 1, POST_ID + 2]
    assert [item.raw for item in found.damaged] == [b'{"id": "no"}', b"null"]


def test_the_same_post_twice_on_a_page_is_handed_on_twice() -> None:
    assert len(searched(page(post(1), post(1))).posts) == 2


@pytest.mark.parametrize(
    ("posts", "missing"),
    [
        ([post(1, author_id=None), post(2)], ()),
        ([post(1, author_id=None), post(2, author_id=None)], ("author_id",)),
        ([{"id": "1", "text": 'the "author_id" and "created_at" of a post'}], ("author_id", "created_at")),
        ([], ()),
    ],
)
def test_a_field_that_no_post_of_a_page_has_is_named(posts: list[Any], missing: tuple[str, ...]) -> None:
    assert searched(page(*posts)).missing_fields == missing


def test_users_are_asked_for_by_id_in_one_request() -> None:
    line = Line(json_reply({"data": [{"id": "12", "username": "a"}]}))
    with x(line) as client:
        found = client.users([12, 5])
    assert dict(line.requests[0].url.params) == {"ids": "12,5", "user.fields": USER_FIELDS}
    assert line.requests[0].url.path == "/2/users"
    assert [profile.id for profile in found.profiles] == [12]


@pytest.mark.parametrize(
    ("data", "missing", "damaged"),
    [
        ([{"id": "5", "username": "a"}, {"id": "12", "username": "b"}], (), 0),
        ([{"id": "12", "username": "b"}], (5,), 0),
        (None, (5, 12), 0),
        ([{"id": "5", "username": ""}], (5, 12), 1),
    ],
)
def test_users_that_x_does_not_know_are_named(data: Any, missing: tuple[int, ...], damaged: int) -> None:
    errors = [{"detail": "Could not find user with ids: [5].", "title": "Not Found Error"}]
    with x(Line(json_reply({"data": data, "errors": errors}))) as client:
        found = client.users([12, 5])
    assert (found.missing, len(found.damaged), found.server_time) == (missing, damaged, NOW)


@pytest.mark.parametrize(
    ("data", "usage"),
    [
        (USAGE, Usage("1690000000000000001", 314, 2_000_000, 4)),
        (USAGE | {"project_usage": 314, "project_cap": 2_000_000}, Usage("1690000000000000001", 314, 2_000_000, 4)),
        ({"daily_project_usage": {"project_id": "9", "usage": []}}, Usage(None, None, None, None)),
        (USAGE | {"project_usage": "-3", "project_cap": None, "cap_reset_day": "x"}, Usage("1690000000000000001", None, None, None)),
    ],
)  # fmt: skip
def test_usage_comes_in_strings_or_numbers(data: Any, usage: Usage) -> None:
    with x(Line(json_reply({"data": data}))) as client:
        assert client.usage() == usage


@pytest.mark.parametrize(
    ("reply", "balance"),
    [
        (json_reply({"data": {"free_balance": 0.0, "total_balance": 12.75}}), 12.75),
        (json_reply({"data": {"total_balance": 3}}), 3.0),
        (json_reply({"data": {"total_balance": "3"}}), None),
        (json_reply({"data": {}}), None),
        (Reply(404, b""), None),
        (Reply(404, b"<html>nothing here</html>"), None),
        (json_reply({"title": "Forbidden"}, 403), None),
    ],
)
def test_a_balance_that_x_does_not_tell_is_none(reply: Reply, balance: float | None) -> None:
    with x(Line(reply)) as client:
        assert client.credits_usd() == balance


def test_a_refused_token_is_said_even_when_only_the_balance_was_asked() -> None:
    with x(Line(Reply(401))) as client, pytest.raises(AuthError):
        client.credits_usd()


@pytest.mark.parametrize(
    ("meta", "count"),
    [
        ({"total_tweet_count": 41}, 41),
        ({"total_post_count": 42}, 42),
        ({"total_tweet_count": 41, "total_post_count": 42}, 42),
        ({"total_post_count": 0, "total_tweet_count": 41}, 0),
        ({"total_post_count": "many"}, 0),
        (None, 0),
    ],
)
def test_counts_are_read_under_both_names(meta: Any, count: int) -> None:
    line = Line(json_reply({"data": [], "meta": meta}))
    with x(line) as client:
        assert client.counts("quokka", 1_795_000_000).posts == count
    assert dict(line.requests[0].url.params) == {
        "query": "quokka",
        "granularity": "day",
        "start_time": "2026-11-18T11:06:40Z",
    }


@pytest.mark.parametrize(
    "pasted",
    ["AAA%2Bb=", " AAA%2Bb=\n", '"AAA%2Bb="', "'AAA%2Bb='", "Bearer AAA%2Bb=", "bearer  AAA%2Bb=", '"Bearer AAA%2Bb="'],
)
def test_a_pasted_token_is_freed_of_what_is_not_its_own(pasted: str) -> None:
    assert clean_token(pasted) == "AAA%2Bb="


@pytest.mark.parametrize("pasted", ["", "  ", '""', "two words", "ünï", "tab\tbed", "line\nbreak", "a\x00b"])
def test_what_can_be_no_token_is_refused(pasted: str) -> None:
    with pytest.raises(ConfigError) as caught:
        clean_token(pasted)
    assert caught.value.exit_code == 78


def test_an_unreadable_answer_says_try_later() -> None:
    with x(Line(Reply(200, b"<html>")), left_seconds=0) as client, pytest.raises(TryLaterError, match="no JSON"):
        client.search(REQUEST)
