"""What a provider of enrichment is: where it is asked, how fast, and what its answers mean. A new one is one value.

Nothing here sends anything. `clearbit.py` and `hunter.py` hold the values, `providers.py` the table of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from devsignal_cli.connectors.enrichment_payload import company_object, company_of, person_object, person_of
from devsignal_cli.connectors.http import Answer, Http
from devsignal_cli.model.enrichment import KeyCheck

Outcome = Literal[
    "found", "found_empty", "pending", "not_found", "invalid_input", "suppressed", "auth_error", "quota_exhausted",
    "rate_limited", "bad_request", "client_bug", "retry", "protocol_error",
]  # fmt: skip
"""`found_empty`: a record that holds nothing of use. `client_bug`: what answered does not know the path."""
OK, BAD_REQUEST, UNAUTHORIZED, PAYMENT_REQUIRED, FORBIDDEN, NOT_FOUND = 200, 400, 401, 402, 403, 404
ACCEPTED, TIMED_OUT, UNPROCESSABLE, TOO_MANY, LEGAL, SERVER_ERROR = 202, 408, 422, 429, 451, 500


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer means; `kind` and `said` are the provider's own words as they came, `document` its object."""

    outcome: Outcome
    kind: str = ""
    said: str = ""
    document: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BaseUrl:
    """A base URL: the variable that sets it, and where it points without."""

    setting: str
    default: str


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of enrichment.

    `name` is the source of the values that it gives; `label` what people call it; `notice` what `connect` tells;
    `key_hint` what helps when it refuses the key, `credits_hint` when its quota is used up. `headers` go with every
    request, the key in `key_header` behind `key_prefix`. Without `combined_path` a company and a person are two calls.
    `hints` are the parameters beyond the e-mail that help it to find a person, `counted` the outcomes that it bills.
    """

    name: str
    label: str
    company_url: BaseUrl
    person_url: BaseUrl
    company_path: str
    person_path: str
    per_minute: int
    verdict: Callable[[Answer], Verdict]
    check_key: Callable[[Http], KeyCheck]
    """Ask at no cost whether the key works; one attempt. Raises AuthError, or RetryableError if asking again helps."""
    counted: frozenset[Outcome]
    notice: str = ""
    key_hint: str = "Check the key."
    credits_hint: str = "The next run goes on."
    combined_path: str | None = None
    per_second: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    key_header: str = "Authorization"
    key_prefix: str = "Bearer "
    hints: frozenset[str] = frozenset()

    def http(self, url: BaseUrl, base_url: str, key: str, **options: Any) -> Http:
        """A client for one of its URLs; `base_url` is what the setting says, `options` a test's transport."""
        return Http(
            base_url,
            key,
            setting=url.setting,
            headers=self.headers,
            key_header=self.key_header,
            key_prefix=self.key_prefix,
            **options,
        )


def error_of(answer: Answer) -> tuple[str, str] | None:
    """Kind and words of the error in an answer: `error` or `errors`, an object, a text or an array; None without."""
    body = answer.json()
    if isinstance(body, dict):
        body = body.get("error") or body.get("errors")
    first = body[0] if isinstance(body, list) and body else body
    if isinstance(first, str) and first:
        return "", first
    if not isinstance(first, dict):
        return None
    kind, words = first.get("type") or first.get("id"), first.get("message") or first.get("details")
    return kind if isinstance(kind, str) else "", words if isinstance(words, str) else ""


def success(answer: Answer) -> Verdict:
    """The verdict on a 200: whether its object holds a company or a person, and anything of use."""
    document = answer.document()
    if not document:
        is_object = answer.json() == {}
        return Verdict("found_empty" if is_object else "protocol_error")
    company, person = company_object(document), person_object(document)
    if company is None and person is None:
        return Verdict("not_found", document=document)
    is_useful = company_of(company) is not None or person_of(person) is not None
    return Verdict("found" if is_useful else "found_empty", document=document)
