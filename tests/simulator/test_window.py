"""since_id, until_id, start_time, end_time and the seven-day rule."""

from typing import Any

import pytest

from devsignal_cli.simulator.moments import ms_of, parse_rfc3339, rfc3339, snowflake
from devsignal_cli.simulator.world import World

from .client import COUNTS, DAY_MS, NOW_MS, Client

MINUTE_MS = 60_000


def test_since_id_and_until_id_are_exclusive(client: Client) -> None:
    ids = sorted(client.walk(max_results=100))
    assert sorted(client.walk(max_results=100, since_id=ids[4], until_id=ids[9])) == ids[5:9]


def test_start_time_is_inclusive_and_end_time_exclusive(client: Client) -> None:
    start, end = rfc3339(NOW_MS - 10 * MINUTE_MS), rfc3339(NOW_MS - 5 * MINUTE_MS)
    moments = [ms_of(i) for i in client.walk(max_results=100, start_time=start, end_time=end)]
    assert moments == [NOW_MS - n * MINUTE_MS for n in range(6, 11)]


def test_the_last_thirty_seconds_are_not_searched_by_default(client: Client, world: World) -> None:
    world.plant("acme now", NOW_MS - 30_000)
    seen = world.plant("acme then", NOW_MS - 30_001)
    assert client.search().ids[0] == seen.id


def test_a_since_id_older_than_seven_days_is_refused_with_the_words_of_x(client: Client) -> None:
    old = snowflake(NOW_MS - 7 * DAY_MS) - 1
    assert client.search(since_id=old).json == {
        "errors": [
            {
                "parameters": {"since_id": [str(old)]},
                "message": f"'since_id' must be a tweet id created after 2026-11-11T11:06Z. Please use a 'since_id' that is larger than {snowflake(NOW_MS - 7 * DAY_MS)}",
            }
        ],
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": "https://api.x.com/2/problems/invalid-request",
    }


def test_a_since_id_of_exactly_seven_days_is_taken(client: Client) -> None:
    assert client.search(since_id=snowflake(NOW_MS - 7 * DAY_MS)).status == 200


def test_posts_older_than_seven_days_are_gone(client: Client, world: World) -> None:
    world.plant("acme old", NOW_MS - 7 * DAY_MS - 1)
    assert len(client.walk(max_results=100)) == 30


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"since_id": "abc"}, "does not match"),
        ({"until_id": "1" * 20}, "does not match"),
        ({"until_id": "5"}, "'until_id' must be a tweet id created after"),
        ({"start_time": "yesterday"}, "not a valid RFC3339"),
        ({"end_time": "2026-13-40T00:00:00Z"}, "not a valid RFC3339"),
        ({"start_time": "2026-11-11T11:06:39Z"}, "'start_time' must be on or after 2026-11-11T11:06Z"),
        ({"end_time": "2026-11-18T11:06:35Z"}, "'end_time' must be a minimum of 10 seconds prior"),
        (
            {"since_id": snowflake(NOW_MS), "start_time": "2026-11-18T00:00:00Z"},
            "Invalid use of since_id in conjunction with start_time or end_time",
        ),
        (
            {"since_id": snowflake(NOW_MS), "end_time": "2026-11-18T00:00:00Z"},
            "Invalid use of since_id in conjunction with start_time or end_time",
        ),
        ({"until_id": snowflake(NOW_MS), "end_time": "2026-11-18T00:00:00Z"}, "Invalid use of until_id"),
        (
            {"start_time": "2026-11-18T01:00Z", "end_time": "2026-11-18T00:00Z"},
            "'start_time' must be before 'end_time':2026-11-18T00:00Z",
        ),
        ({"sort_order": "oldest"}, "not one of [recency,relevancy]"),
        ({"bogus": "1"}, "The query parameter [bogus] is not one of"),
    ],
)
def test_wrong_bounds_are_refused(client: Client, params: dict[str, Any], words: str) -> None:
    refused = client.search(**params)
    assert (refused.status, words in refused.message) == (400, True)


def test_a_refused_query_comes_as_an_invalid_request(client: Client) -> None:
    refused = client.search("acme and cli")
    assert refused.json["errors"][0]["parameters"] == {"query": ["acme and cli"]}
    assert refused.json["type"].endswith("/invalid-request")


@pytest.mark.parametrize(("granularity", "buckets"), [("minute", 10081), ("hour", 169), ("day", 8)])
def test_counts_add_up_in_buckets_whose_edges_are_partial(client: Client, granularity: str, buckets: int) -> None:
    body = client.get(COUNTS, query="acme", granularity=granularity).json
    assert (len(body["data"]), sum(b["tweet_count"] for b in body["data"])) == (buckets, 30)
    assert (body["meta"], body["data"][0]["start"]) == ({"total_tweet_count": 30}, "2026-11-11T11:06:40.000Z")


def test_counts_of_an_empty_window_have_no_data(client: Client) -> None:
    assert client.get(COUNTS, query="acme", since_id=snowflake(NOW_MS)).json == {"meta": {"total_tweet_count": 0}}


def test_counts_refuse_a_wrong_granularity(client: Client) -> None:
    assert client.get(COUNTS, query="acme", granularity="week").status == 400


@pytest.mark.parametrize("text", ["2026-11-18", "2026-11-18T00:00:00+01:00", "now", ""])
def test_a_time_of_another_form_is_no_time(text: str) -> None:
    with pytest.raises(ValueError, match="RFC 3339"):
        parse_rfc3339(text)


def test_a_time_survives_the_way_there_and_back() -> None:
    assert parse_rfc3339(rfc3339(NOW_MS + 123)) == NOW_MS + 123
