"""When the next request may start: the contract's delays, an even spread, told limits, refusals."""

from itertools import pairwise

import pytest

from devsignal_cli.connectors.rate_headers import Limits
from devsignal_cli.connectors.rhythm import Even, Rhythm, Steady

NOW = 1_000.0
SERVER = 1_794_907_800


def starts(rhythm: Rhythm, number: int, now: float = NOW) -> list[float]:
    """The times of so many starts, each as early as it may be, each answered at once without a word on limits."""
    found = []
    for _ in range(number):
        now = max(now, rhythm.next_start(now))
        rhythm.start(now)
        rhythm.note(Limits(), now)
        found.append(now)
    return found


def told(remaining: int, *, limit: int | None = 600, reset: int | None = 30, at: int = 0) -> Limits:
    """The limits that an answer tells so many seconds into the run."""
    return Limits(limit, remaining, reset, SERVER + at)


def gaps(rhythm: Rhythm, number: int) -> list[float]:
    times = starts(rhythm, number)
    return [round(later - earlier, 6) for earlier, later in pairwise(times)]


def test_a_steady_rhythm_starts_at_once() -> None:
    assert Steady().next_start(NOW) == NOW


def test_a_steady_rhythm_pauses_after_each_batch() -> None:
    assert gaps(Steady(0.6, 3, 1.0), 8) == [0.6, 0.6, 1.6, 0.6, 0.6, 1.6, 0.6]


def test_ten_requests_and_the_next_take_seven_seconds() -> None:
    times = starts(Steady(), 11)
    assert times[-1] - times[0] == pytest.approx(7.0)


@pytest.mark.parametrize("batch_size", [0, -1])
def test_a_batch_of_no_size_is_no_batch(batch_size: int) -> None:
    assert gaps(Steady(0.6, batch_size, 1.0), 4) == [0.6, 0.6, 0.6]


def test_a_steady_rhythm_counts_its_delay_from_the_last_start_however_late_that_was() -> None:
    steady = Steady(0.6)
    steady.start(NOW)
    steady.start(NOW + 50)
    assert steady.next_start(NOW + 50) == pytest.approx(NOW + 50.6)


def test_a_steady_rhythm_is_not_changed_by_what_headers_say() -> None:
    steady = Steady(0.6)
    steady.start(NOW)
    steady.note(told(0, limit=1), NOW)
    steady.refuse(told(0, limit=1), 300.0, NOW)
    assert steady.next_start(NOW) == pytest.approx(NOW + 0.6)


def test_an_even_rhythm_spreads_a_little_less_than_the_limit_over_the_minute() -> None:
    assert gaps(Even(600), 4) == [pytest.approx(0.1005, abs=1e-5)] * 3


def test_a_limit_a_second_spreads_more_when_it_is_the_tighter_one() -> None:
    assert Even(600, 5, 1.0).interval == pytest.approx(0.2)


def test_a_limit_a_second_changes_nothing_when_it_is_the_wider_one() -> None:
    assert Even(600, 15, 1.0).interval == pytest.approx(0.1)


def test_a_late_start_is_made_up_for_by_one_interval_only() -> None:
    even = Even(60, share=1.0)
    starts(even, 1)
    assert [time - NOW for time in starts(even, 3, NOW + 10.5)] == [10.5, 10.5, 11.5]


def test_a_start_that_is_late_by_less_does_not_shift_those_after_it() -> None:
    even = Even(60, share=1.0)
    starts(even, 1)
    starts(even, 1, NOW + 1.4)
    assert even.next_start(NOW + 1.4) == NOW + 2


def test_the_second_request_waits_for_the_first_answer() -> None:
    even = Even(600)
    even.start(NOW)
    assert even.next_start(NOW + 1.0) == NOW + 1.05


def test_the_first_answer_lets_the_others_go() -> None:
    even = Even(600)
    even.start(NOW)
    even.note(Limits(), NOW + 0.5)
    assert even.next_start(NOW + 0.5) <= NOW + 0.5


