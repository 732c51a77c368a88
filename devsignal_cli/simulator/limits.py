"""Rate limits in simulated time: fixed windows for anybody, and the numbers of X's endpoints."""

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
        """The x-rate-limit headers of X."""
        return {
            "x-rate-limit-limit": str(self.limit),
            "x-rate-limit-remaining": str(self.remaining),
            "x-rate-limit-reset": str(self.reset_s),
        }


class FixedWindows:
    """Counts requests; a window of so many seconds opens with the first request of a caller."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._windows: dict[tuple[str, str], _Window] = {}

    def take(self, caller: tuple[str, str], limit: int, now_s: int) -> Allowance:
        """Counts one request made now and says what is left; a refused one takes nothing."""
        window = self._windows.get(caller)
        if window is None or now_s >= window.ends_s:
            window = self._windows[caller] = _Window(now_s + self._seconds)
        refused = window.used >= limit
        window.used += not refused
        return Allowance(limit, max(limit - window.used, 0), window.ends_s, refused)


class RateLimits:
    """X's limits: a window of 15 minutes for each token and endpoint."""

    def __init__(self, limits: Mapping[str, int] | None = None) -> None:
        self.limits = {**LIMITS, **(limits or {})}
        self._windows = FixedWindows(WINDOW_SECONDS)

    def take(self, token: str, path: str, now_s: int) -> Allowance:
        """Counts one request made now and says what is left."""
        return self._windows.take((token, path), self.limits[path], now_s)
