"""X's one table from an answer to an error: what is never retried, what waits, what backs off.

Told by the last part of the problem's `type`, then the title, then the status: 402, the spend cap's 403 and the usage
cap's 429 look alike to a rule on statuses. Bodies may be plain text, HTML or empty. Sources: docs.x.com, "Response
codes" and "Rate limits", and recorded answers.
"""

from typing import Any

from devsignal_cli.connectors.http import Answer
from devsignal_cli.connectors.retry import RetryableError
from devsignal_cli.errors import (
    AuthError,
    BadRequestError,
    CreditsError,
    RateLimitedError,
    ServiceError,
    TryLaterError,
)

OK = 200
_CONSOLE = "console.x.com"


def check(answer: Answer) -> None:
    """Return if the answer is a success.

    Raises:
        RetryableError: another attempt may succeed, after the wait that it names.
        DevsignalError: it will not.
    """
    if answer.status == OK:
        return
    document = answer.document()
    kind = str(document.get("type", "")).rpartition("/")[2]
    _check_money(answer, document, kind)
    match answer.status:
        case 400:
            raise BadRequestError(
                f"X refused the request: {_said(document)}", "Check the keywords.", answer.server_time
            )
        case 401:
            raise AuthError(
                "X refused the bearer token: it is wrong, revoked or was regenerated.",
                f"Copy the token from {_CONSOLE} and run `devsignal twitter connect` again.",
            )
        case 403 if kind == "client-forbidden" or document.get("reason") == "client-not-enrolled":
            raise AuthError(
                "X refused the app: it is not attached to a project, or its plan lacks this endpoint.",
                f"Attach the app to a project at {_CONSOLE}.",
            )
        case 429:
            raise RetryableError(_rate_limited(answer), _wait_seconds(answer))
        case status if status >= 500 or status in (204, 408):  # noqa: PLR2004 - HTTP's own numbers
            raise RetryableError(
                TryLaterError(f"X is not available (status {status}).", "Run it again later."), _retry_after(answer)
            )
        case status:
            hint = "Check DEVSIGNAL_TWITTER_URL." if status == 404 else ""  # noqa: PLR2004 - as above
            raise ServiceError(f"X answered with status {status}: {_said(document)}", hint)


def _check_money(answer: Answer, document: dict[str, Any], kind: str) -> None:
    title = document.get("title")
    if kind == "spend-cap-reached" or title == "SpendCapReached":
        until = document.get("reset_date")
        raise CreditsError(
            "X's spend cap for this billing cycle is reached" + (f"; it ends on {until}." if until else "."),
            f"Raise the cap at {_CONSOLE}, or wait for the next cycle.",
            "spend_cap",
        )
    if kind == "usage-capped" or title == "UsageCapExceeded":
        raise CreditsError(
            "X's usage cap for this month is reached.", f"See the cap's reset day at {_CONSOLE}.", "usage_cap"
        )
    if answer.status == 402 or kind in ("credits", "credits-depleted") or title == "CreditsDepleted":  # noqa: PLR2004 - HTTP's own number
        raise CreditsError(
            "The X account has no credits left.", f"Buy credits at {_CONSOLE}; the next run goes on.", "credits"
        )


def _rate_limited(answer: Answer) -> RateLimitedError:
    wait = _wait_seconds(answer)
    when = f"; it asks to wait {wait:.0f} s" if wait else ""
    return RateLimitedError(f"X's rate limit is reached{when}.", "Run it again later, or raise --max-wait.")


def _wait_seconds(answer: Answer) -> float | None:
    """Retry-After, else until the reset by the server's own clock; None (back off) if neither makes sense."""
    after = _retry_after(answer)
    if after is not None:
        return after
    reset, now = answer.header_int("x-rate-limit-reset"), answer.server_time
    if not reset or not now or answer.header_int("x-rate-limit-remaining"):
        return None
    return float(reset - now) if reset > now else None


def _retry_after(answer: Answer) -> float | None:
    seconds = answer.header_int("retry-after")
    if seconds is None:
        until, now = answer.header_time("retry-after"), answer.server_time
        seconds = max(0, until - now) if until and now else None
    return None if seconds is None else float(seconds)


def _said(document: dict[str, Any]) -> str:
    """What X says of the fault: the messages of its errors, else its detail or title."""
    errors = document.get("errors")
    found = [error.get("message") for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
    told = [str(text) for text in found if text] or [
        str(document.get("detail") or document.get("title") or "no reason")
    ]
    return "; ".join(told)[:500]
