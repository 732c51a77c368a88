"""The paths below /_sim/ with which people and tests read the bill and move the clock; no API knows them."""

from collections.abc import Callable, Mapping
from typing import Any

from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.moments import DAY_MS, SECOND_MS, rfc3339
from devsignal_cli.simulator.wire import Incoming

LONGEST_ADVANCE_SECONDS = 366 * DAY_MS // SECOND_MS


def control(incoming: Incoming, clock: SimClock, bill: Callable[[], Mapping[str, Any]]) -> tuple[int, Any]:
    """Status and JSON body for a request to a control path."""
    match incoming.method, incoming.path:
        case "GET", "/_sim/meter":
            return 200, bill()
        case "POST", "/_sim/advance":
            return _advance(clock, incoming.params.get("seconds", ""))
        case _:
            return 404, {"error": "GET /_sim/meter or POST /_sim/advance?seconds=N"}


def _advance(clock: SimClock, text: str) -> tuple[int, Any]:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= LONGEST_ADVANCE_SECONDS:
        return 400, {"error": f"seconds must be between 0 and {LONGEST_ADVANCE_SECONDS}"}
    return 200, {"now": rfc3339(clock.advance(seconds))}
