"""The simulated Hunter: Clearbit's paths with other codes (403: too fast, 429: no credits); counts what it finds."""

from collections.abc import Mapping
from typing import Any

from devsignal_cli.simulator.enrichment.hunter_shape import blank_person, company_shape, person_shape
from devsignal_cli.simulator.enrichment.inputs import Kind, read_input
from devsignal_cli.simulator.enrichment.records import Record
from devsignal_cli.simulator.enrichment.routes import ACCOUNT, FINDS, Find
from devsignal_cli.simulator.enrichment.state import Enrichment
from devsignal_cli.simulator.moments import first_of_next_month
from devsignal_cli.simulator.problems import ApiProblem
from devsignal_cli.simulator.wire import Outgoing, json_answer

CREDITS_A_CALL = 0.2
FREE_CREDITS = 50
_NOT_FOUND = "The requested resource couldn't be found."


def reply_to(state: Enrichment, key: str | None, path: str, params: Mapping[str, str]) -> Outgoing:
    """Answers one GET and counts it if something was found; `account` is free and has no limit."""
    try:
        return json_answer(200, _body(state, key, path, params))
    except ApiProblem as problem:
        return json_answer(problem.status, problem.body)


def _body(state: Enrichment, key: str | None, path: str, params: Mapping[str, str]) -> dict[str, Any]:
    if path != ACCOUNT and path not in FINDS:
        raise _problem(404, "not_found", _NOT_FOUND)
    if key is None or key not in state.keys:
        raise _problem(401, "authentication_failed", "No user found for the API key supplied")
    if path == ACCOUNT:
        return {"data": _account(state)}
    find = FINDS[path]
    _check_allowance(state, key)
    asked = _read(state, find, params)
    return {"data": _data(state, find.kind, asked), "meta": {find.parameter: asked}}


def _check_allowance(state: Enrichment, key: str) -> None:
    if state.take_second("hunter", key).refused or state.take_minute("hunter", key).refused:
        raise _problem(403, "too_many_requests", "Rate limit reached")
    if state.is_over_quota("hunter"):
        raise _problem(429, "usage_exceeded", "You have used all your credits for this period")


def _read(state: Enrichment, find: Find, params: Mapping[str, str]) -> str:
    text = params.get(find.parameter, "")
    if not text:
        raise _problem(400, "wrong_params", f"You are missing the {find.parameter} parameter")
    asked = read_input(find.kind, text)
    if asked is None:
        raise _problem(422, "unprocessable", f"The {find.parameter} could not be processed")
    if asked in state.world.suppressed:
        raise _problem(451, "claimed_email", "The person asked us to stop processing their personal data")
    return asked


def _data(state: Enrichment, kind: Kind, asked: str) -> Record:
    found = state.world.find(kind, asked)
    if found is None:
        return _missing(state, kind, asked)
    state.meter.count("hunter", kind, asked, state.month)
    match kind:
        case "company":
            return company_shape(found)
        case "person":
            return person_shape(found)
        case "combined":
            person, company = found["person"], found["company"]
            return {"person": person and person_shape(person), "company": company and company_shape(company)}


def _missing(state: Enrichment, kind: Kind, asked: str) -> Record:
    if kind == "person" and state.world.blank_unknown_people:
        return blank_person(asked)
    raise _problem(404, "not_found", _NOT_FOUND)


def _account(state: Enrichment) -> Record:
    used = round(state.used("hunter") * CREDITS_A_CALL, 1)
    available = FREE_CREDITS if state.quota is None else round(state.quota * CREDITS_A_CALL, 1)
    return {
        "email": "owner@acme.dev",
        "plan_name": "Free",
        "reset_date": first_of_next_month(state.clock.now_ms()),
        "requests": {
            "credits": {"used": used, "available": available},
            "searches": {"used": 0, "available": FREE_CREDITS},
            "verifications": {"used": 0, "available": 2 * FREE_CREDITS},
        },
    }


def _problem(status: int, name: str, details: str) -> ApiProblem:
    return ApiProblem(status, {"errors": [{"id": name, "code": status, "details": details}]})
