"""How long to wait, how often to try, and when to stop."""

import itertools
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.connectors.retry import TRIES, Patience, RetryableError
from devsignal_cli.errors import AuthError, RateLimitedError, TryLaterError
from tests.connectors.replies import Naps


def failing(times: int, wait_seconds: float | None = None) -> Callable[[], int]:
    """An attempt that fails so often and then gives the number of its tries."""
    tries = itertools.count(1)

    def attempt() -> int:
        number = next(tries)
        if number <= times:
            raise RetryableError(TryLaterError(f"try {number} failed"), wait_seconds)
        return number

    return attempt


def test_a_first_success_waits_for_nothing() -> None:
    naps = Naps()
    assert Patience(sleep=naps).call(failing(0)) == 1
    assert naps.taken == []


def test_an_asked_wait_is_honoured_and_at_most_a_second_longer() -> None:
    naps = Naps()
    assert Patience(sleep=naps).call(failing(1, 45.0)) == 2
    (nap,) = naps.taken
    assert 45 <= nap <= 46


def test_an_asked_wait_of_nothing_is_not_taken_for_silence() -> None:
    naps = Naps()
    Patience(sleep=naps).call(failing(1, 0.0))
    assert naps.taken[0] <= 1


def test_silence_backs_off_twofold_with_jitter() -> None:
    naps = Naps()
    assert Patience(sleep=naps).call(failing(4)) == 5
    assert [base <= nap <= base + 1 for base, nap in zip((2, 4, 8, 16), naps.taken, strict=True)] == [True] * 4


def test_five_failures_are_the_last_and_say_what_the_last_one_said() -> None:
    naps = Naps()
    with pytest.raises(TryLaterError, match="try 5 failed"):
        Patience(sleep=naps).call(failing(99))
    assert len(naps.taken) == TRIES - 1


def test_a_wait_that_would_pass_what_is_left_is_not_begun() -> None:
    naps = Naps()
    with pytest.raises(TryLaterError, match="try 1 failed"):
        Patience(44.9, sleep=naps).call(failing(1, 45.0))
    assert naps.taken == []


def test_no_patience_at_all_means_one_try() -> None:
    tries = failing(99)
    with pytest.raises(TryLaterError, match="try 1 failed"):
        Patience(0.0, sleep=Naps()).call(tries)


def test_an_endless_wait_is_refused() -> None:
    naps = Naps()
    with pytest.raises(TryLaterError):
        Patience(300.0, sleep=naps).call(failing(1, float(10**15)))
    assert naps.taken == []


def test_other_errors_come_through_at_once() -> None:
    naps = Naps()

    def refused() -> None:
        raise AuthError("wrong token")

    with pytest.raises(AuthError):
        Patience(sleep=naps).call(refused)
    assert naps.taken == []


def test_the_raised_error_is_the_one_that_the_attempt_named() -> None:
    limited = RateLimitedError("the limit is reached")

    def attempt() -> None:
        raise RetryableError(limited, 1000.0)

    with pytest.raises(RateLimitedError) as caught:
        Patience(10.0, sleep=Naps()).call(attempt)
    assert caught.value is limited


def test_a_wait_is_announced_with_its_length_and_reason_before_it_begins() -> None:
    told: list[tuple[float, str]] = []
    naps = Naps()
    patience = Patience(sleep=naps, on_wait=lambda seconds, why: told.append((seconds, why)))
    patience.call(failing(1, 7.0))
    assert told == [(naps.taken[0], "try 1 failed")]


def test_by_default_a_wait_is_announced_to_nobody() -> None:
    naps = Naps()
    assert Patience(sleep=naps).call(failing(1)) == 2


@given(
    left=st.floats(0, 600),
    waits=st.lists(st.one_of(st.none(), st.floats(0, 400)), min_size=1, max_size=30),
)
def test_the_waits_of_several_calls_never_pass_what_is_left(left: float, waits: list[float | None]) -> None:
    naps = Naps()
    patience = Patience(left, sleep=naps)
    asked = iter(waits)

    def attempt() -> None:
        for wait in asked:
            raise RetryableError(TryLaterError("no"), wait)

    for _ in range(8):
        with suppress(TryLaterError):
            patience.call(attempt)
    assert sum(naps.taken) <= left + 1e-6
    assert patience.left_seconds == pytest.approx(left - sum(naps.taken), abs=1e-6)
