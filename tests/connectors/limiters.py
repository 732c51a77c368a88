"""Rate limits as services keep them: what each lets through, and what it tells. Times are the service's own seconds."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a limiter says of one request, and for how long a refused one had better wait."""

    is_allowed: bool
    limit: int
    remaining: int
    reset_at: float
    wait_seconds: float


class Limiter(Protocol):
    """Counts the requests of one key."""

    def take(self, now: float) -> Ruling:
        """Rule on a request that arrives now; a refused one takes nothing."""


@dataclass(slots=True)
class FixedWindow:
    """So many in each minute of the clock, or in a minute that the first request opens."""

    limit: int = 600
    seconds: float = 60.0
    is_aligned: bool = True
    _ends_at: float = -math.inf
    _used: int = 0

    def take(self, now: float) -> Ruling:
        if now >= self._ends_at:
            begins_at = now - now % self.seconds if self.is_aligned else now
            self._ends_at, self._used = begins_at + self.seconds, 0
        is_allowed = self._used < self.limit
        self._used += is_allowed
        return Ruling(is_allowed, self.limit, self.limit - self._used, self._ends_at, self._ends_at - now)


@dataclass(slots=True)
class SlidingWindow:
    """So many in the seconds before each request; tells when the oldest leaves, or when all have left."""

    limit: int = 600
    seconds: float = 60.0
    tells: Literal["oldest", "newest"] = "oldest"
    _taken: deque[float] = field(default_factory=deque)

    def take(self, now: float) -> Ruling:
        while self._taken and self._taken[0] <= now - self.seconds:
            self._taken.popleft()
        is_allowed = len(self._taken) < self.limit
        if is_allowed:
            self._taken.append(now)
        frees_at = self._taken[0] + self.seconds
        told = frees_at if self.tells == "oldest" else now + self.seconds
        return Ruling(is_allowed, self.limit, self.limit - len(self._taken), told, frees_at - now)


@dataclass(slots=True)
class TokenBucket:
    """So many tokens a minute, of which a bucket keeps some; tells its size, what is in it, and when it is full."""

    per_minute: int = 600
    size: int = 600
    _tokens: float = math.inf
    _seen_at: float = 0.0

    def take(self, now: float) -> Ruling:
        rate = self.per_minute / 60.0
        self._tokens = min(float(self.size), self._tokens + (now - self._seen_at) * rate)
        self._seen_at = now
        is_allowed = self._tokens >= 1.0
        self._tokens -= is_allowed
        full_at = now + (self.size - self._tokens) / rate
        return Ruling(is_allowed, self.size, int(self._tokens), full_at, (1.0 - self._tokens) / rate)


@dataclass(slots=True)
class All:
    """Several limits at once: the first that refuses does so for all, and the tightest is told."""

    limiters: tuple[Limiter, ...]

    def take(self, now: float) -> Ruling:
        rulings = []
        for limiter in self.limiters:
            rulings.append(limiter.take(now))
            if not rulings[-1].is_allowed:
                return rulings[-1]
        return min(rulings, key=lambda ruling: ruling.remaining)


LIMITERS: dict[str, Callable[[int], Limiter]] = {
    "fixed window": FixedWindow,
    "fixed, opened by the first": lambda limit: FixedWindow(limit, is_aligned=False),
    "sliding window": SlidingWindow,
    "sliding, tells the newest": lambda limit: SlidingWindow(limit, tells="newest"),
    "token bucket": lambda limit: TokenBucket(limit, limit),
    "token bucket of 10": lambda limit: TokenBucket(limit, 10),
}