def test_a_first_answer_that_is_slow_is_waited_for_two_seconds() -> None:
    even = Even(600)
    even.start(NOW)
    assert even.next_start(NOW + 2.0) <= NOW + 2.0


def test_a_first_request_that_got_no_answer_lets_the_next_try_after_two_seconds() -> None:
    even = Even(600)
    even.start(NOW)
    even.note(None, NOW + 0.1)
    assert even.next_start(NOW + 0.1) == NOW + 2.0


def test_a_told_limit_replaces_the_documented_one() -> None:
    even = Even(600)
    starts(even, 1)
    even.note(told(99, limit=100), NOW)
    assert even.interval == pytest.approx(60 / 99.5)


def test_what_started_before_the_limit_was_told_is_made_up_for() -> None:
    even = Even(600)
    starts(even, 10)
    even.note(told(50, limit=60), NOW + 1)
    assert even.next_start(NOW + 1) == pytest.approx(NOW + 10 * 60 / (60 * 0.995))


def test_making_up_for_it_takes_a_minute_at_most() -> None:
    even = Even(600)
    starts(even, 100)
    even.note(told(0, limit=2, reset=None), NOW + 10)
    assert even.next_start(NOW + 80) <= NOW + 70


def test_a_limit_that_changes_later_changes_the_spread_from_then_on() -> None:
    even = Even(600)
    starts(even, 1)
    even.note(told(99, limit=100), NOW)
    even.note(told(598, limit=600), NOW)
    assert even.interval == pytest.approx(60 / 597)


def test_a_limit_told_before_anything_started_holds_nothing_back() -> None:
    even = Even(600)
    even.note(told(99, limit=100), NOW)
    assert even.next_start(NOW) <= NOW


@pytest.mark.parametrize(("limit", "interval"), [(60, 1.005), (600, 0.5)])
def test_headers_only_lower_a_rate_that_a_person_set(limit: int, interval: float) -> None:
    even = Even(120, None, 1.0, is_ceiling=True)
    even.note(told(50, limit=limit), NOW)
    assert even.interval == pytest.approx(interval, abs=1e-3)


@pytest.mark.parametrize(
    "limits",
    [
        told(0, limit=0),
        told(9_999, limit=10_000),
        told(5, limit=15, reset=1),
        told(0, limit=10**14),
        told(5, limit=None),
    ],
)
def test_a_limit_that_is_none_of_a_minute_is_passed_over(limits: Limits) -> None:
    even = Even(600)
    even.note(limits, NOW)
    assert even.interval == pytest.approx(60 / 597)


def test_a_refusal_holds_everybody_back_for_as_long_as_it_asks() -> None:
    even = Even(600)
    even.start(NOW)
    even.refuse(Limits(), 7.0, NOW)
    assert even.next_start(NOW) == NOW + 7


def test_a_shorter_wait_never_shortens_a_longer_one() -> None:
    even = Even(600)
    even.refuse(Limits(), 7.0, NOW)
    even.refuse(Limits(), 1.0, NOW)
    assert even.next_start(NOW) == NOW + 7


def test_refusals_that_name_no_wait_back_off_twofold_up_to_a_minute() -> None:
    even, now, waits = Even(600), NOW, []
    for _ in range(8):
        even.refuse(Limits(), None, now)
        waits.append(even.next_start(now) - now)
        now += waits[-1]
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]


def test_refusals_of_what_was_under_way_count_once() -> None:
    even = Even(600)
    for _ in range(5):
        even.refuse(Limits(), None, NOW)
    assert even.next_start(NOW) == NOW + 2


def test_an_answer_between_refusals_begins_the_back_off_anew() -> None:
    even = Even(600)
    even.refuse(Limits(), None, NOW)
    even.note(Limits(), NOW + 2)
    even.refuse(Limits(), None, NOW + 2)
    assert even.next_start(NOW + 2) == NOW + 4


def test_no_wait_is_endless_whatever_the_service_asks() -> None:
    even = Even(600)
    even.refuse(Limits(), 1e15, NOW)
    assert even.next_start(NOW) == NOW + 86_400
