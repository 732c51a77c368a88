"""How long to wait and how often to try: what the answer says, bounded by a run's patience.

Rule (product contract): Retry-After, else the reset header against the server's own Date, else 2, 4, 8 … seconds with
jitter; at most five tries; a wait that would pass what is left of `--max-wait` is not begun.
"""

import random
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
    """What is left of a run's waits, in seconds, and how to sleep; shared by all its requests."""

    left_seconds: float = 300.0
    sleep: Callable[[float], None] = time.sleep
    on_wait: Callable[[float, str], None] = field(default=lambda _seconds, _why: None)

    def call(self, attempt: Callable[[], T]) -> T:
        """Make an attempt until it succeeds, gives up, or patience runs out.

        Raises:
            DevsignalError: what the last attempt said.
        """
        retrying = Retrying(
            retry=retry_if_exception_type(RetryableError),
            wait=_wait_seconds,
            stop=lambda state: stop_after_attempt(TRIES)(state) or state.upcoming_sleep > self.left_seconds,
            before_sleep=self._announce,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(attempt)
        except RetryableError as last:
            if isinstance(last.error, TryLaterError):
                last.error.wait_seconds = last.wait_seconds
            raise last.error from last

    def _sleep(self, seconds: float) -> None:
        self.left_seconds -= seconds
        self.sleep(seconds)

    def _announce(self, state: RetryCallState) -> None:
        self.on_wait(state.upcoming_sleep, str(_failure(state)))


def _wait_seconds(state: RetryCallState) -> float:
    asked = _failure(state).wait_seconds
    if asked is not None:
        return asked + random.uniform(0, 1)
    return float(2**state.attempt_number) + random.uniform(0, 1)


def _failure(state: RetryCallState) -> RetryableError:
    failure = state.outcome.exception() if state.outcome else None
    assert isinstance(failure, RetryableError)  # noqa: S101 - tenacity asks only after such a failure
    return failure
