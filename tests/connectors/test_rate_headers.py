"""What headers say of a limit, and what is made of those that make no sense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.connectors.http import Answer
from devsignal_cli.connectors.rate_headers import Limits, limits_of, wait_seconds
from tests.connectors.replies import DATE, NOW

NAMES = ("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "retry-after", "date")
NONSENSE = [
    "",
    "nan",
    "inf",
    "-1",
    "+5",
    "1.5",
    "0x10",
    "1e9",
    "6 00",
    "600, 600",
    "٣",
    "9" * 40,
    "soon",
    "None",
    "\x00",
]


def answer(**headers: str) -> Answer:
    return Answer(429, {"date": DATE} | {name.replace("_", "-"): value for name, value in headers.items()}, b"")


def limited(reset: str, **headers: str) -> Answer:
    return answer(x_ratelimit_limit="600", x_ratelimit_remaining="0", x_ratelimit_reset=reset, **headers)


def test_all_headers_are_read() -> None:
    assert limits_of(limited(str(NOW + 30))) == Limits(600, 0, 30, NOW)


def test_silence_tells_nothing_but_the_time() -> None:
    assert limits_of(answer()) == Limits(server_time=NOW)


def test_a_small_reset_counts_from_the_answer() -> None:
    assert limits_of(limited("30")).reset_seconds == 30


def test_a_reset_that_has_passed_is_now() -> None:
    assert limits_of(limited(str(NOW - 5))).reset_seconds == 0


def test_a_time_to_reset_at_means_nothing_without_the_clock_of_the_service() -> None:
    assert limits_of(Answer(200, {"x-ratelimit-reset": str(NOW + 30)}, b"")).reset_seconds is None


@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_in_a_header_is_silence(value: str) -> None:
    said = answer(x_ratelimit_limit=value, x_ratelimit_remaining=value, x_ratelimit_reset=value)
    assert limits_of(said) == Limits(server_time=NOW)


def test_retry_after_in_seconds_is_the_wait() -> None:
    assert wait_seconds(answer(retry_after="7")) == 7.0


def test_retry_after_as_a_date_counts_by_the_clock_of_the_service() -> None:
    assert wait_seconds(answer(retry_after="Tue, 17 Nov 2026 09:30:45 GMT")) == 45.0


def test_retry_after_as_a_date_that_has_passed_is_no_wait() -> None:
    assert wait_seconds(answer(retry_after="Tue, 17 Nov 2026 09:29:00 GMT")) == 0.0


def test_retry_after_as_a_date_means_nothing_without_the_clock_of_the_service() -> None:
    assert wait_seconds(Answer(429, {"retry-after": DATE}, b"")) is None


def test_retry_after_comes_before_the_reset() -> None:
    assert wait_seconds(limited("30", retry_after="7")) == 7.0


def test_retry_after_of_nothing_is_no_silence() -> None:
    assert wait_seconds(limited("30", retry_after="0")) == 0.0


@pytest.mark.parametrize("value", NONSENSE)
def test_a_retry_after_that_is_nonsense_leaves_the_reset(value: str) -> None:
    assert wait_seconds(limited("30", retry_after=value)) == 30.0


def test_the_reset_is_the_wait_when_nothing_remains() -> None:
    assert wait_seconds(limited(str(NOW + 50))) == 50.0


@pytest.mark.parametrize("reset", ["3300", str(NOW + 3300), str(NOW * 1000)])
def test_a_reset_beyond_a_minute_is_a_minute(reset: str) -> None:
    assert wait_seconds(limited(reset)) == 60.0


@pytest.mark.parametrize("reset", ["0", str(NOW), str(NOW - 60)])
def test_a_reset_that_is_now_is_no_reason_to_ask_again_at_once(reset: str) -> None:
    assert wait_seconds(limited(reset)) is None


def test_a_reset_is_no_wait_while_something_remains() -> None:
    assert wait_seconds(answer(x_ratelimit_remaining="5", x_ratelimit_reset="30")) is None


def test_silence_is_no_wait() -> None:
    assert wait_seconds(answer()) is None


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40) | st.sampled_from([DATE, *NONSENSE])))
def test_no_header_breaks_the_reading(headers: dict[str, str]) -> None:
    said = Answer(429, headers, b"")
    found, wait = limits_of(said), wait_seconds(said)
    values = (found.limit, found.remaining, found.reset_seconds, wait)
    assert all(value is None or 0 <= value < 10**15 for value in values)


@given(
    st.integers(0, 9999), st.integers(0, 99), st.sampled_from(["GMT", "-0000", "+9999", "-9999", "+99999999", "X", ""])
)
def test_no_date_breaks_the_reading(year: int, day: int, zone: str) -> None:
    date = f"Tue, {day} Nov {year} 09:30:00 {zone}"
    wait = wait_seconds(Answer(429, {"retry-after": date, "date": DATE}, b""))
    assert wait is None or 0 <= wait < 10**15
