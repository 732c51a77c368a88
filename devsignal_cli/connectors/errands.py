"""Many look-ups under way at once, on threads of their own. What is looked up and how, others know."""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Generic, TypeVar

from devsignal_cli.connectors.pace import Sleep
from devsignal_cli.errors import CallsReachedError

AHEAD = 10
"""How many wait for their turn, at most: enough that a busy consumer leaves no turn unused."""
Wait = Callable[[threading.Event, float], bool]
T = TypeVar("T")
R = TypeVar("R")


class StoppedError(Exception):
    """The look-up was given up before its next request."""


@dataclass(slots=True)
class Errand:
    """One look-up under way: how it waits, whom it tells that its first request starts, and what it has cost."""

    sleep: Sleep | None = None
    on_start: Callable[[], None] = field(default=lambda: None)
    calls: int = 0
    counted: int = 0

    def must_go_on(self) -> None:
        """Return unless the run has ended: what breaks off then is no failure to be told or tried again.

        Raises:
            StoppedError: it has.
        """
        if self.sleep is not None:
            self.sleep(0.0)

    def started(self) -> None:
        """Count a request that starts."""
        self.calls += 1
        if self.calls == 1:
            self.on_start()


@dataclass(frozen=True, slots=True)
class _Started:
    """A look-up has left the queue for a turn."""


@dataclass(frozen=True, slots=True)
class _Ended(Generic[R]):
    """A look-up came to its end: with a result, with an error, or (neither) it was given up."""

    calls: int
    result: R | None = None
    error: BaseException | None = None


class Errands(Generic[T, R]):
    """Does work for many items on up to `most` threads, which start as they are needed and end with the run.

    Args:
        work: looks one item up; runs on any thread.
        most: how many may be under way at once.
        wait: how a thread waits for the run's end or for its time, whichever comes first.
        at_end: called by each thread when it ends.
    """

    def __init__(
        self,
        work: Callable[[T, Errand], R],
        most: int,
        wait: Wait = threading.Event.wait,
        at_end: Callable[[], None] = lambda: None,
    ) -> None:
        self._work = work
        self._most = most
        self._wait = wait
        self._at_end = at_end
        self._stop = threading.Event()
        self._todo: SimpleQueue[tuple[T] | None] = SimpleQueue()
        self._news: SimpleQueue[_Started | _Ended[R]] = SimpleQueue()
        self._threads = 0

    def run(self, items: Iterable[T]) -> Iterator[R]:
        """The results as they arrive. `items` is read here, a few ahead of the turns.

        An error ends the run: nothing starts any more, what is under way comes in and is given first. When the
        caller leaves (or is interrupted), the threads give up at their next wait; nobody waits for them.
        """
        todo, queued, under_way = iter(items), 0, 0
        failure: BaseException | None = None
        is_more = True
        try:
            while True:
                try:
                    while is_more and failure is None and queued < AHEAD and under_way < self._most:
                        is_more = self._begin(todo, under_way)
                        queued, under_way = queued + is_more, under_way + is_more
                except Exception as error:  # noqa: BLE001 - the items broke off; those before are looked up
                    failure = error
                if not under_way:
                    break
                news = self._news.get()
                if isinstance(news, _Started):
                    queued -= 1
                    continue
                queued, under_way = queued - (not news.calls), under_way - 1
                if news.error is not None:
                    failure = _worse(failure, news.error)
                    self._stop.set()
                elif news.result is not None:
                    yield news.result
        finally:
            self._end()
        if failure is not None:
            raise failure

    def _begin(self, todo: Iterator[T], under_way: int) -> bool:
        """Hand out the next item; False when there is none."""
        for item in todo:
            if under_way >= self._threads:
                self._hire()
            self._todo.put((item,))
            return True
        return False

    def _hire(self) -> None:
        """Start one more thread; where the system has no more, those that there are do the work."""
        thread = threading.Thread(target=self._serve, name=f"look-up {self._threads + 1}", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            if not self._threads:
                raise
        else:
            self._threads += 1

    def _end(self) -> None:
        self._stop.set()
        for _ in range(self._threads):
            self._todo.put(None)

    def _serve(self) -> None:
        while (given := self._todo.get()) is not None:
            errand = Errand(self._sleep, lambda: self._news.put(_Started()))
            ended: _Ended[R] = _Ended(0)
            try:
                self._sleep(0.0)
                ended = _Ended(errand.calls, self._work(given[0], errand))
            except StoppedError:
                pass
            except BaseException as error:  # noqa: BLE001 - it is raised again where the results are read
                ended = _Ended(0, error=error)
            self._news.put(_Ended(errand.calls, ended.result, ended.error))
        self._at_end()

    def _sleep(self, seconds: float) -> None:
        if self._stop.is_set() or (seconds > 0 and self._wait(self._stop, seconds)):
            raise StoppedError


def _worse(first: BaseException | None, second: BaseException) -> BaseException:
    """The failure to tell: the first one, but that the calls are used up is none beside another."""
    return second if first is None or isinstance(first, CallsReachedError) else first
