"""GET /2/tweets/search/recent and /2/tweets/counts/recent."""

import hashlib
import itertools
from collections.abc import Mapping
from typing import Any

from devsignal_cli.simulator.moments import DAY_MS, HOUR_MS, MINUTE_MS, ms_of, rfc3339
from devsignal_cli.simulator.paging import Cursor, walk_of
from devsignal_cli.simulator.problems import invalid, invalid_many
from devsignal_cli.simulator.query import QueryError, parse
from devsignal_cli.simulator.replay import Replay
from devsignal_cli.simulator.state import State
from devsignal_cli.simulator.view import Answer, View
from devsignal_cli.simulator.window import Window

MIN_RESULTS, MAX_RESULTS, DEFAULT_RESULTS = 10, 100, 10
_BUCKETS = {"minute": MINUTE_MS, "hour": HOUR_MS, "day": DAY_MS}


def search_recent(state: State, _token: str, params: Mapping[str, str]) -> Answer:
    """One page of posts, newest first; ApiProblem for what X refuses."""
    size = _page_size(params)
    order = _one_of(params, "sort_order", ("recency", "relevancy"))
    cursor = state.pager.open(params, state.clock.now_ms())
    if state.replay is not None:
        return _recorded_page(state, state.replay, params, size, cursor)
    check_query(params)
    cursor = cursor or _first(params, state.clock.now_ms())
    ids = state.world.between(params["query"], cursor.after_id, cursor.before_id)
    ids = _ranked(ids) if order == "relevancy" else ids[::-1]
    ids = ids[_start(ids, cursor, order) :]
    answer = View.of(params).page(filter(None, map(state.world.get, ids[:size])), state.world)
    answer.body["meta"] = _meta([str(post_id) for post_id in ids[:size]])
    if len(ids) > size:
        answer.body["meta"]["next_token"] = state.pager.seal(_moved(cursor, ids[size - 1], state))
    return answer


def counts_recent(state: State, _token: str, params: Mapping[str, str]) -> Answer:
    """How many posts match, in buckets whose first and last are partial; one flat price a request."""
    check_query(params)
    if state.replay is not None:
        return Answer({"meta": {"total_tweet_count": len(state.replay.posts)}}, counts=1)
    width_ms = _BUCKETS[_one_of(params, "granularity", ("hour", "minute", "day"))]
    window = Window.of(params, state.clock.now_ms())
    moments = [ms_of(i) for i in state.world.between(params["query"], window.after_id, window.before_id)]
    key = "post_count" if state.counts_dialect == "new" else "tweet_count"
    buckets = _buckets(moments, ms_of(window.after_id + 1), ms_of(window.before_id), width_ms, key)
    body: dict[str, Any] = {"data": buckets} if buckets else {}
    return Answer(body | {"meta": {f"total_{key}": len(moments)}}, counts=1)


def check_query(params: Mapping[str, str]) -> None:
    """ApiProblem (400) in X's words for a query that X would refuse."""
    try:
        parse(params.get("query", ""))
    except QueryError as error:
        raise invalid(str(error), query=params.get("query", "")) from error


def _page_size(params: Mapping[str, str]) -> int:
    text = params.get("max_results", str(DEFAULT_RESULTS))
    if not (text.isascii() and text.isdigit() and MIN_RESULTS <= int(text) <= MAX_RESULTS):
        message = f"The `max_results` query parameter value [{text}] is not between {MIN_RESULTS} and {MAX_RESULTS}"
        raise invalid(message, max_results=text)
    return int(text)


def _one_of(params: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = params.get(name, allowed[0])
    if value not in allowed:
        message = f"The `{name}` query parameter value [{value}] is not one of [{','.join(allowed)}]"
        raise invalid_many(message, {name: value})
    return value


def _first(params: Mapping[str, str], now_ms: int) -> Cursor:
    window = Window.of(params, now_ms)
    return Cursor(window.after_id, window.before_id, 0, now_ms, walk_of(params))


def _moved(cursor: Cursor, place: int, state: State) -> Cursor:
    return Cursor(cursor.after_id, cursor.before_id, place, state.clock.now_ms(), cursor.walk)


def _start(ids: list[int], cursor: Cursor, order: str) -> int:
    if not cursor.place:
        return 0
    if order == "relevancy":
        return sum(_rank(post_id) <= _rank(cursor.place) for post_id in ids)
    return sum(post_id >= cursor.place for post_id in ids)


def _ranked(ids: list[int]) -> list[int]:
    return sorted(ids, key=_rank)


def _rank(post_id: int) -> bytes:
    return hashlib.blake2b(str(post_id).encode(), digest_size=8).digest()


def _meta(ids: list[str]) -> dict[str, Any]:
    if not ids:
        return {"result_count": 0}
    return {"newest_id": max(ids, key=_number), "oldest_id": min(ids, key=_number), "result_count": len(ids)}


def _number(post_id: str) -> tuple[int, str]:
    return len(post_id), post_id


def _buckets(moments: list[int], start_ms: int, end_ms: int, width_ms: int, key: str) -> list[dict[str, Any]]:
    edges = [start_ms, *range(start_ms - start_ms % width_ms + width_ms, end_ms, width_ms), end_ms]
    tally: dict[int, int] = {}
    for moment in moments:
        edge = max(start_ms, moment - moment % width_ms)
        tally[edge] = tally.get(edge, 0) + 1
    pairs = [(start, end) for start, end in itertools.pairwise(edges) if start < end]
    return [{"end": rfc3339(end), "start": rfc3339(start), key: tally.get(start, 0)} for start, end in pairs]


def _recorded_page(state: State, replay: Replay, params: Mapping[str, str], size: int, cursor: Cursor | None) -> Answer:
    start = cursor.place if cursor else 0
    posts = replay.posts[start : start + size]
    ids = [str(post["id"]) for post in posts]
    body: dict[str, Any] = {"data": posts} if posts else {}
    users = _recorded_authors(replay, posts) if "author_id" in params.get("expansions", "").split(",") else []
    if users:
        body["includes"] = {"users": users}
    body["meta"] = _meta(ids)
    if start + size < len(replay.posts):
        now_ms = state.clock.now_ms()
        body["meta"]["next_token"] = state.pager.seal(Cursor(0, 0, start + size, now_ms, walk_of(params)))
    return Answer(body, posts=ids, users=[str(user["id"]) for user in users])


def _recorded_authors(replay: Replay, posts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    wanted = dict.fromkeys(str(post.get("author_id")) for post in posts)
    return [replay.users[user_id] for user_id in wanted if user_id in replay.users]
