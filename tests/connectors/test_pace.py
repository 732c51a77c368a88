"""Turns: taken in the rhythm, by one thread or many, and given up by whoever cannot wait."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from devsignal_cli.connectors.pace import Pace
from devsignal_cli.connectors.rate_headers import Limits
from devsignal_cli.connectors.rhythm import SHARE, Even, Rhythm, Steady
from devsignal_cli.errors import CallsReachedError


class Clock:
    """Seconds that pass only while somebody waits."""

    def __init__(self) -> None:
        self.now = 50.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds, 6))
        self.now += seconds


class GivenUpError(Exception):
    """What a caller's own sleep raises."""


def give_up(_seconds: float) -> None:
    raise GivenUpError


def paced(rhythm: Rhythm, clock: Clock, max_calls: int | None = None) -> Pace:
    return Pace(rhythm, is_steady=True, max_calls=max_calls, monotonic=clock, sleep=clock.sleep)


def test_the_first_turn_is_taken_at_once() -> None:
    clock = Clock()
    paced(Steady(), clock).turn()
    assert clock.waits == []


def test_a_turn_waits_until_the_rhythm_lets_it() -> None:
    clock = Clock()
    pace = paced(Steady(0.6), clock)
    pace.turn()
    clock.now += 0.25
    pace.turn()
    assert clock.waits == [0.35]


def test_turns_are_counted() -> None:
    pace = paced(Steady(), Clock())
    pace.turn()
    pace.turn()
    assert pace.calls == 2


def test_there_are_no_more_turns_than_were_given() -> None:
    pace = paced(Steady(), Clock(), max_calls=2)
    pace.turn()
    pace.turn()
    with pytest.raises(CallsReachedError, match="2 calls"):
        pace.turn()


def test_no_turn_at_all_means_none() -> None:
    with pytest.raises(CallsReachedError):
        paced(Steady(), Clock(), max_calls=0).turn()


def test_a_caller_waits_in_its_own_way() -> None:
    clock, own = Clock(), Clock()
    pace = paced(Steady(0.6), clock)
    pace.turn()

    def sleep(seconds: float) -> None:
        own.sleep(seconds)
        clock.now += seconds

    pace.turn(sleep)
    assert (clock.waits, own.waits) == ([], [0.0, 0.6, 0.0])


def test_a_caller_that_gives_up_takes_no_turn() -> None:
    pace = paced(Steady(), Clock(), max_calls=1)
    with pytest.raises(GivenUpError):
        pace.turn(give_up)
    assert pace.calls == 0


def test_a_caller_that_gives_up_leaves_the_queue_to_the_others() -> None:
    pace = paced(Steady(), Clock())
    with pytest.raises(GivenUpError):
        pace.turn(give_up)
    pace.turn()
    assert pace.calls == 1


def test_a_wait_that_ended_early_goes_on() -> None:
    clock = Clock()
    pace = Pace(Steady(1.0), is_steady=True, monotonic=clock, sleep=lambda seconds: clock.sleep(seconds / 2 + 0.1))
    pace.turn()
    pace.turn()
    assert (clock.waits, clock.now >= 51) == ([0.6, 0.3, 0.15], True)


def test_a_refusal_moves_the_next_turn() -> None:
    clock = Clock()
    pace = paced(Even(600), clock)
    pace.turn()
    pace.refuse(Limits(), 7.0)
    pace.turn()
    assert clock.now == 57.0


def test_what_an_answer_tells_moves_the_next_turn() -> None:
    clock = Clock()
    pace = paced(Even(600, share=1.0), clock)
    pace.turn()
    pace.note(Limits(limit=60, remaining=59))
    pace.turn()
    assert clock.now == pytest.approx(50 + 60 / (60 * SHARE))


def test_an_answer_during_a_wait_ends_it_at_the_next_glance() -> None:
    clock = Clock()

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        if len(clock.waits) == 3:
            pace.note(Limits())

    pace = Pace(Even(600), is_steady=False, monotonic=clock, sleep=sleep)
    pace.turn()
    pace.turn()
    assert clock.now == pytest.approx(50.2, abs=1e-3)


def test_threads_start_one_after_another_in_the_rhythm() -> None:
    clock = Clock()
    pace = paced(Steady(0.5, 0), clock)

    def take(_number: int) -> None:
        for _ in range(10):
            pace.turn(lambda seconds: clock.sleep(seconds) if seconds else None)
            pace.note(None)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(take, range(8)))
    assert (pace.calls, clock.now) == (80, 50 + 79 * 0.5)


def test_threads_share_the_calls_that_are_left() -> None:
    pace = paced(Steady(0.1), Clock(), max_calls=20)

    def take(_number: int) -> int:
        taken = 0
        try:
            while True:
                pace.turn()
                taken += 1
        except CallsReachedError:
            return taken

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(take, range(8))) == 20
