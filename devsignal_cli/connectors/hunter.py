"""Hunter: its addresses, its limits, and its one table from an answer to what it means.

Two statuses mean the opposite of what they do elsewhere: 403 is too fast, 429 is no credits left. Sources: Hunter's
API reference and help centre (limits, prices, errors), as of 2026.
"""

from collections.abc import Mapping
from typing import Any

from devsignal_cli.connectors.enrichment_errors import raise_for
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
from devsignal_cli.model import field_values as values
from devsignal_cli.model.enrichment import KeyCheck

_URL = BaseUrl("DEVSIGNAL_HUNTER_URL", "https://api.hunter.io")
_STATUSES: dict[int, Outcome] = {
    ACCEPTED: "pending",
    BAD_REQUEST: "bad_request",
    UNAUTHORIZED: "auth_error",
    PAYMENT_REQUIRED: "quota_exhausted",
    FORBIDDEN: "rate_limited",
    TIMED_OUT: "retry",
    UNPROCESSABLE: "invalid_input",
    TOO_MANY: "quota_exhausted",
    LEGAL: "suppressed",
}


def verdict(answer: Answer) -> Verdict:
    """What an answer of Hunter means."""
    error = error_of(answer)
    if answer.status == OK and error is None:
        return success(answer)
    kind, said = error or ("", "")
    if answer.status >= SERVER_ERROR:
        outcome: Outcome = "retry"
    elif answer.status == NOT_FOUND:  # a 404 that does not speak Hunter comes from elsewhere: no miss to be remembered
        outcome = "not_found" if kind else "client_bug"
    else:
        outcome = _STATUSES.get(answer.status, "protocol_error")
    return Verdict(outcome, kind, said)


def check_key(http: Http) -> KeyCheck:
    """Ask for the account, which is free and tells the credits."""
    answer = http.get("/v2/account", {})
    account = answer.document().get("data")
    if answer.status != OK or not isinstance(account, dict):
        found = verdict(answer)
        is_account = found.outcome in ("found", "found_empty", "not_found")
        raise_for(Verdict("protocol_error") if is_account else found, answer, HUNTER, http)
    used = _credits(account)
    return KeyCheck(
        plan=values.text(account.get("plan_name")),
        used=values.number(used.get("used")),
        available=values.number(used.get("available")),
        resets_on=values.text(account.get("reset_date")),
    )


def _credits(account: Mapping[str, Any]) -> Mapping[str, Any]:
    """The credits of a plan; older plans count searches, the oldest calls."""
    requests = account.get("requests")
    kinds = requests if isinstance(requests, dict) else {}
    told = (kinds.get("credits"), kinds.get("searches"), account.get("calls"))
    return next((counted for counted in told if isinstance(counted, dict)), {})


HUNTER = Provider(
    name="hunter",
    label="Hunter",
    key_hint="Copy the key from hunter.io/api-keys and run `devsignal clearbit connect --provider hunter` again.",
    credits_hint="Buy credits at hunter.io, or wait for the next month; the next run goes on.",
    company_url=_URL,
    person_url=_URL,
    company_path="/v2/companies/find",
    person_path="/v2/people/find",
    combined_path="/v2/combined/find",
    per_minute=500,
    per_second=15,
    counted=frozenset({"found"}),
    verdict=verdict,
    check_key=check_key,
)
