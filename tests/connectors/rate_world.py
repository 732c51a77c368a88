"""A run against a limited service in simulated time: starts, arrivals, answers, and two clocks that differ.

Nothing waits and nothing reads a clock: the pace's own sleep carries the events on.
"""

import heapq
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import partial
from math import ceil

from devsignal_cli.connectors.http import Answer
from devsignal_cli.connectors.pace import Pace
from devsignal_cli.connectors.rate_headers import limits_of, wait_seconds
from devsignal_cli.connectors.rhythm import Rhythm
from tests.connectors.limiters import Limiter, Ruling

EPOCH = 1_795_000_020.0  # a whole minute
LATENCY_SECONDS, LATENCY_JITTER = 0.180, 0.5
LONGEST_OVERSLEEP = 0.002


@dataclass(frozen=True)
class Service:
    """A limiter behind a network, with a clock of its own.

    Args:
        limiter: what it lets through.
        is_silent: whether it sends no header but Date.
        is_relative: whether its reset counts seconds from the answer, instead of naming a time.
        is_early: whether it cuts fractions of seconds off its reset, instead of rounding up.
        second: how long a second of ours is by its clock.
        into_minute: how far its minute has gone when the run starts.
        used: how many requests somebody else has sent with the same key, all just before.
        others_a_second: how many somebody else goes on sending.
    """

    limiter: Limiter
    is_silent: bool = False
    is_relative: bool = False
    is_early: bool = False
    second: float = 1.0
    into_minute: float = 0.0
    used: int = 0
    others_a_second: float = 0.0

    def clock(self, now: float) -> float:
        """Its time at a time of ours."""
        return EPOCH + self.into_minute + now * self.second

    def ruling(self, now: float) -> Ruling:
        """What it says of a request that arrives at a time of ours."""
        return self.limiter.take(self.clock(now))

    def answer(self, ruling: Ruling, now: float) -> Answer:
        """What it answers then."""
        at = self.clock(now)
        headers = {"date": formatdate(int(at), usegmt=True)}
        if not self.is_silent:
            reset = ruling.reset_at - at if self.is_relative else ruling.reset_at
            headers["x-ratelimit-limit"] = str(ruling.limit)
            headers["x-ratelimit-remaining"] = str(ruling.remaining)
            headers["x-ratelimit-reset"] = str(int(reset) if self.is_early else ceil(reset))
            if not ruling.is_allowed:
                headers["retry-after"] = str(ceil(ruling.wait_seconds))
        return Answer(200 if ruling.is_allowed else 429, headers, b"")


@dataclass
class Tally:
    """What came of a run: requests that were let through and refused, and the most that were under way at once."""

    accepted: int = 0
    refused: int = 0
    most_under_way: int = 0


def share(tally: Tally, limit: int, minutes: float, lost: float = 0.0) -> float:
    """The share of a limit that a run used; `lost` is what no even pace could have had, because others had it."""
    return tally.accepted / (limit * minutes - lost)


@dataclass
class Run:
    """Requests without an end, sent as soon as the pace lets them."""

    service: Service
    rhythm: Rhythm
    seed: int
    now: float = 7_654.25  # a monotonic clock starts anywhere
    latency: float = LATENCY_SECONDS
    tally: Tally = field(default_factory=Tally)
    _under_way: int = 0
    _events: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random, self._numbers, self._began_at = random.Random(self.seed), itertools.count(), self.now
        self._pace = Pace(self.rhythm, is_steady=False, monotonic=lambda: self.now, sleep=self._sleep)

    def over(self, minutes: float) -> Tally:
        """Run for so long."""
        for _ in range(self.service.used):
            self.service.ruling(0.0)
        if self.service.others_a_second:
            self._somebody_else()
        while True:
            self._pace.turn()
            if self.now >= self._began_at + minutes * 60:
                return self.tally
            self._send()

    def _somebody_else(self) -> None:
        self.service.ruling(self.now - self._began_at)
        self._at(self.now + 1 / self.service.others_a_second, self._somebody_else)

    def _sleep(self, seconds: float) -> None:
        until = self.now + seconds + self._random.uniform(0, LONGEST_OVERSLEEP)
        while self._events and self._events[0][0] <= until:
            self.now, _, happen = heapq.heappop(self._events)
            happen()
        self.now = until

    def _send(self) -> None:
        latency = self.latency * self._random.uniform(1 - LATENCY_JITTER, 1 + LATENCY_JITTER)
        self._under_way += 1
        self.tally.most_under_way = max(self.tally.most_under_way, self._under_way)
        self._at(self.now + latency / 2, partial(self._arrive, latency / 2))

    def _at(self, time: float, happen: Callable[[], None]) -> None:
        heapq.heappush(self._events, (time, next(self._numbers), happen))

    def _arrive(self, way_back: float) -> None:
        since = self.now - self._began_at
        ruling = self.service.ruling(since)
        self.tally.accepted += ruling.is_allowed
        self.tally.refused += not ruling.is_allowed
        self._at(self.now + way_back, partial(self._hear, self.service.answer(ruling, since)))

    def _hear(self, answer: Answer) -> None:
        self._under_way -= 1
        if answer.status == 200:
            self._pace.note(limits_of(answer))
        else:
            self._pace.refuse(limits_of(answer), wait_seconds(answer))
