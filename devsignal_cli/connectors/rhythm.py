"""When the next request may start: pure arithmetic on the seconds that its caller names. No clock, no sleep, no lock.

`Steady` keeps the contract's delays between requests one by one. `Even` spreads the requests of a limit a minute evenly
and follows the headers of the answers. All times are seconds of one clock that only goes up.
"""

from dataclasses import dataclass, field
from typing import Protocol

from devsignal_cli.connectors.rate_headers import Limits
from devsignal_cli.connectors.resets import Resets

SHARE = 0.995
"""Of a limit that is used: what jitter and a late clock need is less than the rest."""
_MINUTE = 60.0
_MOST_PER_MINUTE = 6_000  # a limit beyond it is not that of a minute
_SHORTEST_WINDOW = 5  # seconds; a bucket that is nearly full tells its size as the limit, and a reset just ahead
_PROBE_SECONDS = 2.0  # how long a single request's answer is waited for before the next one
_GLANCE_SECONDS = 0.05  # how often to look for it
_ROUNDED_SECONDS = 1.0  # a reset may be told as so much earlier than it is
_LONGEST_PAUSE = 60.0
_MOST_DOUBLINGS = 6
_LONGEST_HOLD = 86_400.0  # whoever is asked to wait for longer gives the run up


class Rhythm(Protocol):
    """Says when to start, is told what started and what was answered."""

    def next_start(self, now: float) -> float:
        """The earliest time at which the next request may start; not after `now` when it may start at once."""

    def start(self, now: float) -> None:
        """Note that a request starts."""

    def note(self, limits: Limits | None, now: float) -> None:
        """Note what came of a request: the limits that its answer told, None when no answer came."""

    def refuse(self, limits: Limits, seconds: float | None, now: float) -> None:
        """Note that a request was one too many: nothing starts for so long (None: as long as a back-off)."""


@dataclass(slots=True)
class Steady:
    """At least `delay` between two starts, and `batch_delay` more after each `batch_size`-th."""

    delay: float = 0.6
    batch_size: int = 10
    batch_delay: float = 1.0
    _started: int = 0
    _last: float = 0.0

    def next_start(self, now: float) -> float:
        """See `Rhythm`."""
        if not self._started:
            return now
        is_whole = self.batch_size > 0 and self._started % self.batch_size == 0
        return self._last + self.delay + (self.batch_delay if is_whole else 0.0)

    def start(self, now: float) -> None:
        """See `Rhythm`."""
        self._started, self._last = self._started + 1, now

    def note(self, limits: Limits | None, now: float) -> None:
        """Nothing: the delays were given."""

    def refuse(self, limits: Limits, seconds: float | None, now: float) -> None:
        """Nothing: who asks one by one waits by itself."""


@dataclass(slots=True)
class Even:
    """Evenly as fast as a limit allows; the nominal times are kept, so that no late start is lost.

    Args:
        per_minute: the limit as documented, or as a person set it.
        per_second: a second limit, if the provider has one.
        share: how much of the limits is used.
        is_ceiling: whether headers may only lower the limit.
    """

    per_minute: float
    per_second: float | None = None
    share: float = SHARE
    is_ceiling: bool = False
    _limit: float | None = None
    _next: float = 0.0
    _held_until: float = 0.0
    _first_start: float | None = None
    _started: int = 0
    _open: int = 0
    _refused: int = 0
    _left: int | None = None
    _left_until: float = 0.0
    _probe_until: float = 0.0
    _resets: Resets = field(default_factory=Resets)

    @property
    def interval(self) -> float:
        """Seconds between two starts."""
        spacing = _MINUTE / (self.per_minute * self.share)
        if self._limit is not None:
            told = _MINUTE / (self._limit * SHARE)
            spacing = max(spacing, told) if self.is_ceiling else told
        return max(spacing, 1 / (self.per_second * self.share)) if self.per_second else spacing

    def next_start(self, now: float) -> float:
        """See `Rhythm`; while an answer is awaited that may change it, a time to ask again."""
        gate = self._left_until if self._left is not None and self._left <= 0 else self._probe_until
        if self._open and gate > now:
            gate = min(gate, now + _GLANCE_SECONDS)
        return max(self._next, self._held_until, gate)

    def start(self, now: float) -> None:
        """See `Rhythm`. A start that comes late is made up for by at most one interval."""
        if self._first_start is None:
            self._first_start = self._next = now
            self._probe_until = now + _PROBE_SECONDS
        self._next = max(self._next, self._held_until, now - self.interval) + self.interval
        self._started, self._open = self._started + 1, self._open + 1
        if self._left is not None and self._left > 0:
            self._left -= 1
        elif self._left is not None:  # the window should be a new one; the answer says whether it is
            self._left, self._probe_until = None, now + _PROBE_SECONDS

    def note(self, limits: Limits | None, now: float) -> None:
        """See `Rhythm`."""
        self._open = max(0, self._open - 1)
        if limits is not None:
            self._refused = 0
            self._see(limits, now)

    def refuse(self, limits: Limits, seconds: float | None, now: float) -> None:
        """See `Rhythm`."""
        self._open = max(0, self._open - 1)
        if seconds is None and now >= self._held_until:  # those that were under way are refused for the same reason
            self._refused = min(self._refused + 1, _MOST_DOUBLINGS)
            seconds = min(2.0**self._refused, _LONGEST_PAUSE)
        self._held_until = max(self._held_until, now + min(seconds or 0.0, _LONGEST_HOLD))
        self._see(limits, now)

    def _see(self, limits: Limits, now: float) -> None:
        self._probe_until = 0.0
        self._see_limit(limits, now)
        server_now = int(now) if limits.server_time is None else limits.server_time
        if limits.reset_seconds is None:
            self._see_remaining(limits, now + _PROBE_SECONDS)
        elif self._resets.see(server_now + limits.reset_seconds, server_now):
            is_sure = self._resets.kind == "fixed" or not limits.remaining
            wait = min(limits.reset_seconds, _LONGEST_PAUSE) + _ROUNDED_SECONDS if is_sure else _PROBE_SECONDS
            self._see_remaining(limits, now + wait)

    def _see_limit(self, limits: Limits, now: float) -> None:
        is_of_a_minute = limits.reset_seconds is None or limits.reset_seconds >= _SHORTEST_WINDOW
        if not (limits.limit and limits.limit <= _MOST_PER_MINUTE and is_of_a_minute) or limits.limit == self._limit:
            return
        is_first, self._limit = self._limit is None, float(limits.limit)
        if is_first and self._first_start is not None:  # what started before it was told counts as well
            due = self._first_start + self._started * self.interval
            self._next = max(self._next, min(due, now + _LONGEST_PAUSE))

    def _see_remaining(self, limits: Limits, until: float) -> None:
        """Count what may still start until then, if somebody else uses the limit too; alone, the rhythm keeps it."""
        if limits.remaining is None or not self._is_shared(limits.remaining, limits.limit):
            self._left = None
            return
        left = limits.remaining - self._open
        if self._left is None or self._resets.own <= 1:
            self._left, self._left_until = left, until
        else:  # of the same window; an overtaken answer tells more than there is
            self._left, self._left_until = min(left, self._left), max(until, self._left_until)

    def _is_shared(self, remaining: int, limit: int | None) -> bool:
        if self._resets.kind == "rolling":
            return False
        return limit is None or limit - remaining - self._resets.own > limit * (1 - SHARE)
