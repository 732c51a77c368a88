"""A service's own clock, kept going between its answers: its last Date, and what has passed here since."""

import time
from collections.abc import Callable


class ServerClock:
    """The clock of one service for one command; every answer sets it anew.

    Args:
        monotonic: seconds that only go up, whatever the local clock says.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._ahead: float | None = None

    def set(self, server_time: int) -> None:
        """Note what the service has just said (Unix seconds)."""
        self._ahead = server_time - self._monotonic()

    def now(self) -> int | None:
        """The service's time in Unix seconds; None as long as it has not answered."""
        return None if self._ahead is None else int(self._ahead + self._monotonic())
