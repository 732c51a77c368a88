"""A request and its tries: what is retried, what is one record's failure, and what ends the run."""

from typing import Any

import httpx
import pytest

from devsignal_cli.connectors.clearbit import CLEARBIT
from devsignal_cli.connectors.http import LARGEST_BODY, MisdirectedError
from devsignal_cli.connectors.hunter import HUNTER
from devsignal_cli.connectors.provider import Provider
from devsignal_cli.errors import (
    AuthError,
    CallsReachedError,
    CreditsError,
    RateLimitedError,
    ServiceError,
    TryLaterError,
)
from devsignal_cli.model.enrichment import LookedUp, Lookup
from tests.connectors.enrichment_desk import BAD_KEY, NO_QUOTA, UNKNOWN, Desk, desk
from tests.connectors.firms import DOMAIN, company
from tests.connectors.provider_answers import KEY
from tests.connectors.replies import Line, Reply, json_reply

__all__ = ["desk"]
FIRM = Lookup(domain=DOMAIN)
FOUND = json_reply(company())
TOO_FAST = Reply(429, b"", {"retry-after": "7"})
DOWN = Reply(503, b"<html>no upstream</html>")
REFUSED = json_reply({"error": {"type": "params_invalid", "message": "No such parameter"}}, 400)
ELSEWHERE = Reply(404, b"<html>nginx</html>")
HUNTERS_LIMIT = json_reply({"errors": [{"id": "too_many_requests", "code": 403}]}, 403)
HUNTERS_END = json_reply({"errors": [{"id": "usage_exceeded", "code": 429}]}, 429)
BOTH_PACES = pytest.mark.parametrize("is_steady", [True, False], ids=["steady", "at once"])


def asked_for(desk: Desk, *lookups: Lookup, **options: Any) -> tuple[list[LookedUp], Exception | None]:
    """What came of a run, and what ended it."""
    came: list[LookedUp] = []
    with desk.client(**options) as client:
        try:
            came.extend(client.look_up_all(lookups))
        except Exception as error:  # noqa: BLE001 - the test says which it must be
            return came, error
    return came, None


def firms(number: int) -> list[Lookup]:
    return [Lookup(domain=f"firm{each}.test") for each in range(number)]


@pytest.mark.parametrize(
    "trouble",
    [
        TOO_FAST,
        DOWN,
        Reply(500),
        Reply(200, b"<html>"),
        Reply(408),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
    ],
    ids=["too fast", "down", "api error", "no JSON", "timed out", "no connection", "no answer"],
)
def test_what_time_mends_is_asked_again_and_each_try_is_a_call(desk: Desk, trouble: Reply | Exception) -> None:
    desk.company = Line(trouble, FOUND)
    with desk.client() as client:
        looked = client.look_up(FIRM)
        assert client.calls == 2
    assert (looked.calls, looked.counted, len(desk.naps.taken)) == (2, 1, 1)


def test_a_wait_that_the_provider_asks_for_is_kept(desk: Desk) -> None:
    desk.company = Line(TOO_FAST, FOUND)
    with desk.client() as client:
        client.look_up(FIRM)
    assert 7 <= desk.naps.taken[0] <= 8


def test_too_fast_at_hunter_is_asked_again(desk: Desk) -> None:
    desk.company = Line(HUNTERS_LIMIT, json_reply({"data": company()}))
    with desk.client(HUNTER) as client:
        assert client.look_up(FIRM).calls == 2


@BOTH_PACES
def test_a_failure_of_one_record_is_its_result_and_the_run_goes_on(desk: Desk, *, is_steady: bool) -> None:
    desk.company = Line(*[DOWN] * 5, UNKNOWN)
    came, ended = asked_for(desk, *firms(3), is_steady=is_steady, most_under_way=1)
    assert ended is None
    assert [(looked.calls, looked.company and looked.company.outcome) for looked in came] == [
        (5, None),
        (1, "not_found"),
        (1, "not_found"),
    ]
    assert isinstance(came[0].error, TryLaterError)


@pytest.mark.parametrize(
    ("trouble", "kind", "calls"),
    [
        (REFUSED, ServiceError, 1),
        (Reply(200, b"x" * (LARGEST_BODY + 1)), ServiceError, 1),
        (httpx.ConnectError(f"no route with {KEY}"), TryLaterError, 5),
    ],
    ids=["refused", "too large", "no connection"],
)
def test_a_failed_record_says_why_and_what_it_cost(desk: Desk, trouble: Any, kind: type[Exception], calls: int) -> None:
    desk.company = Line(trouble)
    (looked,), _ = asked_for(desk, FIRM)
    assert (type(looked.error).__mro__.count(kind), looked.calls, looked.counted) == (1, calls, 0)
    assert KEY not in str(looked.error)


