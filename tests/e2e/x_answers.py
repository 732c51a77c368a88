"""The kinds of answers that X has given instead of a page, and what a sync that meets one in mid-walk must do."""

import json
from dataclasses import dataclass, field
from typing import Any

PROBLEMS = "https://api.x.com/2/problems/"
OLDER = "https://api.twitter.com/2/problems/"
JSON = {"content-type": "application/json; charset=utf-8"}
TEXT = {"content-type": "text/plain;charset=utf-8"}
HTML = {"content-type": "text/html;charset=utf-8"}
LEFT = {"x-rate-limit-limit": "450", "x-rate-limit-remaining": "441", "x-rate-limit-reset": "{now+600}"}
NONE_LEFT = {"x-rate-limit-limit": "450", "x-rate-limit-remaining": "0", "x-rate-limit-reset": "{now+90}"}


@dataclass(frozen=True)
class End:
    """How the run is to end: exit code, JSON code and reason, and how often it may meet the answer at most."""

    exit_code: int
    code: str | None
    reason: str | None
    most: int = 1


@dataclass(frozen=True)
class Case:
    """An answer in place of the second page: for ever (`times` 0) or so many times; the waits that it may cause."""

    name: str
    status: int
    body: dict[str, Any] | str
    end: End
    says: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 0
    waits: tuple[float, ...] = ()

    def fault(self, path: str) -> dict[str, Any]:
        text = self.body if isinstance(self.body, str) else json.dumps(self.body)
        headers = (TEXT if isinstance(self.body, str) else JSON) | self.headers
        plan = {"path": path, "at": 2, "times": self.times, "status": self.status}
        return plan | {"headers": headers, "body_text": text}


GOES_ON = End(0, None, None)
AUTH = End(4, "auth", "auth")
REFUSED = End(1, "service", "service", most=2)  # once more without the page token, which may be what X dislikes
CANNOT = End(1, "service", "service")
CREDITS = End(75, "credits", "credits")
SPEND_CAP = End(75, "credits", "spend_cap")
USAGE_CAP = End(75, "credits", "usage_cap")
LIMITED = End(75, "rate_limited", "rate_limited", most=5)
DOWN = End(75, "service", "service", most=5)
BACKOFF = (2.0, 4.0, 8.0, 16.0)


def problem(title: str, kind: str = "about:blank", **more: Any) -> dict[str, Any]:
    return {"title": title, "detail": title, "type": kind, **more}


def invalid(message: str, kind: str = PROBLEMS, **parameters: str) -> dict[str, Any]:
    """A 400 with its list of errors."""
    error = {"message": message, "parameters": {name: [value] for name, value in parameters.items()}}
    return problem("Invalid Request", f"{kind}invalid-request", errors=[error])


