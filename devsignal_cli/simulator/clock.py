"""The simulated clock: frozen unless told to tick. It knows nothing of posts or requests."""

import threading
import time
from collections.abc import Callable


class SimClock:
    """The time that the simulator lives in; `ticking` lets real (monotonic) time flow on top of `advance`."""

    def __init__(self, now_ms: int, *, ticking: bool = False, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._base_ms = now_ms
        self._ticking = ticking
        self._monotonic = monotonic
        self._start = monotonic()
        self._lock = threading.Lock()

    def now_ms(self) -> int:
        """The simulated moment in unix milliseconds."""
        flowed = self._monotonic() - self._start if self._ticking else 0.0
        return self._base_ms + int(flowed * 1000)

    def now_s(self) -> int:
        """The simulated moment in whole unix seconds."""
        return self.now_ms() // 1000

    def advance(self, seconds: float) -> int:
        """Moves the clock forward and returns the new moment in milliseconds; it never goes back (ValueError)."""
        if not seconds >= 0:
            raise ValueError(f"the clock only goes forward, not by {seconds}")
        with self._lock:
            self._base_ms += round(seconds * 1000)
        return self.now_ms()
