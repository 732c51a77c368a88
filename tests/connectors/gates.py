"""Work that stops where a test wants it to, and what tells that threads have ended."""

import threading
from collections.abc import Iterator
from typing import Any

from devsignal_cli.connectors.errands import Errand

LONG = 20.0  # seconds after which a test that hangs fails


class Gate:
    """Where work stops until it is let through, so that a test decides what happens when."""

    def __init__(self) -> None:
        self.arrived: list[int] = []
        self._change = threading.Condition()
        self._open: set[int] = set()
        self._is_open = False

    def __call__(self, item: int, errand: Errand) -> int:
        errand.started()
        with self._change:
            self.arrived.append(item)
            self._change.notify_all()
            assert self._change.wait_for(lambda: self._is_open or item in self._open, LONG)
        return item

    def wait_for(self, number: int) -> None:
        with self._change:
            assert self._change.wait_for(lambda: len(self.arrived) >= number, LONG)

    def let_after(self, number: int) -> None:
        """Let all through as soon as so many are there."""
        self.wait_for(number)
        self.let()

    def let(self, *items: int) -> None:
        """Let some through; without a name, all from now on."""
        with self._change:
            self._open.update(items)
            self._is_open = self._is_open or not items
            self._change.notify_all()


class Ends:
    """Counts threads that came to their end."""

    def __init__(self) -> None:
        self._ended = threading.Semaphore(0)

    def __call__(self) -> None:
        self._ended.release()

    def came(self, number: int) -> bool:
        return all(self._ended.acquire(timeout=LONG) for _ in range(number))


def never(stop: threading.Event, _seconds: float) -> bool:
    """A wait for a time that never comes: only the run's end ends it."""
    return stop.wait(LONG)


def square(item: int, errand: Errand) -> int:
    errand.started()
    return item * item


def close(run: Iterator[Any]) -> None:
    run.close()  # type: ignore[attr-defined] # it is a generator
