"""The X API v2: recent search, users by id, usage, credits, counts. HTTP only; application-only bearer token."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from devsignal_cli.connectors import x_errors, x_payload
from devsignal_cli.connectors.http import Answer, BrokenAnswerError, Http
from devsignal_cli.connectors.retry import Patience, RetryableError
from devsignal_cli.connectors.server_clock import ServerClock
from devsignal_cli.errors import BadRequestError, DevsignalError, OutdatedRequestError, ServiceError
from devsignal_cli.model.posts import (
    Counted,
    Damaged,
    Post,
    Profile,
    ProfilePage,
    SearchPage,
    SearchRequest,
    Usage,
)

# The older vocabulary: the newer one hides author_id behind a billed expansion. Answers are read in both.
TWEET_FIELDS = (
    "author_id,conversation_id,created_at,edit_history_tweet_ids,entities,in_reply_to_user_id,lang,note_tweet,"
    "possibly_sensitive,public_metrics,referenced_tweets,withheld"
)
USER_FIELDS = (
    "affiliation,created_at,description,entities,location,name,protected,public_metrics,url,username,verified,"
    "verified_type"
)
_MOST_USD = 1e12  # beyond it a balance is a broken answer
T = TypeVar("T")


class XClient:
    """X for one token. Every call but `search`, `users` and `counts` is free.

    Args:
        http: the client with the base URL and the token.
        patience: how long this run may wait in all.
        clock: the local time, used only where X sends no Date.
        server_clock: X's clock, shared by the clients of a command.
    """

    def __init__(
        self, http: Http, patience: Patience, clock: Callable[[], int], server_clock: ServerClock | None = None
    ) -> None:
        self._http = http
        self._patience = patience
        self._clock = clock
        self._server_clock = server_clock or ServerClock()
        self._requests = 0

    @property
    def requests(self) -> int:
        """How many requests were sent, retries included."""
        return self._requests

    def search(self, request: SearchRequest) -> SearchPage:
        """One page of recent search, newest first. Costs 0.005 USD a post (docs.x.com, pricing).

        Raises:
            BadRequestError: X refuses the request, by its status or by an answer of errors alone.
            OutdatedRequestError: it is no longer free by X's clock, perhaps after a wait; it was not sent.
        """
        parameters = {
            "query": request.query,
            "max_results": str(request.max_results),
            "sort_order": "recency",
            "tweet.fields": TWEET_FIELDS,
            **_given("since_id", request.since_id),
            **_given("until_id", request.until_id),
            **_given("next_token", request.next_token),
        }
        if request.start_time is not None:
            parameters["start_time"] = _rfc3339(request.start_time)
        return self._get("/2/tweets/search/recent", parameters, self._search_page, free_until=request.free_until)

    def users(self, ids: Sequence[int]) -> ProfilePage:
        """The public profiles of at most 100 users. Costs 0.010 USD a profile."""
        parameters = {"ids": ",".join(map(str, ids)), "user.fields": USER_FIELDS}
        return self._get("/2/users", parameters, lambda answer: self._profile_page(answer, ids))

    def usage(self) -> Usage:
        """What the token's project has used and may use this month. Free."""
        parameters = {"usage.fields": "cap_reset_day,project_cap,project_id,project_usage"}
        data = self._get("/2/usage/tweets", parameters, _data)
        project = data.get("project_id")
        return Usage(
            str(project) if project else None,
            _number(data.get("project_usage")),
            _number(data.get("project_cap")),
            _number(data.get("cap_reset_day")),
        )

    def server_time(self) -> int:
        """X's clock in Unix seconds: from its last answer, else by one free request that is not waited for.

        A refusal tells the time as well. It is never the local clock's.

        Raises:
            DevsignalError: X did not tell its time.
        """
        if self._server_clock.now() is None:
            try:
                self._get("/2/usage/tweets", {}, lambda _answer: None, Patience(0))
            except DevsignalError:
                if self._server_clock.now() is None:
                    raise
        told = self._server_clock.now()
        if told is None:
            raise ServiceError("X does not tell its time.", "A proxy may have taken the Date away.")
        return told

    def credits_usd(self) -> float | None:
        """The account's balance in USD, or None where X does not offer the endpoint. Free, and not waited for."""
        try:
            data = self._get("/2/usage/credits", {}, _data, Patience(0))
        except ServiceError:
            return None
        return _usd(data.get("total_balance"))

    def counts(self, query: str, start: int, *, is_waited_for: bool = True) -> Counted:
        """How many posts a query matches since a time (Unix seconds): an estimate. Costs 0.005 USD a call."""
        parameters = {"query": query, "granularity": "day", "start_time": _rfc3339(start)}
        patience = None if is_waited_for else Patience(0)
        return self._get("/2/tweets/counts/recent", parameters, self._counted, patience)

    def _get(
        self,
        path: str,
        parameters: Mapping[str, str],
        read: Callable[[Answer], T],
        patience: Patience | None = None,
        free_until: int | None = None,
    ) -> T:
        def attempt() -> T:
            if free_until is not None and (self._server_clock.now() or 0) >= free_until:
                raise OutdatedRequestError("X has begun a new day.")
            self._requests += 1
            try:
                answer = self._http.get(path, parameters)
                if answer.server_time is not None:
                    self._server_clock.set(answer.server_time)
                x_errors.check(answer)
                return read(answer)
            except BrokenAnswerError as broken:
                raise RetryableError(broken) from broken

        return (patience or self._patience).call(attempt)

    def _counted(self, answer: Answer) -> Counted:
        meta = _mapping(_document(answer).get("meta"))
        total = meta.get("total_post_count")
        posts = _number(meta.get("total_tweet_count") if total is None else total) or 0
        return Counted(posts, answer.server_time or self._clock())

    def _search_page(self, answer: Answer) -> SearchPage:
        page = _page(answer)
        items = [x_payload.post_of(bytes(raw)) for raw in page.data or ()]
        posts = tuple(item for item in items if isinstance(item, Post))
        errors, meta = x_payload.messages_of(page.errors), _mapping(page.meta)
        if errors and not items and not meta:  # no page but a refusal: taken for an end it would lose the rest
            raise BadRequestError(
                f"X answered with errors only: {'; '.join(errors)[:500]}", "Check the keywords.", answer.server_time
            )
        if not items and not errors and not _is_empty(page, meta):
            raise _broken()  # taken for an end it would lose the posts that are there
        token = meta.get("next_token")
        if not isinstance(token, str | None):
            raise _broken()  # as above
        return SearchPage(
            posts=posts,
            server_time=answer.server_time or self._clock(),
            is_time_told=answer.server_time is not None,
            next_token=token or None,
            damaged=tuple(item for item in items if isinstance(item, Damaged)),
            errors=errors,
            missing_fields=x_payload.missing_fields(posts),
        )

    def _profile_page(self, answer: Answer, asked: Sequence[int]) -> ProfilePage:
        page = _page(answer)
        if page.data is None and not page.errors:
            raise _broken()  # no word of anybody: taken for an answer nobody would be asked for again
        items = [x_payload.profile_of(bytes(raw)) for raw in page.data or ()]
        profiles = tuple(item for item in items if isinstance(item, Profile))
        return ProfilePage(
            profiles=profiles,
            missing=tuple(sorted(set(asked) - {profile.id for profile in profiles})),
            server_time=answer.server_time or self._clock(),
            damaged=tuple(item for item in items if isinstance(item, Damaged)),
        )


def _page(answer: Answer) -> x_payload.Page:
    try:
        return x_payload.page_of(answer.body)
    except ValueError as error:
        raise _broken() from error


def _is_empty(page: x_payload.Page, meta: Mapping[str, Any]) -> bool:
    """Whether a page says that it has no posts."""
    return (page.data is not None or bool(meta)) and not meta.get("result_count")


def _document(answer: Answer) -> Mapping[str, Any]:
    document = answer.document()
    if not document:
        raise _broken()
    return document


def _broken() -> BrokenAnswerError:
    return BrokenAnswerError("X sent an answer that is no JSON of the known form.", "Run it again later.")


def _data(answer: Answer) -> Mapping[str, Any]:
    return _mapping(_document(answer).get("data"))


def _rfc3339(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _usd(value: Any) -> float | None:
    is_sum = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST_USD
    return float(value) if is_sum else None


def _given(name: str, value: object) -> dict[str, str]:
    return {} if value is None else {name: str(value)}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: Any) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None  # noqa: PLR2004
