"""Turns: who wants to send a request takes one, and waits in it until the rhythm lets it start. For several threads."""

import threading
import time
from collections.abc import Callable

from devsignal_cli.connectors.rate_headers import Limits
from devsignal_cli.connectors.rhythm import Rhythm
from devsignal_cli.errors import CallsReachedError

Sleep = Callable[[float], None]


class Pace:
    """The turns of one run. Cache hits take none.

    Args:
        rhythm: when the next request may start.
        is_steady: whether requests go one by one; else several may be under way.
        max_calls: how many turns there are; None for no end.
        monotonic: seconds that only go up.
        sleep: how to wait for a turn, unless whoever takes it has a way of its own.
    """

    def __init__(
        self,
        rhythm: Rhythm,
        *,
        is_steady: bool,
        max_calls: int | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Sleep = time.sleep,
    ) -> None:
        self.is_steady = is_steady
        self._rhythm = rhythm
        self._max_calls = max_calls
        self._monotonic = monotonic
        self._sleep = sleep
        self._calls = 0
        self._queue = threading.Lock()  # one waits for the next start, the others wait for that one
        self._state = threading.Lock()

    @property
    def calls(self) -> int:
        """How many turns were taken: requests sent, retries included."""
        return self._calls

    def turn(self, sleep: Sleep | None = None) -> None:
        """Wait for the next start and take it; `note` or `refuse` must follow, whatever comes of the request.

        Args:
            sleep: how this caller waits; it may raise to give the turn up, and is asked with 0 before it starts.

        Raises:
            CallsReachedError: the last turn was taken.
        """
        self._check()
        with self._queue:
            while True:
                self._check()
                if sleep is not None:
                    sleep(0.0)
                with self._state:
                    now = self._monotonic()
                    wait = self._rhythm.next_start(now) - now
                    if wait <= 0:
                        self._rhythm.start(now)
                        self._calls += 1
                        return
                (sleep or self._sleep)(wait)

    def note(self, limits: Limits | None) -> None:
        """Tell what the answer to a turn's request said of the limits; None when no answer came."""
        with self._state:
            self._rhythm.note(limits, self._monotonic())

    def refuse(self, limits: Limits, seconds: float | None) -> None:
        """Tell, in place of `note`, that a request was one too many: nobody starts for so long (None: for a while)."""
        with self._state:
            self._rhythm.refuse(limits, seconds, self._monotonic())

    def _check(self) -> None:
        if self._max_calls is not None and self._calls >= self._max_calls:
            raise CallsReachedError(f"The run has made its {self._max_calls} calls.", "Run it again to go on.")
