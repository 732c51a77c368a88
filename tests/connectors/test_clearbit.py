"""Clearbit: what each of its answers means, and the free check of a key."""

from typing import Any

import pytest

from devsignal_cli.connectors.clearbit import CLEARBIT, check_key, verdict
from devsignal_cli.connectors.http import MisdirectedError
from devsignal_cli.connectors.retry import RetryableError
from devsignal_cli.errors import AuthError, RateLimitedError, TryLaterError
from tests.connectors.firms import company, emptied, person
from tests.connectors.provider_answers import KEY, answer, client
from tests.connectors.replies import Line, Reply, json_reply

HTML = b"<!doctype html><title>Burrow</title>"


def error(kind: str, message: str | None = None) -> dict[str, Any]:
    return {"error": {"type": kind} | ({"message": message} if message else {})}


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, company(), "found"),
        (200, {"person": person(), "company": None}, "found"),
        (200, {"person": None, "company": company()}, "found"),
        (200, {"error": None} | company(), "found"),
        (200, emptied(company()), "found_empty"),
        (200, {}, "found_empty"),
        (200, {"person": None, "company": None}, "not_found"),
        (200, {"person": {}, "company": {}}, "not_found"),
        (200, error("queued"), "pending"),
        (200, error("over_quota"), "quota_exhausted"),
        (200, error("unknown_route"), "client_bug"),
        (200, error("api_error", "Oh."), "protocol_error"),
        (200, {"error": "internal"}, "protocol_error"),
        (200, {"errors": ["internal"]}, "protocol_error"),
        (200, [error("api_error")["error"]], "protocol_error"),
        (200, [{"name": "Quokka"}], "protocol_error"),
        (200, [], "protocol_error"),
        (200, None, "protocol_error"),
        (200, "Quokka", "protocol_error"),
        (200, 7, "protocol_error"),
        (200, b"", "protocol_error"),
        (200, HTML, "protocol_error"),
        (200, b'{"name": "Quo', "protocol_error"),
        (200, b"\xff\xfe{}", "protocol_error"),
        (200, b"[" * 200_000, "protocol_error"),
        (200, b'{"a":' * 200_000, "protocol_error"),
        (202, b"", "pending"),
        (202, error("queued", "Ask again in a few minutes."), "pending"),
        (202, {"person": None, "company": None}, "pending"),
        (202, company(), "pending"),
        (400, error("params_invalid", "A name is needed"), "bad_request"),
        (400, [error("params_invalid")["error"]], "bad_request"),
        (400, HTML, "bad_request"),
        (401, error("auth_required"), "auth_error"),
        (401, error("invalid_api_key"), "auth_error"),
        (401, b"", "auth_error"),
        (402, error("over_quota"), "quota_exhausted"),
        (402, b"", "quota_exhausted"),
        (403, b"", "auth_error"),
        (403, error("over_quota"), "quota_exhausted"),
        (404, error("unknown_record", "Unknown person."), "not_found"),
        (404, error("unknown_record"), "not_found"),
        (404, [error("unknown_record")["error"]], "not_found"),
        (404, error("unknown_route", "No such route"), "client_bug"),
        (404, HTML, "client_bug"),
        (404, b"", "client_bug"),
        (404, {"message": "Not Found"}, "client_bug"),
        (404, {"error": "Not Found"}, "client_bug"),
        (404, {"error": {"code": 404, "message": "Not Found"}}, "client_bug"),
        (405, b"", "protocol_error"),
        (408, b"", "retry"),
        (422, error("email_invalid", "Invalid email."), "invalid_input"),
        (422, error("params_invalid", "That is no domain"), "invalid_input"),
        (429, error("rate_limit"), "rate_limited"),
        (429, b"", "rate_limited"),
        (451, b"", "suppressed"),
        (204, b"", "protocol_error"),
        (500, error("api_error"), "retry"),
        (500, error("unknown_record"), "retry"),
        (503, HTML, "retry"),
        (599, error("over_quota"), "retry"),
    ],
    ids=str,
)
def test_each_answer_has_one_meaning(status: int, body: Any, outcome: str) -> None:
    assert verdict(answer(status, body)).outcome == outcome


