"""Errors, callers that leave, interruptions: what is under way comes in if it can, and nothing goes on running."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from devsignal_cli.connectors.errands import Errand, Errands, StoppedError
from devsignal_cli.errors import AuthError, CallsReachedError, InterruptedRunError
from tests.connectors.gates import LONG, Ends, Gate, close, never, square


def failing_at(bad: int, error: BaseException, gate: Gate) -> Callable[[int, Errand], int]:
    def work(item: int, errand: Errand) -> int:
        gate(item, errand)
        if item == bad:
            raise error
        return item

    return work


def test_after_an_error_what_is_under_way_comes_in_first() -> None:
    gate = Gate()
    found: list[int] = []
    run = Errands(failing_at(0, AuthError("no"), gate), 3).run(range(100))
    with ThreadPoolExecutor(1) as keeper:
        keeper.submit(gate.let_after, 3)
        with pytest.raises(AuthError):
            found.extend(run)
    assert {1, 2} <= set(found)


def test_after_an_error_nothing_starts_any_more() -> None:
    started = []

    def work(item: int, errand: Errand) -> int:
        assert errand.sleep is not None
        errand.sleep(0.0)
        started.append(item)
        raise AuthError("no")

    with pytest.raises(AuthError):
        list(Errands(work, 1).run(range(100)))
    assert started == [0]


def test_an_error_ends_the_waits_of_the_others() -> None:
    gate = Gate()

    def work(item: int, errand: Errand) -> int:
        if item:
            assert errand.sleep is not None
            errand.sleep(300.0)
            return item
        gate(item, errand)
        raise AuthError("no")

    run = Errands(work, 5, never).run(range(5))
    gate.let()
    with pytest.raises(AuthError):
        list(run)


def test_of_two_errors_the_first_is_told() -> None:
    run = Errands(_raise_in_order(AuthError("first"), AuthError("second")), 2, never).run(range(2))
    with pytest.raises(AuthError, match="first"):
        list(run)


def test_that_the_calls_are_used_up_is_no_error_beside_another() -> None:
    run = Errands(_raise_in_order(CallsReachedError("calls"), AuthError("no")), 2, never).run(range(2))
    with pytest.raises(AuthError):
        list(run)


def _raise_in_order(*errors: Exception) -> Callable[[int, Errand], int]:
    """Work whose first error ends the run, and whose others come then: all of it is under way at once."""
    all_of_it = threading.Barrier(len(errors))

    def work(item: int, errand: Errand) -> int:
        errand.started()
        all_of_it.wait(LONG)
        if item:
            assert errand.sleep is not None
            with suppress(StoppedError):
                errand.sleep(300.0)
        raise errors[item]

    return work


def test_work_that_stops_by_itself_has_no_result() -> None:
    def work(item: int, errand: Errand) -> int:
        errand.started()
        if item % 2:
            raise StoppedError
        return item

    assert sorted(Errands(work, 3).run(range(10))) == [0, 2, 4, 6, 8]


def test_an_error_that_is_no_exception_is_raised_where_the_results_are_read() -> None:
    def work(_item: int, _errand: Errand) -> int:
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        list(Errands(work, 2).run(range(5)))


def items_that_fail() -> Iterator[int]:
    yield 1
    yield 2
    raise OSError("the list broke off")


def test_when_the_items_break_off_those_before_come_in_first() -> None:
    found: list[int] = []
    with pytest.raises(OSError, match="broke off"):
        found.extend(Errands(square, 5).run(items_that_fail()))
    assert sorted(found) == [1, 4]


def test_a_caller_that_leaves_early_lets_nothing_start_any_more() -> None:
    gate, ends = Gate(), Ends()
    errands = Errands(gate, 2, at_end=ends)
    run = errands.run(range(100))
    gate.let(0)
    assert next(run) == 0
    close(run)
    gate.let()
    assert ends.came(errands._threads)
    assert set(gate.arrived) <= {0, 1, 2}


def test_a_caller_that_leaves_early_waits_for_nobody() -> None:
    gate, ends = Gate(), Ends()
    errands = Errands(gate, 3, at_end=ends)
    run = errands.run(range(100))
    gate.let(0)
    next(run)
    close(run)
    is_somebody_under_way = threading.active_count() > 1
    gate.let()
    assert (ends.came(errands._threads), is_somebody_under_way) == (True, True)


def test_a_caller_that_leaves_ends_waits() -> None:
    ends = Ends()

    def work(item: int, errand: Errand) -> int:
        errand.started()
        if item:
            assert errand.sleep is not None
            errand.sleep(300.0)
        return item

    errands = Errands(work, 5, never, ends)
    run = errands.run(range(100))
    next(run)
    close(run)
    assert ends.came(errands._threads)


def test_an_interruption_where_results_are_read_ends_the_threads() -> None:
    ends = Ends()
    errands = Errands(square, 4, at_end=ends)
    run = errands.run(range(10_000))
    next(run)
    with pytest.raises(InterruptedRunError):
        run.throw(InterruptedRunError(2))  # type: ignore[attr-defined] # it is a generator
    assert ends.came(errands._threads)


def test_an_interruption_while_items_are_read_ends_the_threads_at_once() -> None:
    ends, gate = Ends(), Gate()

    def items() -> Iterator[int]:
        yield 0
        raise InterruptedRunError(2)

    errands = Errands(gate, 4, at_end=ends)
    with pytest.raises(InterruptedRunError):
        list(errands.run(items()))
    gate.let()
    assert ends.came(errands._threads)
