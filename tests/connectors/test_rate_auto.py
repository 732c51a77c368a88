"""`--rate auto` against limited services in simulated time: nearly all of the limit is used, and no request is refused.

Ten minutes or more, answers after 180 ms +/-50 %, half of it on the way there.
"""

from typing import Any

import pytest

from devsignal_cli.connectors.rhythm import SHARE, Even
from tests.connectors.limiters import LIMITERS, All, FixedWindow, Limiter, SlidingWindow, TokenBucket
from tests.connectors.rate_world import Run, Service, Tally, share

MINUTES = 10
NAMES = ["fixed window", "sliding window", "token bucket"]
HEADERS: dict[str, dict[str, Any]] = {
    "none": {"is_silent": True},
    "relative, rounded up": {"is_relative": True},
    "rounded down": {"is_early": True, "into_minute": 20.5},
}


def auto(service: Service, per_minute: float = 600, per_second: float | None = None, *, seed: int = 1) -> Tally:
    return Run(service, Even(per_minute, per_second, SHARE), seed).over(MINUTES)


def ninety_nine_percent(tally: Tally, limit: int = 600, lost: float = 0.0) -> bool:
    return share(tally, limit, MINUTES, lost) >= 0.99 and tally.refused == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", LIMITERS)
def test_a_limit_that_is_told_is_used_and_never_passed(name: str, seed: int) -> None:
    assert ninety_nine_percent(auto(Service(LIMITERS[name](600)), seed=seed))


@pytest.mark.parametrize("headers", HEADERS)
@pytest.mark.parametrize("name", NAMES)
def test_whatever_form_the_headers_have(name: str, headers: str) -> None:
    assert ninety_nine_percent(auto(Service(LIMITERS[name](600), **HEADERS[headers])))


@pytest.mark.parametrize(("second", "into_minute"), [(1.001, 17.3), (0.999, 44.4)])
@pytest.mark.parametrize("name", NAMES)
def test_whatever_the_clock_of_the_service_says(name: str, second: float, into_minute: float) -> None:
    service = Service(LIMITERS[name](600), second=second, into_minute=into_minute)
    assert ninety_nine_percent(auto(service))


@pytest.mark.parametrize("window", [FixedWindow, SlidingWindow])
@pytest.mark.parametrize("seed", [1, 2])
def test_limits_a_minute_and_a_second_are_both_kept_without_any_header(window: type, seed: int) -> None:
    limiter = All((window(15, 1.0), window(500)))
    assert ninety_nine_percent(auto(Service(limiter, is_silent=True), 500, 15, seed=seed), limit=500)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", [name for name in LIMITERS if "of 10" not in name])
def test_a_limit_below_the_documented_one_is_learned_from_the_first_answer(name: str, seed: int) -> None:
    assert ninety_nine_percent(auto(Service(LIMITERS[name](100)), seed=seed), limit=100)


@pytest.mark.parametrize("name", ["fixed window", "sliding window"])
def test_a_limit_above_the_documented_one_is_used(name: str) -> None:
    assert ninety_nine_percent(auto(Service(LIMITERS[name](1200))), limit=1200)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("used", "into_minute"), [(8, 10.0), (300, 30.0), (500, 50.5), (590, 30.2), (599, 58.0)])
def test_the_rest_of_a_window_that_somebody_else_has_begun_is_used(used: int, into_minute: float, seed: int) -> None:
    service = Service(FixedWindow(), used=used, into_minute=into_minute)
    lost = max(0.0, 10 * (60 - into_minute) - (600 - used))
    assert ninety_nine_percent(auto(service, seed=seed), lost=lost)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("used", [8, 300, 500, 590, 599])
def test_what_somebody_else_has_sent_in_a_sliding_window_is_respected(used: int, seed: int) -> None:
    assert ninety_nine_percent(auto(Service(SlidingWindow(), used=used), seed=seed), lost=used)


@pytest.mark.parametrize("used", [8, 300, 590])
def test_a_bucket_that_somebody_else_has_emptied_is_used_as_it_fills(used: int) -> None:
    assert ninety_nine_percent(auto(Service(TokenBucket(), used=used)))


@pytest.mark.parametrize("limiter", [FixedWindow(), SlidingWindow()])
def test_a_window_with_nothing_left_refuses_one_request_only(limiter: Limiter) -> None:
    assert auto(Service(limiter, used=600)).refused == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_somebody_else_who_goes_on_asking_costs_a_refusal_every_few_minutes_at_most(seed: int) -> None:
    tally = auto(Service(FixedWindow(), others_a_second=2.0), seed=seed)
    assert (tally.refused <= 3, share(tally, 480, MINUTES) > 0.95) == (True, True)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_rate_that_a_person_sets_is_a_ceiling(seed: int) -> None:
    tally = Run(Service(FixedWindow()), Even(120, None, 1.0, is_ceiling=True), seed).over(MINUTES)
    assert (share(tally, 120, MINUTES) >= 0.99, tally.accepted <= 120 * MINUTES, tally.refused) == (True, True, 0)


def test_slow_answers_cost_hardly_any_of_the_limit() -> None:
    tally = Run(Service(FixedWindow()), Even(600), 1, latency=3.0).over(MINUTES)
    assert share(tally, 600, MINUTES) > 0.98