UNAUTHORIZED = problem("Unauthorized", status=401)
TOO_MANY = problem("Too Many Requests", status=429)
LATER_ID = "'since_id' must be a tweet id created after 2026-11-11T10:27Z. Use a larger one than 2119000000000000000"
CASES = [
    Case("401", 401, UNAUTHORIZED, AUTH, "bearer token"),
    Case("401 in another order", 401, dict(reversed(UNAUTHORIZED.items())), AUTH, "revoked"),
    Case("401 as text", 401, "Unauthorized", AUTH, "wrong, revoked"),
    Case("400 since_id too old", 400, invalid(LATER_ID, OLDER, since_id="11"), GOES_ON, times=1),
    Case("400 since_id too old, short", 400, problem("Invalid Request", PROBLEMS + "invalid-request") | {"detail": LATER_ID}, GOES_ON, times=1),
    Case("400 since_id with a time", 400, invalid("Invalid use of since_id together with start_time"), REFUSED, "use of since_id"),
    Case("400 start_time too old", 400, invalid("'start_time' must be on or after 2026-11-11T10:27Z", OLDER, start_time="2026-11-01T00:00Z"), GOES_ON, times=1),
    Case("400 end before start", 400, invalid("'start_time' must be before 'end_time'", OLDER), REFUSED, "must be before", LEFT),
    Case("400 max_results", 400, invalid("max_results [7] is not between 10 and 100", max_results="7"), REFUSED, "between 10 and 100"),
    Case("400 stop word", 400, invalid("at least one positive, non-stopword clause is needed", query="the"), REFUSED, "non-stopword"),
    Case("400 bare and", 400, invalid("Ambiguous use of and as a keyword (at position 3)", query="x and y"), REFUSED, "Ambiguous use"),
    Case("400 bad character", 400, invalid("no viable alternative at character '>' (at position 2)", query="a>b"), REFUSED, "no viable alternative"),
    Case("402 older", 402, problem("CreditsDepleted", OLDER + "credits", account_id=4401), CREDITS, "no credits", LEFT),
    Case("402 newer", 402, problem("Payment Required", PROBLEMS + "credits-depleted", status=402), CREDITS, "no credits"),
    Case("403 spend cap, older", 403, problem("SpendCapReached", OLDER + "credits", reset_date="2026-12-05"), SPEND_CAP, "ends on 2026-12-05"),
    Case("403 spend cap, newer", 403, problem("Forbidden", PROBLEMS + "spend-cap-reached", status=403), SPEND_CAP, "spend cap"),
    Case("403 not enrolled", 403, problem("Client Forbidden", OLDER + "client-forbidden", reason="client-not-enrolled", client_id="4402"), AUTH, "attached to a project"),
    Case("403 user context", 403, problem("Unsupported Authentication", OLDER + "unsupported-authentication", status=403), CANNOT, "Unsupported Authentication"),
    Case("404 HTML", 404, "<!DOCTYPE html>\n<html><body>Nothing here</body></html>", CANNOT, "status 404", HTML | LEFT),
    Case("404 empty", 404, "", CANNOT, "status 404"),
    Case("429 JSON", 429, TOO_MANY, GOES_ON, headers=NONE_LEFT, times=1, waits=(90.0,)),
    Case("429 as text", 429, "Rate limit exceeded\n", GOES_ON, headers=NONE_LEFT, times=1, waits=(90.0,)),
    Case("429 without headers", 429, TOO_MANY, LIMITED, "rate limit", waits=BACKOFF),
    Case("429 with requests left", 429, TOO_MANY, LIMITED, "rate limit", LEFT, waits=BACKOFF),
    Case("429 Retry-After", 429, problem("Too Many Requests", PROBLEMS + "rate-limit-exceeded"), GOES_ON, headers={"retry-after": "45"}, times=1, waits=(45.0,)),
    Case("429 usage cap, older", 429, problem("UsageCapExceeded", OLDER + "usage-capped", period="Monthly"), USAGE_CAP, "usage cap", LEFT),
    Case("429 usage cap, newer", 429, problem("Too Many Requests", PROBLEMS + "usage-capped"), USAGE_CAP, "usage cap"),
    Case("429 reset in the past", 429, TOO_MANY, LIMITED, "rate limit", NONE_LEFT | {"x-rate-limit-reset": "1"}, waits=BACKOFF),
    Case("503", 503, problem("Service Unavailable", status=503), DOWN, "status 503", waits=BACKOFF),
    Case("503 HTML", 503, "<html><title>Back soon</title></html>", DOWN, "status 503", HTML, waits=BACKOFF),
    Case("500", 500, problem("Internal Server Error", PROBLEMS + "internal-error", status=500), DOWN, "status 500", waits=BACKOFF),
    Case("200 errors only", 200, {"errors": [problem("Forbidden", OLDER + "resource-not-found", resource_id="4403")]}, REFUSED, "Forbidden"),
    Case("200 empty", 200, {"meta": {"result_count": 0}}, GOES_ON, times=1),
    Case("200 usage", 200, {"data": {"cap_reset_day": 9, "project_cap": "2000", "project_id": "4404", "project_usage": "17"}}, DOWN, "known form", waits=BACKOFF),
    Case("200 daily usage", 200, {"data": {"daily_project_usage": {"project_id": "4404", "usage": [{"date": "2026-11-17T00:00:00.000Z", "usage": "3"}]}}}, DOWN, "known form", waits=BACKOFF),
    Case("200 credits", 200, {"data": {"free_balance": 0.0, "free_grants": [], "prepaid_balance": 6.5, "total_balance": 6.5}}, DOWN, "known form", waits=BACKOFF),
]  # fmt: skip
