"""What an answer says of the rate limit: limit, what remains, when it resets, how long to wait. Pure.

Read: X-RateLimit-Limit, -Remaining, -Reset (Unix seconds by the server's own Date, or small numbers: seconds from now)
and Retry-After (seconds or a date).
"""

from dataclasses import dataclass

from devsignal_cli.connectors.http import Answer

LONGEST_RESET = 60
"""Seconds; the limits that providers document are those of a minute, so a reset further away is not believed."""
_SMALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The headers of one answer; None for what they do not tell.

    `reset_seconds` counts from the answer; `server_time` is in Unix seconds, by the server's own clock.
    """

    limit: int | None = None
    remaining: int | None = None
    reset_seconds: int | None = None
    server_time: int | None = None


def limits_of(answer: Answer) -> Limits:
    """What an answer tells of its rate limit."""
    reset, now = answer.header_int("x-ratelimit-reset"), answer.server_time
    if reset is not None and reset >= _SMALL:
        reset = max(0, reset - now) if now is not None else None
    return Limits(answer.header_int("x-ratelimit-limit"), answer.header_int("x-ratelimit-remaining"), reset, now)


def wait_seconds(answer: Answer) -> float | None:
    """Retry-After, else until the reset, a minute at most; None (back off) if neither makes sense."""
    after = _retry_after(answer)
    if after is not None:
        return after
    limits = limits_of(answer)
    if not limits.reset_seconds or limits.remaining:
        return None
    return float(min(limits.reset_seconds, LONGEST_RESET))


def _retry_after(answer: Answer) -> float | None:
    seconds = answer.header_int("retry-after")
    if seconds is None:
        until, now = answer.header_time("retry-after"), answer.server_time
        seconds = max(0, until - now) if until is not None and now is not None else None
    return None if seconds is None else float(seconds)
