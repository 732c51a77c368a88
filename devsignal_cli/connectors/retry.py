"""How long to wait and how often to try: what the answer says, bounded by a run's patience.

Rule (product contract): Retry-After, else the reset header against the server's own Date, else 2, 4, 8 … seconds with
jitter; at most five tries; a wait that would pass what is left of `--max-wait` is not begun.
"""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from devsignal_cli.errors import DevsignalError, TryLaterError

TRIES = 5
T = TypeVar("T")


class RetryableError(Exception):
    """An attempt failed in a way that another may not.

    Args:
        error: what to say if no attempt succeeds.
        wait_seconds: how long the service asked to wait; None when it did not say.
    """

    def __init__(self, error: DevsignalError, wait_seconds: float | None = None) -> None:
        super().__init__(error.message)
        self.error = error
        self.wait_seconds = wait_seconds


@dataclass(slots=True)
class Patience:
    """What is left of a run's waits, in seconds, and how to sleep; shared by all its requests and threads.

    Waits at the same time count once, as the time that passes for the person who waits.
    """

    left_seconds: float = 300.0
    sleep: Callable[[float], None] = time.sleep
    on_wait: Callable[[float, str], None] = field(default=lambda _seconds, _why: None)
    monotonic: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock)
    is_spent: bool = False
    """Whether a wait was refused: it would have passed what is left."""
    _waiting: int = 0
    _waits_until: float = 0.0

    def call(self, attempt: Callable[[], T], sleep: Callable[[float], None] | None = None) -> T:
        """Make an attempt until it succeeds, gives up, or patience runs out.

        Args:
            attempt: what to do; a RetryableError asks for another try.
            sleep: how this caller waits, if it has a way of its own.

        Raises:
            DevsignalError: what the last attempt said.
        """
        retrying = Retrying(
            retry=retry_if_exception_type(RetryableError),
            wait=_wait_seconds,
            stop=lambda state: stop_after_attempt(TRIES)(state) or not self._begin(state),
            sleep=lambda seconds: self._wait(seconds, sleep or self.sleep),
            reraise=True,
        )
        try:
            return retrying(attempt)
        except RetryableError as last:
            if isinstance(last.error, TryLaterError):
                last.error.wait_seconds = last.wait_seconds
            raise last.error from last

    def _begin(self, state: RetryCallState) -> bool:
        """Book a wait and announce it; False if it would pass what is left."""
        with self._lock:
            now, is_alone = self.monotonic(), not self._waiting
            until = now + state.upcoming_sleep
            more_seconds = max(0.0, until - (now if is_alone else max(now, self._waits_until)))
            if more_seconds > self.left_seconds:
                self.is_spent = True
                return False
            self.left_seconds -= more_seconds
            self._waits_until = until if is_alone else max(until, self._waits_until)
            self._waiting += 1
        if is_alone:
            self.on_wait(state.upcoming_sleep, str(_failure(state)))
        return True

    def _wait(self, seconds: float, sleep: Callable[[float], None]) -> None:
        try:
            sleep(seconds)
        finally:
            with self._lock:
                self._waiting -= 1


def _wait_seconds(state: RetryCallState) -> float:
    asked = _failure(state).wait_seconds
    if asked is not None:
        return asked + random.uniform(0, 1)
    return float(2**state.attempt_number) + random.uniform(0, 1)


def _failure(state: RetryCallState) -> RetryableError:
    failure = state.outcome.exception() if state.outcome else None
    assert isinstance(failure, RetryableError)  # noqa: S101 - tenacity asks only after such a failure
    return failure
