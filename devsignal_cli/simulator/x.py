"""The simulated X as a whole, without HTTP: token, rate limit, parameters, endpoint, bill."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from devsignal_cli.simulator import account, lookup, search
from devsignal_cli.simulator.moments import utc_day
from devsignal_cli.simulator.problems import PROBLEMS, ApiProblem, invalid_many, no_such_path, too_many, unauthorized
from devsignal_cli.simulator.state import State
from devsignal_cli.simulator.view import Answer

_POSTS = frozenset({"tweet.fields", "post.fields", "expansions", "user.fields"}) | {
    f"{name}.fields" for name in ("media", "poll", "place")
}
_WINDOW = frozenset({"query", "since_id", "until_id", "start_time", "end_time", "next_token", "pagination_token"})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What answers at a path, and the parameters it takes."""

    answer: Callable[[State, str, Mapping[str, str]], Answer]
    parameters: frozenset[str]


ENDPOINTS: Mapping[str, Endpoint] = {
    "/2/tweets/search/recent": Endpoint(search.search_recent, _WINDOW | _POSTS | {"max_results", "sort_order"}),
    "/2/tweets/counts/recent": Endpoint(search.counts_recent, _WINDOW | {"granularity", "search_count.fields"}),
    "/2/users": Endpoint(lookup.users, _POSTS | {"ids"}),
    "/2/tweets": Endpoint(lookup.posts, _POSTS | {"ids"}),
    "/2/usage/tweets": Endpoint(account.usage_tweets, frozenset({"days", "usage.fields"})),
    "/2/usage/credits": Endpoint(account.usage_credits, frozenset({"usage_credits.fields"})),
}


@dataclass(slots=True)
class Reply:
    """Status, JSON body (None is an empty one) and the headers that the endpoint itself gives."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


def reply_to(state: State, token: str | None, path: str, params: Mapping[str, str]) -> Reply:
    """Answers one GET and bills what was returned."""
    headers: dict[str, str] = {}
    state.world.advance_to(state.clock.now_ms())
    try:
        valid = _check_token(state, token)
        endpoint = _endpoint(path)
        _count(state, valid, path, headers)
        _check_names(endpoint, params)
        answer = endpoint.answer(state, valid, params)
    except ApiProblem as problem:
        return Reply(problem.status, problem.body, headers)
    state.meter.bill(valid, utc_day(state.clock.now_ms()), answer.posts, answer.users, answer.counts)
    return Reply(200, answer.body, headers)


def _check_token(state: State, token: str | None) -> str:
    if token is None or token not in state.tokens:
        raise unauthorized()
    return token


def _endpoint(path: str) -> Endpoint:
    if path == "/2/users/me":
        raise ApiProblem(403, _user_context_only())
    if path not in ENDPOINTS:
        raise no_such_path()
    return ENDPOINTS[path]


def _count(state: State, token: str, path: str, headers: dict[str, str]) -> None:
    allowance = state.limits.take(token, path, state.clock.now_s())
    headers |= allowance.headers
    if allowance.refused:
        raise too_many()


def _check_names(endpoint: Endpoint, params: Mapping[str, str]) -> None:
    for name, value in params.items():
        if name not in endpoint.parameters:
            allowed = ",".join(sorted(endpoint.parameters))
            raise invalid_many(f"The query parameter [{name}] is not one of [{allowed}]", {name: value})


def _user_context_only() -> dict[str, Any]:
    kinds = "Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context]."
    return {
        "title": "Unsupported Authentication",
        "detail": f"Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.  {kinds}",
        "type": PROBLEMS + "unsupported-authentication",
        "status": 403,
    }
