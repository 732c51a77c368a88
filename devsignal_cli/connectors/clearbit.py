"""Clearbit Enrichment: its addresses, its limits, and its one table from an answer to what it means.

Sources: clearbit.com/docs (saved copies), help.clearbit.com on statuses, counting and keys, answers probed in 2026.
"""

from devsignal_cli.connectors.enrichment_errors import raise_for, words_of
from devsignal_cli.connectors.http import Answer, Http
from devsignal_cli.connectors.provider import (
    ACCEPTED,
    BAD_REQUEST,
    FORBIDDEN,
    LEGAL,
    NOT_FOUND,
    OK,
    PAYMENT_REQUIRED,
    SERVER_ERROR,
    TIMED_OUT,
    TOO_MANY,
    UNAUTHORIZED,
    UNPROCESSABLE,
    BaseUrl,
    Outcome,
    Provider,
    Verdict,
    error_of,
    success,
)
from devsignal_cli.model.enrichment import KeyCheck

_COMPANY_PATH = "/v2/companies/find"
_NO_NEW_KEYS = "Clearbit issues no new keys: only accounts made in 2023 or earlier have one"
_KINDS: dict[str, Outcome] = {"over_quota": "quota_exhausted", "unknown_route": "client_bug", "queued": "pending"}
_STATUSES: dict[int, Outcome] = {
    ACCEPTED: "pending",
    BAD_REQUEST: "bad_request",
    UNAUTHORIZED: "auth_error",
    PAYMENT_REQUIRED: "quota_exhausted",
    FORBIDDEN: "auth_error",
    TIMED_OUT: "retry",
    UNPROCESSABLE: "invalid_input",
    TOO_MANY: "rate_limited",
    LEGAL: "suppressed",
}

_NO_GOOD_KEY = frozenset({"auth_error", "client_bug", "rate_limited", "retry", "protocol_error"})


def verdict(answer: Answer) -> Verdict:
    """What an answer of Clearbit means."""
    error = error_of(answer)
    if answer.status == OK and error is None:
        return success(answer)
    kind, said = error or ("", "")
    return Verdict(_outcome(answer.status, kind), kind, said)


def _outcome(status: int, kind: str) -> Outcome:
    if status >= SERVER_ERROR:
        return "retry"
    if status != ACCEPTED and kind in _KINDS:
        return _KINDS[kind]
    if status == NOT_FOUND:  # a 404 that does not speak Clearbit comes from elsewhere: no miss to be remembered
        return "not_found" if kind else "client_bug"
    return _STATUSES.get(status, "protocol_error")


def check_key(http: Http) -> KeyCheck:
    """Ask without a domain: Clearbit looks at the key first, and does not count what it then refuses."""
    answer = http.get(_COMPANY_PATH, {})
    found = verdict(answer)
    if found.outcome == "quota_exhausted":
        return KeyCheck(
            warning=f"The key works, but the account is over its quota. {words_of(found.said, http)}".strip()
        )
    if found.outcome in _NO_GOOD_KEY:
        raise_for(found, answer, CLEARBIT, http)
    return KeyCheck(warning=words_of(answer.headers.get("x-api-warn", ""), http) or None)


CLEARBIT = Provider(
    name="clearbit",
    label="Clearbit",
    notice=f"{_NO_NEW_KEYS}. For a new account take `--provider hunter`.",
    key_hint=f"Check the key. {_NO_NEW_KEYS}; with another provider, connect with `--provider hunter`.",
    credits_hint="Clearbit's support raises the quota; the next run goes on.",
    company_url=BaseUrl("DEVSIGNAL_CLEARBIT_COMPANY_URL", "https://company.clearbit.com"),
    person_url=BaseUrl("DEVSIGNAL_CLEARBIT_PERSON_URL", "https://person.clearbit.com"),
    company_path=_COMPANY_PATH,
    person_path="/v2/people/find",
    combined_path="/v2/combined/find",
    headers={"API-Version": "2019-12-19"},
    per_minute=600,
    hints=frozenset({"given_name", "family_name", "company_domain"}),
    counted=frozenset({"found", "found_empty", "pending", "not_found"}),
    verdict=verdict,
    check_key=check_key,
)
