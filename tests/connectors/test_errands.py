"""Many look-ups at once: each result once, and never too many under way."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from devsignal_cli.connectors.errands import AHEAD, Errand, Errands
from devsignal_cli.connectors.pace import Pace
from devsignal_cli.connectors.rate_headers import Limits
from devsignal_cli.connectors.rhythm import Even
from devsignal_cli.errors import CallsReachedError
from tests.connectors.gates import Ends, Gate, close, never, square


def test_no_item_makes_no_thread() -> None:
    ends = Ends()
    errands = Errands(square, 5, at_end=ends)
    assert (list(errands.run([])), errands._threads) == ([], 0)


@pytest.mark.parametrize("most", [1, 3, 50])
def test_each_item_has_its_result_once(most: int) -> None:
    assert sorted(Errands(square, most).run(range(200))) == [number**2 for number in range(200)]


def unasked(item: int, _errand: Errand) -> int:
    return item


def test_look_ups_that_send_nothing_have_results_too() -> None:
    assert sorted(Errands(unasked, 4).run(range(100))) == list(range(100))


def test_results_come_as_they_arrive() -> None:
    gate = Gate()
    run = Errands(gate, 3).run(range(3))
    gate.let(2)
    first = next(run)
    gate.let()
    assert (first, sorted(run)) == (2, [0, 1])


def test_never_more_are_under_way_than_allowed() -> None:
    lock, now, most = threading.Lock(), [0], [0]

    def work(item: int, errand: Errand) -> int:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        errand.started()
        with lock:
            now[0] -= 1
        return item

    assert (len(list(Errands(work, 4).run(range(300)))), most[0] <= 4) == (300, True)


def test_as_many_threads_are_made_as_are_needed() -> None:
    gate = Gate()
    errands = Errands(gate, 50)
    run = errands.run(range(6))
    with ThreadPoolExecutor(1) as keeper:
        keeper.submit(gate.let_after, 6)
        assert (len(list(run)), errands._threads) == (6, 6)


def test_items_are_read_a_few_ahead_of_the_turns_only() -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1_000):
            read.append(number)
            yield number

    turn = threading.Semaphore(1)

    def work(item: int, errand: Errand) -> int:
        while not turn.acquire(blocking=False):
            assert errand.sleep is not None
            errand.sleep(1.0)
        errand.started()
        return item

    run = Errands(work, 50, never).run(items())
    next(run)
    assert len(read) <= AHEAD + 1
    close(run)


def thread_name(_item: int, _errand: Errand) -> str:
    return threading.current_thread().name


def test_a_thread_serves_one_item_after_another() -> None:
    assert set(Errands(thread_name, 1).run(range(20))) == {"look-up 1"}


def test_threads_end_with_the_run() -> None:
    ends = Ends()
    errands = Errands(square, 4, at_end=ends)
    list(errands.run(range(50)))
    assert ends.came(errands._threads)


def test_fewer_threads_than_wanted_do_the_work_too(monkeypatch: pytest.MonkeyPatch) -> None:
    start = threading.Thread.start
    started: list[threading.Thread] = []

    def refuse_the_third(thread: threading.Thread) -> None:
        if len(started) == 2:
            raise RuntimeError("can't start new thread")
        started.append(thread)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refuse_the_third)
    assert sorted(Errands(square, 8).run(range(50))) == [number**2 for number in range(50)]


def test_without_any_thread_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    with pytest.raises(RuntimeError, match="can't start"):
        list(Errands(square, 8).run(range(50)))


class Time:
    """Seconds that pass while a thread waits; for several threads."""

    def __init__(self) -> None:
        self._now, self._lock = 0.0, threading.Lock()

    def __call__(self) -> float:
        with self._lock:
            return self._now

    def wait(self, stop: threading.Event, seconds: float) -> bool:
        with self._lock:
            self._now += seconds
        return stop.is_set()


def paced(pace: Pace, refused: set[int]) -> Callable[[int, Errand], int]:
    """Work that takes turns; a few items are refused once."""

    def work(item: int, errand: Errand) -> int:
        pace.turn(errand.sleep)
        errand.started()
        if item in refused:
            refused.discard(item)
            pace.refuse(Limits(), 2.0)
            pace.turn(errand.sleep)
            errand.started()
        pace.note(Limits(600, 599, 60, 1_795_000_000))
        return item

    return work


def test_threads_and_turns_together_lose_nothing_and_keep_the_limit() -> None:
    clock = Time()
    pace = Pace(Even(600), is_steady=False, monotonic=clock)
    found = list(Errands(paced(pace, {3, 50, 120}), 50, clock.wait).run(range(300)))
    assert (sorted(found), pace.calls) == (list(range(300)), 303)
    assert clock() >= 300 / 600 * 60 - 1


def test_threads_end_when_the_turns_are_used_up() -> None:
    clock, ends = Time(), Ends()
    pace = Pace(Even(600), is_steady=False, max_calls=30, monotonic=clock)
    errands = Errands(paced(pace, set()), 50, clock.wait, ends)
    found: list[int] = []
    with pytest.raises(CallsReachedError):
        found.extend(errands.run(range(300)))
    assert (len(found), pace.calls, ends.came(errands._threads)) == (30, 30, True)
