"""From what an answer of a provider means to what is told of a record, or to the error that it is."""

from typing import NoReturn

from devsignal_cli.connectors.http import Answer, Http, MisdirectedError
from devsignal_cli.connectors.provider import Outcome, Provider, Verdict
from devsignal_cli.connectors.rate_headers import wait_seconds
from devsignal_cli.connectors.retry import RetryableError
from devsignal_cli.errors import AuthError, CreditsError, RateLimitedError, ServiceError, TryLaterError
from devsignal_cli.model.enrichment import AnswerOutcome

TOLD: dict[Outcome, AnswerOutcome] = {
    "found": "found",
    "found_empty": "not_found",
    "not_found": "not_found",
    "pending": "pending",
    "invalid_input": "invalid",
    "suppressed": "suppressed",
}
"""What is told of a record; every other outcome is an error."""
_LONGEST_WORDS = 300


def words_of(text: str, http: Http) -> str:
    """A provider's words as they may be shown: without the key (redacted before the cut), at most 300 signs."""
    return http.redacted(text).strip()[:_LONGEST_WORDS]


def raise_for(verdict: Verdict, answer: Answer, provider: Provider, http: Http) -> NoReturn:
    """Raise what a verdict outside `TOLD` means.

    Raises:
        RetryableError: another attempt may succeed, after the wait that it names.
        MisdirectedError: what answered is not this provider.
        DevsignalError: no attempt will.
    """
    name, said = provider.label, words_of(verdict.said, http)
    because = f": {said}" if said.endswith((".", "!", "?", "…")) else f": {said}." if said else "."
    match verdict.outcome:
        case "auth_error":
            raise AuthError(f"{name} refused the key{because}", provider.key_hint)
        case "quota_exhausted":
            raise CreditsError(f"The {name} account has used up its quota{because}", provider.credits_hint, "credits")
        case "rate_limited":
            wait = wait_seconds(answer)
            when = f"; it asks to wait {wait:.0f} s" if wait else ""
            error = RateLimitedError(
                f"{name}'s rate limit is reached{when}.",
                "Run it again later; a bulk run may wait longer with --max-wait.",
            )
            raise RetryableError(error, wait)
        case "retry":
            down = TryLaterError(f"{name} is not available (status {answer.status}).", "Run it again later.")
            raise RetryableError(down, wait_seconds(answer) if "retry-after" in answer.headers else None)
        case "protocol_error":
            odd = TryLaterError(
                f"{name} sent an answer that is no JSON of the known form (status {answer.status}).",
                f"Run it again later; if it stays, check {http.setting}.",
            )
            raise RetryableError(odd)
        case "client_bug":
            raise MisdirectedError(
                f"What answers at {name}'s address does not know the path (status {answer.status}){because}",
                f"Check {http.setting}.",
            )
        case _:
            raise ServiceError(
                f"{name} refused the request (status {answer.status}){because}", f"Check {http.setting}."
            )
