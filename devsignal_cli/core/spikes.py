"""Days that stand out: more posts than usual, or more of them negative. Pure: a series of days in, spikes out.

A day is measured against the 28 days before it. Both figures are first brought to a spread of one whatever their size
(Anscombe's transforms), so that two posts after a week without any are no sensation; what is usual is a median, and
a series that scatters more than chance alone is measured by its own scatter (median absolute deviation).
"""

import math
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median

from devsignal_cli.results.stats import Day, Spike

SIGMAS = 2.5
WINDOW, WEEKDAYS = 28, 56  # days; weekdays are told apart once there are eight of each
_FEWEST_DAYS = 14  # before that nothing is usual
_FEWEST_POSTS = 5  # fewer posts, or negative ones, are no spike whatever came before
_OF_MAD = 1.4826  # the standard deviation of a normal scatter, in median absolute deviations
_MEDIAN_LOSS = math.pi / 2  # the variance of a median of n values is this, divided by n
_TRUST = 1.25  # a MAD of 28 days is this uncertain: below, chance alone explains it


def of(series: Sequence[Day], first: date | None = None, sigmas: float = SIGMAS) -> tuple[Spike, ...]:
    """The spikes among the days from `first` on; `series` has every day, without a gap, oldest first.

    Give it 56 days before `first`, if they are there: with fewer than 14 before it, a day is never a spike.
    """
    return tuple(
        spike
        for number, day in enumerate(series)
        if number >= _FEWEST_DAYS and (first is None or day.date >= first)
        for spike in _of_day(series[max(0, number - WEEKDAYS) : number], day)
        if spike.sigmas >= sigmas
    )


def _of_day(before: Sequence[Day], day: Day) -> Iterator[Spike]:
    if _total(day) >= _FEWEST_POSTS:
        usual, far = _volume([_total(one) for one in before], _total(day))
        yield Spike(day.date, "volume", _total(day), round(usual, 1), round(far, 1))
    if day.negative >= _FEWEST_POSTS:
        share, far = _negative(before[-WINDOW:], day)
        yield Spike(day.date, "negative", round(day.negative / _total(day), 3), round(share, 3), round(far, 1))


def _total(day: Day) -> int:
    return day.positive + day.negative + day.neutral


def _volume(before: Sequence[int], value: int) -> tuple[float, float]:
    """What is usual, and how far beyond it a day lies."""
    roots = [_root(count) for count in before]
    effects = _weekday_effects(roots)
    levelled = [root - effects[-(len(roots) - number) % 7] for number, root in enumerate(roots)][-WINDOW:]
    middle = median(levelled)
    usual = middle + effects[0]
    return max(0.0, (usual / 2) ** 2 - 0.375), (_root(value) - usual) / _scatter([one - middle for one in levelled])


def _root(count: int) -> float:
    """Anscombe's transform: a Poisson count, of any size, with a standard deviation of one."""
    return 2 * math.sqrt(count + 0.375)


def _weekday_effects(roots: Sequence[float]) -> list[float]:
    """How far today's weekday, tomorrow's and so on lie from the middle; shrunk by what chance alone would make."""
    if len(roots) < WEEKDAYS:
        return [0.0] * 7
    middle = median(roots)
    effects = [median(roots[weekday::7]) - middle for weekday in range(7)]
    noise = 6 * _MEDIAN_LOSS / (WEEKDAYS // 7)
    kept = max(0.0, 1 - noise / (sum(effect**2 for effect in effects) or noise))
    return [kept * effect for effect in effects]


def _negative(before: Sequence[Day], day: Day) -> tuple[float, float]:
    """The usual share of negative posts (the median of its weeks, so that one bad day is not usual), and how far."""
    weeks = [before[start : start + 7] for start in range(len(before) % 7, len(before), 7)]
    counts = [(sum(one.negative for one in week), sum(map(_total, week))) for week in weeks]
    usual = median((negative + 0.5) / (total + 1) for negative, total in counts if total) if any(
        total for _, total in counts
    ) else 0.5
    distances = [_distance(one, usual) for one in before if _total(one) >= _FEWEST_POSTS]
    return usual, _distance(day, usual) / _scatter(distances)


def _distance(day: Day, share: float) -> float:
    """How far a day's negative share lies from the usual one, in standard deviations of chance (arc sine)."""
    total = _total(day)
    angle = math.asin(math.sqrt((day.negative + 0.375) / (total + 0.75)))
    return (angle - math.asin(math.sqrt(share))) * math.sqrt(4 * total + 2)


def _scatter(distances: Sequence[float]) -> float:
    """How widely usual days scatter; one, as chance has it, at least."""
    if len(distances) < _FEWEST_DAYS:
        return 1.0
    found = _OF_MAD * median(map(abs, distances))
    return found if found > _TRUST else 1.0