def test_an_object_that_was_found_goes_with_the_verdict() -> None:
    assert verdict(answer(200, company())).document == company()


def test_an_error_goes_with_its_kind_and_words() -> None:
    found = verdict(answer(422, error("email_invalid", "Invalid email.")))
    assert (found.kind, found.said) == ("email_invalid", "Invalid email.")


@pytest.mark.parametrize("odd", [{"type": 7, "message": ["x"]}, {"type": None}, {"type": {}, "message": {}}])
def test_an_error_whose_words_are_no_text_has_none(odd: Any) -> None:
    found = verdict(answer(400, {"error": odd}))
    assert (found.kind, found.said) == ("", "")


def test_what_counts_are_hits_misses_and_what_is_queued() -> None:
    assert CLEARBIT.counted == {"found", "found_empty", "pending", "not_found"}


@pytest.mark.parametrize(
    "reply",
    [
        json_reply(error("params_invalid", "A domain is needed"), 400),
        json_reply(error("params_invalid"), 422),
        json_reply(error("unknown_record"), 404),
        json_reply(error("queued"), 202),
    ],
    ids=lambda reply: str(reply.status),
)
def test_a_key_works_when_only_the_missing_domain_is_refused(reply: Reply) -> None:
    with client(CLEARBIT, Line(reply)) as http:
        assert check_key(http).warning is None


def test_the_check_of_a_key_names_no_domain_so_that_nothing_is_counted() -> None:
    line = Line(json_reply(error("params_invalid"), 400))
    with client(CLEARBIT, line) as http:
        check_key(http)
    (request,) = line.requests
    assert (request.url.path, request.url.query) == ("/v2/companies/find", b"")
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.headers["api-version"] == "2019-12-19"


def test_a_key_over_its_quota_works_with_a_warning() -> None:
    with client(CLEARBIT, Line(json_reply(error("over_quota", "Upgrade, please."), 402))) as http:
        assert check_key(http).warning == "The key works, but the account is over its quota. Upgrade, please."


def test_the_check_of_a_key_tells_what_clearbit_warns_of() -> None:
    with client(CLEARBIT, Line(json_reply(error("params_invalid"), 400, x_api_warn="This version is old"))) as http:
        assert check_key(http).warning == "This version is old"


@pytest.mark.parametrize(
    "reply",
    [
        json_reply(error("over_quota", f"{KEY} is over its quota"), 402),
        json_reply(error("params_invalid"), 400, x_api_warn=f"{KEY} is old"),
    ],
    ids=["words", "header"],
)
def test_a_warning_about_a_key_never_tells_the_key(reply: Reply) -> None:
    with client(CLEARBIT, Line(reply)) as http:
        warning = check_key(http).warning
    assert warning is not None
    assert KEY not in warning


def test_a_key_that_is_refused_is_an_error_with_the_way_out() -> None:
    line = Line(json_reply(error("invalid_api_key", f"Invalid API key {KEY}"), 401))
    with client(CLEARBIT, line) as http, pytest.raises(AuthError) as caught:
        check_key(http)
    assert caught.value.message == "Clearbit refused the key: Invalid API key …"
    assert "--provider hunter" in caught.value.hint


def test_an_address_that_does_not_know_clearbit_is_named() -> None:
    with client(CLEARBIT, Line(Reply(404, HTML))) as http, pytest.raises(MisdirectedError) as caught:
        check_key(http)
    assert "DEVSIGNAL_CLEARBIT_COMPANY_URL" in caught.value.hint


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(429, b"", {"retry-after": "50"}), RateLimitedError),
        (Reply(503, b""), TryLaterError),
        (Reply(200, HTML), TryLaterError),
    ],
    ids=["too fast", "down", "no JSON"],
)
def test_a_check_that_may_succeed_later_says_so(reply: Reply, kind: type[TryLaterError]) -> None:
    with client(CLEARBIT, Line(reply)) as http, pytest.raises(RetryableError) as caught:
        check_key(http)
    assert isinstance(caught.value.error, kind)
