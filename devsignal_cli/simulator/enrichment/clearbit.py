"""The simulated Clearbit Enrichment: the order of its checks, its answers, and which of them count."""

from collections.abc import Mapping

from devsignal_cli.simulator.enrichment.inputs import Kind, read_input
from devsignal_cli.simulator.enrichment.routes import FINDS, Find
from devsignal_cli.simulator.enrichment.state import Enrichment
from devsignal_cli.simulator.limits import Allowance
from devsignal_cli.simulator.problems import ApiProblem
from devsignal_cli.simulator.wire import JSON_TYPE, Outgoing, json_answer

VERSION = "2019-12-19"
_UNKNOWN: Mapping[Kind, str] = {
    "company": "Unknown company.",
    "person": "Unknown person.",
    "combined": "Unknown person.",
}


def reply_to(state: Enrichment, key: str | None, path: str, params: Mapping[str, str]) -> Outgoing:
    """Answers one GET and counts it if it is 200, 202, or 404 for a record; a wrong path is told before the key."""
    find, headers = FINDS.get(path), {"x-api-version": VERSION}
    if find is None:
        answer = json_answer(404, _error("unknown_route", "Sorry, that route can not be found."))
    else:
        allowance = state.take_minute("clearbit", key or "")
        headers |= _rate_headers(allowance)
        answer = _too_fast(state, allowance) if allowance.refused else _checked(state, key, find, params)
    answer.headers |= headers
    return answer


def _too_fast(state: Enrichment, allowance: Allowance) -> Outgoing:
    wait_seconds = allowance.reset_s - state.clock.now_s()
    words = f"Limit is {allowance.limit} requests per minute. Rate limit will be reset in {wait_seconds} seconds."
    answer = json_answer(429, _error("rate_limit", f"Rate limit exceeded. {words}"))
    answer.headers["retry-after"] = str(wait_seconds)
    return answer


def _checked(state: Enrichment, key: str | None, find: Find, params: Mapping[str, str]) -> Outgoing:
    try:
        _check_account(state, key)
        asked = _read(find, params)
        return _pending(state, find.kind, asked, params) or _record(state, find.kind, asked)
    except ApiProblem as problem:
        return json_answer(problem.status, problem.body)


def _check_account(state: Enrichment, key: str | None) -> None:
    if key is None:
        raise _problem(401, "auth_required", "Authentication is required for this action.")
    if key not in state.keys:
        raise _problem(401, "invalid_api_key", "Invalid API key provided")
    if state.is_over_quota("clearbit"):
        raise _problem(402, "over_quota", "Your account is over its quota.")


def _read(find: Find, params: Mapping[str, str]) -> str:
    text = params.get(find.parameter, "")
    if not text:
        raise _problem(400, "params_invalid", f"{find.parameter.title()} is required")
    asked = read_input(find.kind, text)
    if asked is None and find.parameter == "domain":
        raise _problem(422, "params_invalid", "Domain is invalid")
    if asked is None:
        raise _problem(422, "email_invalid", "Invalid email.")
    return asked


def _pending(state: Enrichment, kind: Kind, asked: str, params: Mapping[str, str]) -> Outgoing | None:
    done = None if params.get("cached") == "true" else state.world.take_pending(asked)
    if done is None:
        return None
    state.meter.count("clearbit", kind, asked, state.month)
    match done % 3:
        case 0:
            return Outgoing(202)
        case 1:
            return json_answer(202, _error("queued", "Lookup queued. Try this request again in a few minutes."))
        case _:
            null = b'{"person": null, "company": null}' if kind == "combined" else b"null"
            return Outgoing(202, {"content-type": JSON_TYPE}, null)


def _record(state: Enrichment, kind: Kind, asked: str) -> Outgoing:
    state.meter.count("clearbit", kind, asked, state.month)
    found = state.world.find(kind, asked)
    if found is None:
        raise _problem(404, "unknown_record", _UNKNOWN[kind])
    return json_answer(200, found)


def _rate_headers(allowance: Allowance) -> dict[str, str]:
    return {
        "x-ratelimit-limit": str(allowance.limit),
        "x-ratelimit-remaining": str(allowance.remaining),
        "x-ratelimit-reset": str(allowance.reset_s),
    }


def _problem(status: int, kind: str, message: str) -> ApiProblem:
    return ApiProblem(status, _error(kind, message))


def _error(kind: str, message: str) -> dict[str, dict[str, str]]:
    return {"error": {"type": kind, "message": message}}
