"""X's rate limits: so many requests per endpoint and token in 15 minutes of simulated time."""

from collections.abc import Mapping
from dataclasses import dataclass

WINDOW_SECONDS = 900
LIMITS: Mapping[str, int] = {
    "/2/tweets/search/recent": 450,
    "/2/tweets/counts/recent": 300,
    "/2/users": 300,
    "/2/tweets": 3500,
    "/2/usage/tweets": 50,
    "/2/usage/credits": 30,
}


@dataclass(slots=True)
class _Window:
    ends_s: int
    used: int = 0


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a limit after a request; `refused` when the request was one too many."""

    limit: int
    remaining: int
    reset_s: int
    refused: bool

    @property
    def headers(self) -> dict[str, str]:
        """The x-rate-limit headers."""
        return {
            "x-rate-limit-limit": str(self.limit),
            "x-rate-limit-remaining": str(self.remaining),
            "x-rate-limit-reset": str(self.reset_s),
        }


class RateLimits:
    """Counts requests; a window of 15 minutes opens with the first request of a token to an endpoint."""

    def __init__(self, limits: Mapping[str, int] | None = None) -> None:
        self.limits = {**LIMITS, **(limits or {})}
        self._windows: dict[tuple[str, str], _Window] = {}

    def take(self, token: str, path: str, now_s: int) -> Allowance:
        """Counts one request made now and says what is left."""
        limit = self.limits[path]
        window = self._windows.get((token, path))
        if window is None or now_s >= window.ends_s:
            window = self._windows[(token, path)] = _Window(now_s + WINDOW_SECONDS)
        refused = window.used >= limit
        window.used += not refused
        return Allowance(limit, limit - window.used, window.ends_s, refused)
