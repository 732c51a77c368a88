"""The stretch of posts a search covers: since_id, until_id, start_time, end_time, and X's seven-day rule."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from devsignal_cli.simulator.moments import SECOND_MS, WEEK_MS, ms_of, parse_rfc3339, snowflake, to_minute
from devsignal_cli.simulator.problems import invalid, invalid_many

DEFAULT_LAG_MS = 30 * SECOND_MS
MIN_LAG_MS = 10 * SECOND_MS
_ID = re.compile(r"[0-9]{1,19}")


@dataclass(frozen=True, slots=True)
class Window:
    """Posts with after_id < id < before_id."""

    after_id: int
    before_id: int

    @classmethod
    def of(cls, params: Mapping[str, str], now_ms: int) -> "Window":
        """The window of a request made now; ApiProblem (400) for what X refuses."""
        _check_combinations(params)
        start_ms, end_ms = _times(params, now_ms)
        since, until = _ids(params, now_ms)
        return cls(max(snowflake(start_ms) - 1, since or 0), min(snowflake(end_ms), until or snowflake(end_ms)))


def _check_combinations(params: Mapping[str, str]) -> None:
    if "since_id" in params and ("start_time" in params or "end_time" in params):
        raise invalid("Invalid use of since_id in conjunction with start_time or end_time")
    if "until_id" in params and "end_time" in params:
        raise invalid("Invalid use of until_id in conjunction with end_time")


def _times(params: Mapping[str, str], now_ms: int) -> tuple[int, int]:
    oldest_ms = now_ms - WEEK_MS
    start_ms = _time(params, "start_time", oldest_ms)
    end_ms = _time(params, "end_time", now_ms - DEFAULT_LAG_MS)
    for name, moment in (("start_time", start_ms), ("end_time", end_ms)):
        text = params.get(name, "")
        if moment < oldest_ms:
            raise _bad_time(name, text, f"'{name}' must be on or after {to_minute(oldest_ms)}")
        if moment > now_ms - MIN_LAG_MS:
            raise _bad_time(name, text, f"'{name}' must be a minimum of 10 seconds prior to the request time.")
    if {"start_time", "end_time"} <= params.keys() and start_ms >= end_ms:
        start, end = params["start_time"], params["end_time"]
        message = f"Invalid 'start_time':'{start}'. 'start_time' must be before 'end_time':{end}"
        raise invalid(message, start_time=start, end_time=end)
    return start_ms, end_ms


def _time(params: Mapping[str, str], name: str, default_ms: int) -> int:
    if name not in params:
        return default_ms
    try:
        return parse_rfc3339(params[name])
    except ValueError:
        message = f"The `{name}` query parameter value [{params[name]}] is not a valid RFC3339 date-time"
        raise invalid_many(message, {name: params[name]}) from None


def _bad_time(name: str, text: str, why: str) -> Exception:
    return invalid_many(f"Invalid '{name}':'{text}'. {why}", {name: text})


def _ids(params: Mapping[str, str], now_ms: int) -> tuple[int | None, int | None]:
    return _id(params, "since_id", now_ms), _id(params, "until_id", now_ms)


def _id(params: Mapping[str, str], name: str, now_ms: int) -> int | None:
    text = params.get(name)
    if text is None:
        return None
    if not _ID.fullmatch(text):
        message = f"The `{name}` query parameter value [{text}] does not match ^[0-9]{{1,19}}$"
        raise invalid_many(message, {name: text})
    oldest_ms = now_ms - WEEK_MS
    if ms_of(int(text)) < oldest_ms:
        message = (
            f"'{name}' must be a tweet id created after {to_minute(oldest_ms)}. "
            f"Please use a '{name}' that is larger than {snowflake(oldest_ms)}"
        )
        raise invalid_many(message, {name: text})
    return int(text)
