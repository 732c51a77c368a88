"""The one table from an answer of X to an error, kind by kind."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from devsignal_cli.connectors.http import Answer
from devsignal_cli.connectors.retry import RetryableError
from devsignal_cli.connectors.x_errors import check
from devsignal_cli.errors import (
    AuthError,
    BadRequestError,
    CreditsError,
    DevsignalError,
    RateLimitedError,
    ServiceError,
    TryLaterError,
)
from tests.connectors.replies import DATE, NOW

OLD, NEW = "https://api.twitter.com/2/problems/", "https://api.x.com/2/problems/"
JSON = {"content-type": "application/json; charset=utf-8", "date": DATE}
LIMITED = {"x-rate-limit-limit": "450", "x-rate-limit-remaining": "0", "x-rate-limit-reset": str(NOW + 90)}
PLENTY = LIMITED | {"x-rate-limit-remaining": "437"}
TOO_MANY = {"title": "Too Many Requests", "detail": "Too Many Requests", "type": "about:blank", "status": 429}


def invalid(message: str, **parameters: str) -> dict[str, Any]:
    return {
        "errors": [{"parameters": {name: [value] for name, value in parameters.items()}, "message": message}],
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": f"{NEW}invalid-request",
    }


@dataclass(frozen=True)
class Kind:
    """One kind of answer, and what it must become: `error` None is a success."""

    name: str
    status: int
    body: Any = None
    error: type[DevsignalError] | None = None
    code: str = ""
    exit_code: int = 0
    reason: str | None = None
    retried: bool = False
    wait: float | None = None
    says: str = ""
    headers: dict[str, str] = field(default_factory=dict)


BAD: dict[str, Any] = {"error": BadRequestError, "code": "service", "exit_code": 1, "reason": "service"}
AUTH: dict[str, Any] = {"error": AuthError, "code": "auth", "exit_code": 4, "reason": "auth"}
CANNOT: dict[str, Any] = {"error": ServiceError, "code": "service", "exit_code": 1, "reason": "service"}
PAY: dict[str, Any] = {"error": CreditsError, "code": "credits", "exit_code": 75}
RATE: dict[str, Any] = {
    "error": RateLimitedError,
    "code": "rate_limited",
    "exit_code": 75,
    "reason": "rate_limited",
    "retried": True,
}
DOWN: dict[str, Any] = {
    "error": TryLaterError,
    "code": "service",
    "exit_code": 75,
    "reason": "service",
    "retried": True,
}

TOO_OLD = "'since_id' must be a tweet id created after 2026-11-10T09:30Z. Please use a 'since_id' that is larger than 9"
KINDS: list[Kind] = [
    Kind("401", 401, {"title": "Unauthorized", "type": "about:blank", "status": 401}, **AUTH),
    Kind("401 keys in another order", 401, {"status": 401, "type": "about:blank", "detail": "Unauthorized"}, **AUTH),
    Kind("401 as plain text", 401, "Unauthorized", **AUTH),
    Kind("400 since_id too old", 400, invalid(TOO_OLD, since_id="123"), says=TOO_OLD, **BAD),
    Kind("400 since_id too old, detail only", 400, {"title": "Invalid Request", "detail": "Invalid 'since_id':'2'."}, says="Invalid 'since_id':'2'.", **BAD),
    Kind("400 since_id with a time", 400, invalid("Invalid use of since_id in conjunction with start_time"), says="in conjunction", **BAD),
    Kind("400 start_time too old", 400, invalid("'start_time' must be on or after 2026-11-10T09:30Z", start_time="2020-01-01T00:00Z"), says="on or after", **BAD),
    Kind("400 end before start", 400, invalid("'start_time' must be before 'end_time'"), says="must be before", headers=PLENTY, **BAD),
    Kind("400 max_results", 400, invalid("The `max_results` query parameter value [3] is not between 10 and 100"), says="not between 10 and 100", **BAD),
    Kind("400 stop word only", 400, invalid("Rules must contain at least one positive, non-stopword clause"), says="non-stopword", **BAD),
    Kind("400 bare and", 400, invalid("Ambiguous use of and as a keyword (at position 4)"), says="Ambiguous use", **BAD),
    Kind("400 bad character", 400, invalid("no viable alternative at character '>'"), says="no viable alternative", **BAD),
    Kind("402 credits, older", 402, {"title": "CreditsDepleted", "detail": "no credits", "type": f"{OLD}credits"}, headers=PLENTY, reason="credits", **PAY),
    Kind("402 credits, newer", 402, {"title": "Payment Required", "type": f"{NEW}credits-depleted", "status": 402}, reason="credits", **PAY),
    Kind("403 spend cap, older", 403, {"title": "SpendCapReached", "reset_date": "2026-12-04", "type": f"{OLD}credits"}, says="2026-12-04", reason="spend_cap", **PAY),
    Kind("403 spend cap, newer", 403, {"title": "Forbidden", "type": f"{NEW}spend-cap-reached", "status": 403}, says="is reached.", reason="spend_cap", **PAY),
    Kind("403 not enrolled", 403, {"title": "Client Forbidden", "reason": "client-not-enrolled", "type": f"{OLD}client-forbidden"}, **AUTH),
    Kind("403 user context needed", 403, {"title": "Unsupported Authentication", "type": f"{OLD}unsupported-authentication"}, says="Unsupported Authentication", **CANNOT),
    Kind("404 HTML", 404, "<!DOCTYPE html>\n<html><p>Nothing here", headers={"content-type": "text/html"}, **CANNOT),
    Kind("404 empty", 404, "", headers={"content-length": "0"}, says="no reason", **CANNOT),
    Kind("429 JSON", 429, TOO_MANY, headers=LIMITED, wait=90.0, says="wait 90 s", **RATE),
    Kind("429 plain text", 429, "Rate limit exceeded\n", headers=LIMITED | {"content-type": "text/plain"}, wait=90.0, **RATE),
    Kind("429 without headers", 429, TOO_MANY, wait=None, says="reached.", **RATE),
    Kind("429 with requests left", 429, TOO_MANY, headers=PLENTY, wait=None, **RATE),
    Kind("429 with Retry-After", 429, TOO_MANY | {"type": f"{NEW}rate-limit-exceeded"}, headers={"retry-after": "45"}, wait=45.0, **RATE),
    Kind("429 usage cap, older", 429, {"title": "UsageCapExceeded", "period": "Monthly", "type": f"{OLD}usage-capped"}, headers=PLENTY, reason="usage_cap", **PAY),
    Kind("429 usage cap, newer", 429, {"title": "Too Many Requests", "type": f"{NEW}usage-capped"}, reason="usage_cap", **PAY),
    Kind("429 reset in the past", 429, TOO_MANY, headers=LIMITED | {"x-rate-limit-reset": "1"}, wait=None, **RATE),
    Kind("503 JSON", 503, {"title": "Service Unavailable", "type": "about:blank", "status": 503}, says="status 503", **DOWN),
    Kind("503 HTML", 503, "<html><title>503</title></html>", headers={"content-type": "text/html"}, **DOWN),
    Kind("500", 500, {"title": "Internal Server Error", "type": f"{NEW}internal-error", "status": 500}, **DOWN),
    Kind("200 errors only", 200, {"errors": [{"title": "Forbidden", "detail": "User has been suspended: [5]."}]}),
    Kind("200 empty page", 200, {"meta": {"result_count": 0}}),
    Kind("200 usage", 200, {"data": {"project_cap": "3000000", "project_usage": "12"}}),
    Kind("200 daily usage", 200, {"data": {"daily_project_usage": {"usage": []}}}),
    Kind("200 credits", 200, {"data": {"total_balance": 4.5}}),
    # Kinds beyond the recorded ones.
    Kind("503 with Retry-After", 503, "", headers={"retry-after": "9"}, wait=9.0, **DOWN),
    Kind("502 empty", 502, "", **DOWN),
    Kind("204", 204, "", **DOWN),
    Kind("408", 408, "", **DOWN),
    Kind("400 empty", 400, "", says="no reason", **BAD),
    Kind("402 as plain text", 402, "Payment Required", reason="credits", **PAY),
    Kind("403 HTML", 403, "<html>blocked</html>", **CANNOT),
    Kind("403 client-not-enrolled without a type", 403, {"reason": "client-not-enrolled"}, **AUTH),
    Kind("429 Retry-After 0", 429, TOO_MANY, headers=LIMITED | {"retry-after": "0"}, wait=0.0, **RATE),
    Kind("429 Retry-After beats the reset", 429, TOO_MANY, headers=LIMITED | {"retry-after": "5"}, wait=5.0, **RATE),
    Kind("429 huge reset", 429, TOO_MANY, headers=LIMITED | {"x-rate-limit-reset": "999999999999999"}, wait=999999999999999.0 - NOW, **RATE),
    Kind("429 senseless reset", 429, TOO_MANY, headers=LIMITED | {"x-rate-limit-reset": "soon"}, wait=None, **RATE),
    Kind("418", 418, {"type": ["odd"], "title": 7, "errors": "none"}, says="status 418: 7", **CANNOT),
]  # fmt: skip


def answer_of(kind: Kind) -> Answer:
    body = kind.body.encode() if isinstance(kind.body, str) else json.dumps(kind.body).encode()
    return Answer(kind.status, JSON | kind.headers, body)


def outcome(answer: Answer) -> tuple[DevsignalError | None, bool, float | None]:
    """What an answer becomes: the error, whether it is tried again, and after how many seconds."""
    try:
        check(answer)
    except RetryableError as again:
        return again.error, True, again.wait_seconds
    except DevsignalError as error:
        return error, False, None
    return None, False, None


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_of_answer_becomes_its_error(kind: Kind) -> None:
    error, retried, wait = outcome(answer_of(kind))
    if kind.error is None:
        assert error is None
        return
    assert type(error) is kind.error
    assert (error.code, error.exit_code, error.reason) == (kind.code, kind.exit_code, kind.reason)
    assert (retried, wait) == (kind.retried, kind.wait)
    assert kind.says in error.message


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.error], ids=lambda kind: kind.name)
def test_no_markup_of_a_body_reaches_the_message(kind: Kind) -> None:
    error, _, _ = outcome(answer_of(kind))
    assert error is not None
    assert "<" not in error.message


def test_without_the_servers_date_a_reset_says_nothing() -> None:
    _, retried, wait = outcome(Answer(429, LIMITED, b""))
    assert (retried, wait) == (True, None)


def test_a_refused_request_carries_the_servers_clock() -> None:
    error, _, _ = outcome(Answer(400, JSON, b"{}"))
    assert isinstance(error, BadRequestError)
    assert error.server_time == NOW


def test_all_messages_of_a_refusal_are_said_once() -> None:
    body = json.dumps({"errors": [{"message": "first"}, {"message": ""}, "odd", {"message": "second"}], "detail": "d"})
    error, _, _ = outcome(Answer(400, {}, body.encode()))
    assert error is not None
    assert error.message == "X refused the request: first; second"


def test_an_endless_reason_is_cut() -> None:
    error, _, _ = outcome(Answer(400, {}, json.dumps({"detail": "a" * 10_000}).encode()))
    assert error is not None
    assert len(error.message) < 600
