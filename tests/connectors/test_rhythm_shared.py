"""A limit that somebody else uses too: what is left may start, the rest waits; and whatever is told, no wait is endless."""

import math

from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.connectors.rate_headers import Limits
from devsignal_cli.connectors.rhythm import Even

NOW = 1_000.0
SERVER = 1_794_907_800


def told(remaining: int, *, limit: int | None = 600, reset: int | None = 30, at: int = 0) -> Limits:
    """The limits that an answer tells so many seconds into the run."""
    return Limits(limit, remaining, reset, SERVER + at)


def shared(remaining: int = 0, under_way: int = 0) -> Even:
    """A rhythm that has been told of a fixed window which somebody else uses too."""
    even = Even(600)
    for at in range(6):
        even.start(NOW - 6 + at)
        even.note(told(500, reset=36 - at, at=at), NOW - 6 + at)
    for _ in range(under_way + 1):
        even.start(NOW - 1)
    even.note(told(remaining, at=6), NOW)
    return even


def test_a_window_that_somebody_else_has_used_up_is_waited_out_and_a_second_more() -> None:
    assert shared(0).next_start(NOW) == NOW + 31


def test_what_is_left_of_a_shared_window_may_still_start() -> None:
    assert shared(3).next_start(NOW) <= NOW


def test_what_is_under_way_counts_against_what_is_left() -> None:
    assert shared(3, under_way=3).next_start(NOW) > NOW


def test_what_has_started_since_counts_against_what_is_left() -> None:
    even = shared(1)
    even.start(NOW)
    assert even.next_start(NOW + 1) == NOW + 1.05


def test_an_answer_that_was_overtaken_gives_back_nothing() -> None:
    even = shared(0, under_way=1)
    even.note(told(2, at=6), NOW)
    assert even.next_start(NOW) == NOW + 31


def test_an_answer_of_the_window_before_says_nothing_of_the_present_one() -> None:
    even = shared(0, under_way=1)
    even.note(told(400, reset=1, at=0), NOW)
    assert even.next_start(NOW) == NOW + 31


def test_after_a_window_that_was_waited_out_one_request_goes_ahead() -> None:
    even = shared(0)
    even.start(NOW + 31)
    assert even.next_start(NOW + 32) == NOW + 32.05


def test_the_next_window_lets_all_go_again() -> None:
    even = shared(0)
    even.start(NOW + 31)
    even.note(told(599, reset=59, at=37), NOW + 31.2)
    assert even.next_start(NOW + 31.3) <= NOW + 31.3


def test_alone_nothing_is_held_back_however_little_remains() -> None:
    even = Even(100)
    for number in range(100):
        even.start(NOW)
        even.note(told(99 - number, limit=100, reset=60 - number // 2, at=number // 2), NOW)
    assert even._left is None


def test_an_unknown_window_is_tried_again_after_two_seconds_while_something_remains() -> None:
    even = Even(600)
    even.start(NOW)
    even.start(NOW)
    even.note(told(1), NOW)
    even.note(None, NOW)
    assert even.next_start(NOW) == NOW + 2


def test_an_unknown_window_of_which_nothing_remains_is_waited_out() -> None:
    even = Even(600)
    even.start(NOW)
    even.note(told(0), NOW)
    assert even.next_start(NOW) == NOW + 31


def test_a_remainder_without_a_reset_is_tried_again_every_two_seconds() -> None:
    even = Even(600)
    even.start(NOW)
    even.note(told(0, reset=None), NOW)
    assert even.next_start(NOW) == NOW + 2


def test_a_remainder_without_a_limit_is_taken_for_shared() -> None:
    even = Even(600)
    even.start(NOW)
    even.note(told(0, limit=None), NOW)
    assert even.next_start(NOW) == NOW + 31


def test_a_reset_beyond_a_minute_is_not_waited_for() -> None:
    even = Even(600)
    even.start(NOW)
    even.note(told(0, reset=10**9), NOW)
    assert even.next_start(NOW) == NOW + 61


def test_without_a_date_the_local_clock_tells_windows_apart() -> None:
    even = Even(600)
    even.start(NOW)
    even.note(Limits(600, 0, 30, None), NOW)
    assert even.next_start(NOW) == NOW + 31


def test_more_answers_than_starts_do_no_harm() -> None:
    even = Even(600)
    even.note(Limits(), NOW)
    even.refuse(Limits(), 0.0, NOW)
    assert even.next_start(NOW) <= NOW


numbers = st.none() | st.integers(0, 10**15)
limits = st.builds(Limits, numbers, numbers, numbers, numbers)


@given(st.lists(st.tuples(limits, st.booleans(), st.none() | st.floats(0, 1e15), st.floats(0, 100)), max_size=12))
def test_whatever_a_service_says_the_next_start_is_a_time_within_a_day(
    said: list[tuple[Limits, bool, float | None, float]],
) -> None:
    even, now = Even(600, 15), NOW
    for limits, is_refused, seconds, passed in said:
        now += passed
        even.start(now)
        if is_refused:
            even.refuse(limits, seconds, now)
        else:
            even.note(limits, now)
        assert math.isfinite(even.next_start(now))
        assert even.next_start(now) <= now + 86_400 + 61 * len(said)


@given(st.lists(limits, max_size=12))
def test_whatever_a_service_says_without_refusing_somebody_starts_within_about_a_minute(said: list[Limits]) -> None:
    even, now = Even(600), NOW
    for limits in said:
        at = max(now, even.next_start(now))
        assert at - now <= 62
        now = at
        even.start(now)
        even.note(limits, now)
