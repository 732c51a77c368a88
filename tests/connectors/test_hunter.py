"""Hunter: what each of its answers means, and the free check of a key."""

from typing import Any

import pytest

from devsignal_cli.connectors.hunter import HUNTER, check_key, verdict
from devsignal_cli.connectors.retry import RetryableError
from devsignal_cli.errors import AuthError, CreditsError, RateLimitedError, ServiceError, TryLaterError
from devsignal_cli.model.enrichment import KeyCheck
from tests.connectors.firms import EMAIL, emptied, hunter_company, person
from tests.connectors.provider_answers import KEY, answer, client
from tests.connectors.replies import Line, Reply, json_reply

HTML = b"<!doctype html><title>Burrow</title>"


def errors(kind: str, status: int, details: str = "No.") -> dict[str, Any]:
    return {"errors": [{"id": kind, "code": status, "details": details}]}


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, {"data": hunter_company(), "meta": {"domain": "quokka.test"}}, "found"),
        (200, {"data": {"person": person(emailProvider="mail.test"), "company": None}}, "found"),
        (200, hunter_company(), "found"),
        (200, {"data": emptied(person()) | {"email": EMAIL}, "meta": {"email": EMAIL}}, "found_empty"),
        (200, {"data": person(name=None, employment=None, geo=None)}, "found"),
        (200, {"data": {"person": None, "company": None}}, "not_found"),
        (200, {"data": None}, "not_found"),
        (200, errors("wrong_params", 200), "protocol_error"),
        (200, HTML, "protocol_error"),
        (202, b"", "pending"),
        (400, errors("wrong_params", 400), "bad_request"),
        (401, errors("authentication_failed", 401), "auth_error"),
        (402, b"", "quota_exhausted"),
        (403, errors("too_many_requests", 403), "rate_limited"),
        (403, b"", "rate_limited"),
        (404, errors("not_found", 404), "not_found"),
        (404, HTML, "client_bug"),
        (404, {"errors": ["Not Found"]}, "client_bug"),
        (408, b"", "retry"),
        (418, b"", "protocol_error"),
        (422, errors("unprocessable", 422), "invalid_input"),
        (429, errors("usage_exceeded", 429), "quota_exhausted"),
        (429, b"", "quota_exhausted"),
        (451, errors("claimed_email", 451), "suppressed"),
        (500, errors("not_found", 500), "retry"),
        (502, HTML, "retry"),
    ],
    ids=str,
)
def test_each_answer_has_one_meaning(status: int, body: Any, outcome: str) -> None:
    assert verdict(answer(status, body)).outcome == outcome


def test_an_error_goes_with_its_kind_and_words() -> None:
    found = verdict(answer(400, errors("wrong_params", 400, "The domain is missing")))
    assert (found.kind, found.said) == ("wrong_params", "The domain is missing")


def test_only_hits_count() -> None:
    assert HUNTER.counted == {"found"}


def account(**fields: Any) -> Reply:
    return json_reply({"data": {"email": "jo@quokka.test"} | fields})


def checked(reply: Reply) -> KeyCheck:
    with client(HUNTER, Line(reply)) as http:
        return check_key(http)


def test_the_account_tells_plan_and_credits() -> None:
    requests = {"credits": {"used": 12.4, "available": 50}, "searches": {"used": 1, "available": 2}}
    assert checked(account(plan_name="Free", reset_date="2026-12-01", requests=requests)) == KeyCheck(
        "Free", 12.4, 50, "2026-12-01"
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"requests": {"searches": {"used": 3, "available": 50}}},
        {"requests": {"credits": None, "searches": {"used": 3, "available": 50}}},
        {"requests": None, "calls": {"used": 3, "available": 50}},
        {"requests": [], "calls": {"used": "3", "available": "50"}},
    ],
)
def test_older_plans_count_searches_or_calls(fields: dict[str, Any]) -> None:
    assert checked(account(**fields)) == KeyCheck(None, 3, 50, None)


def test_an_account_that_tells_no_credits_is_still_an_account() -> None:
    assert checked(account(plan_name=7, calls="many")) == KeyCheck()


def test_the_check_asks_for_the_account_with_the_key_in_a_header() -> None:
    line = Line(account())
    with client(HUNTER, line) as http:
        check_key(http)
    (request,) = line.requests
    assert (request.url.path, request.url.query) == ("/v2/account", b"")
    assert request.headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (json_reply(errors("authentication_failed", 401, f"No user has {KEY}"), 401), AuthError),
        (json_reply(errors("usage_exceeded", 429), 429), CreditsError),
        (json_reply(errors("claimed_email", 451), 451), ServiceError),
        (Reply(404, HTML), ServiceError),
    ],
    ids=lambda told: str(getattr(told, "status", "")),
)
def test_a_key_that_does_not_work_is_an_error_without_the_key(reply: Reply, kind: type[Exception]) -> None:
    with pytest.raises(kind) as caught:
        checked(reply)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (json_reply(errors("too_many_requests", 403), 403), RateLimitedError),
        (Reply(503), TryLaterError),
        (Reply(200, HTML), TryLaterError),
        (json_reply({"data": None}), TryLaterError),
        (json_reply({"name": "Quokka"}), TryLaterError),
        (json_reply({}), TryLaterError),
    ],
    ids=["too fast", "down", "no JSON", "no account", "something else", "nothing"],
)
def test_a_check_that_may_succeed_later_says_so(reply: Reply, kind: type[TryLaterError]) -> None:
    with pytest.raises(RetryableError) as caught:
        checked(reply)
    assert isinstance(caught.value.error, kind)
