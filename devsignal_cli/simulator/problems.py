"""The answers with which X says no, in X's shapes."""

from typing import Any

PROBLEMS = "https://api.x.com/2/problems/"


class ApiProblem(Exception):  # noqa: N818 - X calls it a problem
    """A request that X refuses: the status and the body of the answer."""

    def __init__(self, status: int, body: dict[str, Any] | None) -> None:
        super().__init__(f"{status}: {body}")
        self.status = status
        self.body = body


def invalid(message: str, **parameters: str) -> ApiProblem:
    """400 invalid-request with one complaint about the named parameters."""
    return invalid_many(message, parameters)


def invalid_many(message: str, parameters: dict[str, str]) -> ApiProblem:
    """400 invalid-request for parameters whose names are no Python names."""
    return ApiProblem(
        400,
        {
            "errors": [{"parameters": {name: [value] for name, value in parameters.items()}, "message": message}],
            "title": "Invalid Request",
            "detail": "One or more parameters to your request was invalid.",
            "type": PROBLEMS + "invalid-request",
        },
    )


def unauthorized() -> ApiProblem:
    """401 for a missing, unknown or revoked token."""
    return ApiProblem(401, {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"})


def too_many() -> ApiProblem:
    """429 for a used-up rate limit."""
    body = {"title": "Too Many Requests", "detail": "Too Many Requests", "type": "about:blank", "status": 429}
    return ApiProblem(429, body)


def no_such_path() -> ApiProblem:
    """404 with an empty body, as X answers for a path it does not serve."""
    return ApiProblem(404, None)


def not_found(kind: str, parameter: str, value: str) -> dict[str, Any]:
    """An `errors[]` entry for a user or tweet that does not exist."""
    return {
        "value": value,
        "detail": f"Could not find {kind} with {parameter}: [{value}].",
        "title": "Not Found Error",
        "resource_type": kind,
        "parameter": parameter,
        "resource_id": value,
        "type": PROBLEMS + "resource-not-found",
    }


def suspended(kind: str, parameter: str, value: str) -> dict[str, Any]:
    """An `errors[]` entry for a suspended user, or a post of one."""
    gone = not_found(kind, parameter, value)
    return gone | {"title": "Forbidden", "detail": f"User has been suspended: [{value}]."}


def not_authorized(parameter: str, value: str) -> dict[str, Any]:
    """An `errors[]` entry for a post of a protected account."""
    return not_found("tweet", parameter, value) | {
        "title": "Authorization Error",
        "detail": f"Sorry, you are not authorized to see the Tweet with {parameter}: [{value}].",
        "type": PROBLEMS + "not-authorized-for-resource",
    }
