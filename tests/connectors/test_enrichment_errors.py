"""From what an answer means to the error that it is."""

from typing import Any, get_args

import pytest

from devsignal_cli.connectors.clearbit import CLEARBIT
from devsignal_cli.connectors.enrichment_errors import TOLD, raise_for, words_of
from devsignal_cli.connectors.http import Http, MisdirectedError
from devsignal_cli.connectors.provider import Outcome, Verdict
from devsignal_cli.connectors.retry import RetryableError
from devsignal_cli.errors import AuthError, CreditsError, DevsignalError, RateLimitedError, ServiceError, TryLaterError
from tests.connectors.provider_answers import KEY, answer, client
from tests.connectors.replies import NOW, Line, Reply

URL = "DEVSIGNAL_CLEARBIT_COMPANY_URL"


def raised(outcome: Outcome, status: int = 400, said: str = "", **headers: str) -> Exception:
    def fail(http: Http) -> None:
        raise_for(Verdict(outcome, "kind", said), answer(status, b"", **headers), CLEARBIT, http)

    with client(CLEARBIT, Line(Reply())) as http, pytest.raises((DevsignalError, RetryableError)) as caught:
        fail(http)
    return caught.value


def test_every_outcome_is_either_told_or_an_error() -> None:
    errors = {"auth_error", "quota_exhausted", "rate_limited", "bad_request", "client_bug", "retry", "protocol_error"}
    assert set(get_args(Outcome)) == set(TOLD) | errors


@pytest.mark.parametrize(
    ("outcome", "kind", "message", "hint"),
    [
        ("auth_error", AuthError, "Clearbit refused the key: Oh no.", CLEARBIT.key_hint),
        ("quota_exhausted", CreditsError, "The Clearbit account has used up its quota: Oh no.", CLEARBIT.credits_hint),
        ("client_bug", MisdirectedError, "What answers at Clearbit's address does not know the path (status 400): Oh no.", f"Check {URL}."),
        ("bad_request", ServiceError, "Clearbit refused the request (status 400): Oh no.", f"Check {URL}."),
    ],
)  # fmt: skip
def test_what_no_further_attempt_mends_is_said_with_the_next_step(
    outcome: Any, kind: Any, message: str, hint: str
) -> None:
    error = raised(outcome, said="Oh no.")
    assert isinstance(error, kind)
    assert (error.message, error.hint) == (message, hint)


def test_without_words_of_the_provider_the_sentence_ends() -> None:
    assert str(raised("auth_error")) == "Clearbit refused the key."


def test_used_up_credits_say_that_they_are_the_reason() -> None:
    error = raised("quota_exhausted")
    assert isinstance(error, CreditsError)
    assert (error.code, error.reason) == ("credits", "credits")


@pytest.mark.parametrize(
    ("outcome", "status", "kind", "message"),
    [
        ("rate_limited", 429, RateLimitedError, "Clearbit's rate limit is reached."),
        ("retry", 503, TryLaterError, "Clearbit is not available (status 503)."),
        ("protocol_error", 200, TryLaterError, "Clearbit sent an answer that is no JSON of the known form (status 200)."),
    ],
)  # fmt: skip
def test_what_another_attempt_may_mend_backs_off(outcome: Any, status: int, kind: Any, message: str) -> None:
    error = raised(outcome, status)
    assert isinstance(error, RetryableError)
    assert (type(error.error), str(error), error.wait_seconds) == (kind, message, None)


@pytest.mark.parametrize(
    ("outcome", "headers", "wait"),
    [
        ("rate_limited", {"retry_after": "50"}, 50),
        ("rate_limited", {"x_ratelimit_reset": str(NOW + 37), "x_ratelimit_remaining": "0"}, 37),
        ("rate_limited", {"x_ratelimit_reset": "3300"}, 60),
        ("retry", {"retry_after": "7"}, 7),
        ("retry", {"x_ratelimit_reset": "30", "x_ratelimit_remaining": "0"}, None),
    ],
)
def test_a_wait_that_the_answer_asks_for_is_handed_on(
    outcome: Any, headers: dict[str, str], wait: float | None
) -> None:
    error = raised(outcome, 503, **headers)
    assert isinstance(error, RetryableError)
    assert error.wait_seconds == wait


def test_a_rate_limit_says_how_long_to_wait() -> None:
    assert str(raised("rate_limited", 429, retry_after="50")).endswith("it asks to wait 50 s.")


@pytest.mark.parametrize("outcome", ["auth_error", "quota_exhausted", "client_bug", "bad_request"])
def test_no_error_tells_the_key(outcome: Any) -> None:
    assert KEY not in str(raised(outcome, said=f"Your key {KEY} is no good"))


def test_a_cut_through_the_key_leaves_no_half_of_it() -> None:
    with client(CLEARBIT, Line(Reply())) as http:
        words = words_of("x" * 290 + KEY + "y" * 100_000, http)
    assert (len(words), KEY[:6] in words) == (300, False)