@BOTH_PACES
@pytest.mark.parametrize(
    ("provider", "trouble", "kind"),
    [
        (CLEARBIT, BAD_KEY, AuthError),
        (CLEARBIT, NO_QUOTA, CreditsError),
        (CLEARBIT, TOO_FAST, RateLimitedError),
        (CLEARBIT, ELSEWHERE, MisdirectedError),
        (CLEARBIT, Reply(302, b"", {"location": "https://elsewhere.test"}), MisdirectedError),
        (HUNTER, HUNTERS_END, CreditsError),
        (HUNTER, HUNTERS_LIMIT, RateLimitedError),
    ],
    ids=["key", "quota", "too fast", "wrong address", "redirect", "Hunter's credits", "Hunter's limit"],
)
def test_what_every_further_record_would_meet_ends_the_run_after_what_came(
    desk: Desk, provider: Provider, trouble: Reply, kind: type[Exception], *, is_steady: bool
) -> None:
    desk.company = Line(json_reply({"errors": [{"id": "not_found"}]}, 404), trouble)
    came, ended = asked_for(desk, *firms(4), provider=provider, is_steady=is_steady, most_under_way=1)
    assert [looked.company and looked.company.outcome for looked in came] == ["not_found"]
    assert isinstance(ended, kind)
    assert KEY not in str(ended)


def test_a_key_that_is_refused_is_asked_with_once(desk: Desk) -> None:
    desk.company = Line(BAD_KEY)
    asked_for(desk, *firms(4))
    assert len(desk.company.requests) == 1


@BOTH_PACES
def test_a_wait_beyond_the_runs_patience_ends_the_run(desk: Desk, *, is_steady: bool) -> None:
    desk.company = Line(DOWN)
    came, ended = asked_for(desk, *firms(4), left_seconds=1.0, is_steady=is_steady, most_under_way=1)
    assert (came, type(ended)) == ([], TryLaterError)


@BOTH_PACES
def test_a_run_ends_with_its_last_call_retries_included(desk: Desk, *, is_steady: bool) -> None:
    desk.company = Line(UNKNOWN, DOWN, UNKNOWN)
    came, ended = asked_for(desk, *firms(9), max_calls=4, is_steady=is_steady, most_under_way=1)
    assert ([looked.calls for looked in came], len(desk.company.requests)) == ([1, 2, 1], 4)
    assert isinstance(ended, CallsReachedError)


def test_a_run_without_a_cache_ends_as_well(desk: Desk) -> None:
    desk.company, desk.cache = Line(UNKNOWN), None
    came, ended = asked_for(desk, *firms(3), is_steady=False)
    assert (len(came), ended) == (3, None)


def test_a_warning_of_the_provider_is_said_once_without_the_key(desk: Desk) -> None:
    old = json_reply({"error": {"type": "unknown_record"}}, 404, X_API_Warn=f" {KEY} uses an old version ")
    newer = json_reply({"error": {"type": "unknown_record"}}, 404, X_API_Warn="Another word")
    desk.company = Line(old, old, newer, old, UNKNOWN)
    asked_for(desk, *firms(5))
    assert desk.warnings == ["Clearbit warns: … uses an old version", "Clearbit warns: Another word"]


def test_the_check_of_a_key_is_no_call_of_the_run(desk: Desk) -> None:
    desk.company = Line(REFUSED)
    with desk.client(max_calls=0) as client:
        assert client.check_key().warning is None
        assert client.calls == 0


@pytest.mark.parametrize(
    "trouble", [DOWN, TOO_FAST, httpx.ConnectError("refused")], ids=["down", "too fast", "no connection"]
)
def test_the_check_of_a_key_is_tried_again(desk: Desk, trouble: Reply | Exception) -> None:
    desk.company = Line(trouble, REFUSED)
    with desk.client() as client:
        client.check_key()
    assert len(desk.company.requests) == 2


def test_a_key_that_is_refused_is_not_tried_again(desk: Desk) -> None:
    desk.company = Line(BAD_KEY)
    with desk.client() as client, pytest.raises(AuthError):
        client.check_key()
    assert len(desk.company.requests) == 1
