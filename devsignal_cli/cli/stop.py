"""Ctrl-C, SIGTERM and SIGHUP: each raises InterruptedRunError, once, and again only if somebody dropped it.

An exception out of a signal handler may be lost: Python ignores what a callback raises (importlib's locks have one),
its compiler forgets what comes while it folds constants, and an extension module may make an ImportError of it.
"""

import signal
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from devsignal_cli.errors import InterruptedRunError

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SOON_SECONDS = 0.01


class Stop:
    """Whether a signal asked this run to stop."""

    def __init__(self) -> None:
        self._number = 0
        self._raised: weakref.ref[InterruptedRunError] | None = None

    @property
    def error(self) -> InterruptedRunError | None:
        """The request to stop, if there was one: whatever else ended the run came of it."""
        return InterruptedRunError(self._number) if self._number else None

    def ask(self, number: int, _frame: FrameType | None) -> None:
        """The handler of a first signal; later ones are ignored: what follows only closes down."""
        for stopping in _SIGNALS:
            signal.signal(stopping, signal.SIG_IGN)
        self._number = number
        raise self._request()

    def ask_again(self, alarm: int, _frame: FrameType | None) -> None:
        """The handler of the alarm that is set when a request was dropped."""
        self._number = self._number or alarm
        raise self._request()

    def close(self) -> None:
        """Ask no more."""
        self._raised = None
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _request(self) -> InterruptedRunError:
        """A new request, watched: one that dies before the run ends was dropped."""
        request = InterruptedRunError(self._number)
        self._raised = weakref.ref(request, lambda _dead: signal.setitimer(signal.ITIMER_REAL, _SOON_SECONDS))
        return request


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Let signals stop what runs inside, and put everything back behind it."""
    stop, hook = Stop(), sys.unraisablehook
    heard = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]  # nohup ignores SIGHUP
    before = {number: signal.signal(number, stop.ask) for number in heard}
    before[signal.SIGALRM] = signal.signal(signal.SIGALRM, stop.ask_again)

    def ignored(told: Any) -> None:
        if not issubclass(told.exc_type, InterruptedRunError):  # that one comes again
            hook(told)

    sys.unraisablehook = ignored
    try:
        yield stop
    finally:
        stop.close()
        sys.unraisablehook = hook
        for number, handler in before.items():
            signal.signal(number, handler)
