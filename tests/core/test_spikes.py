"""Spikes: calm on quiet series, watchful for bursts, and nothing that a person would not call one."""

from collections import Counter
from datetime import date, timedelta

import pytest

from benchmarks.spikes import measured
from devsignal_cli.core import spikes
from devsignal_cli.results.stats import Day, Spike

FIRST = date(2026, 1, 5)


def series(*counts: int | tuple[int, int]) -> list[Day]:
    """Days of so many posts, or of (posts, negative ones among them)."""
    pairs = [count if isinstance(count, tuple) else (count, 0) for count in counts]
    return [Day(FIRST + timedelta(days=number), 0, bad, posts - bad) for number, (posts, bad) in enumerate(pairs)]


def kinds(days: list[Day]) -> list[tuple[int, str]]:
    return [((spike.date - FIRST).days, spike.kind) for spike in spikes.of(days)]


def test_quiet_series_are_calm_and_bursts_are_found() -> None:
    sums: Counter[str] = sum(measured(seed=7, series=144).values(), Counter())
    assert sums["days"] > 15_000
    assert sums["false"] <= 0.01 * sums["days"]
    assert sums["planted"] > 80
    assert sums["bursts"] >= 0.95 * sums["planted"]


def test_a_day_of_three_times_the_posts_is_named_with_what_is_usual() -> None:
    days = series(*[9, 10, 11] * 10, 30, 10)
    assert spikes.of(days) == (Spike(FIRST + timedelta(days=30), "volume", 30, 10.0, 4.6),)


def test_a_day_of_bad_news_is_named_by_its_share() -> None:
    (spike,) = spikes.of(series(*[(20, 2)] * 28, (20, 12)))
    assert (spike.kind, spike.value) == ("negative", 0.6)
    assert 0.09 < spike.usual < 0.12
    assert spike.sigmas > 4


def test_one_burst_does_not_hide_the_next() -> None:
    assert kinds(series(*[10] * 28, 40, 10, 10, 40)) == [(28, "volume"), (31, "volume")]
    assert kinds(series(*[(20, 2)] * 28, (20, 15), (20, 2), (20, 15))) == [(28, "negative"), (30, "negative")]


@pytest.mark.parametrize(
    "counts",
    [
        [0, 0, 0, 1] * 7 + [4],  # four posts are no news
        [0] * 40 + [30],  # nobody watched before
        [0] * 40 + [3] * 13 + [30],  # too few days to know what is usual
        [200] * 30 + [260],  # however steady: not half as much again
        [10] * 30 + [0],  # silence is no spike
        [(100, 50)] * 30 + [(100, 62)],
        [(4, 0)] * 30 + [(4, 4)],  # fewer than five negative posts
        [],
    ],
)
def test_what_nobody_would_call_a_spike_is_none(counts: list[int | tuple[int, int]]) -> None:
    assert kinds(series(*counts)) == []


def test_a_series_that_scatters_is_measured_by_its_own_scatter() -> None:
    assert kinds(series(*[4, 10, 22] * 10, 26)) == []
    assert kinds(series(*[9, 10, 11] * 10, 26)) == [(30, "volume")]


def test_a_busy_weekday_is_no_spike_once_it_is_usual() -> None:
    week = [10, 10, 10, 40, 10, 10, 10]
    days = series(*week * 10)
    late = [number for number, _ in kinds(days) if number >= spikes.WINDOW]
    assert late == []
    tripled = [*days[:-1], Day(days[-1].date, 0, 0, 40)]
    assert kinds(tripled)[-1] == (69, "volume"), "the same count on another weekday is one"


def test_a_series_of_one_size_after_another_finds_the_new_size_usual() -> None:
    named = [number for number, _ in kinds(series(*[10] * 30, *[40] * 40))]
    assert named[0] == 30
    assert named[-1] < 60


def test_only_days_from_the_first_one_asked_are_judged() -> None:
    days = series(*[10] * 28, 40, 10, 40)
    assert [spike.date for spike in spikes.of(days, days[29].date)] == [days[30].date]
    assert spikes.of(days, sigmas=100) == ()
