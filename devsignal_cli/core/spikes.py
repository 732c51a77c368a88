"""Days that stand out: more posts than usual, or more of them negative. Pure: a series of days in, spikes out.

A day is measured against the 28 days before it, weekdays apart where they differ. Both figures are first brought to a
spread of one whatever their size (Anscombe's transforms), so that two posts after a week of none are no sensation; what
is usual is a median; a series that scatters more than chance makes it is measured by its own scatter (the median
absolute deviation). `python -m benchmarks.spikes` says how calm and how watchful these figures are.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median

from devsignal_cli.results.stats import Day, Spike

SIGMAS = 2.6
WINDOW, LONGEST = 28, 56  # days that say what is usual; days that say how weekdays differ and how widely days scatter
FEWEST_DAYS = 14  # before that nothing is usual
FEWEST_POSTS = 5  # fewer posts, or negative ones, are no spike whatever came before
FEWEST_TIMES = 1.5  # nor is a day that is nearly as usual, however steady the days before were
_OF_MAD = 1.4826  # the standard deviation of a normal scatter, in median absolute deviations
_OF_MEDIAN = math.pi / 2  # the variance of a median of n normal values, times n
_BEYOND_CHANCE = 1.25  # up to this, chance alone explains a scatter found in so few days
_UNSURE = 1.2  # a scatter found in so few days may be larger by so much


def of(series: Sequence[Day], first: date | None = None, sigmas: float = SIGMAS) -> tuple[Spike, ...]:
    """The spikes among the days from `first` on; `series` has every day, oldest first, without a gap.

    Give 56 days before `first`. Days before the first signal say nothing (nobody watched yet), and a day with fewer
    than 14 days behind it is never a spike.
    """
    began = next((number for number, day in enumerate(series) if total(day)), len(series))
    return tuple(
        spike
        for number, day in enumerate(series)
        if number >= began + FEWEST_DAYS and (first is None or day.date >= first)
        for spike in _of_day(series[max(began, number - LONGEST) : number], day)
        if spike.sigmas >= sigmas and spike.value >= FEWEST_TIMES * spike.usual
    )


def total(day: Day) -> int:
    """All signals of a day."""
    return day.positive + day.negative + day.neutral


def _of_day(before: Sequence[Day], day: Day) -> Iterator[Spike]:
    if total(day) >= FEWEST_POSTS:
        usual, far = _volume([total(one) for one in before], total(day))
        yield Spike(day.date, "volume", total(day), round(usual, 1), round(far, 1))
    if day.negative >= FEWEST_POSTS:
        usual, far = _negative(before[-WINDOW:], day)
        yield Spike(day.date, "negative", round(day.negative / total(day), 3), round(usual, 3), round(far, 1))


def _volume(before: Sequence[int], count: int) -> tuple[float, float]:
    """How many posts are usual, and how far beyond them a day lies."""
    roots = [_root(one) for one in before]
    effects = _weekday_effects(roots)
    level = [root - effects[(number - len(roots)) % 7] for number, root in enumerate(roots)]
    middle = median(level[-WINDOW:])
    usual = middle + effects[0]
    far = (_root(count) - usual) / _scatter([one - middle for one in level])
    return max(0.0, (max(0.0, usual) / 2) ** 2 - 0.375), far


def _root(count: int) -> float:
    """Anscombe's transform: a count that came by chance, of any size, has a standard deviation of one."""
    return 2 * math.sqrt(count + 0.375)


def _weekday_effects(roots: Sequence[float]) -> list[float]:
    """How far today's weekday, tomorrow's and so on lie from the middle, less what chance alone would make of it."""
    weeks = len(roots) // 7
    if weeks < WINDOW // 7:
        return [0.0] * 7
    whole = roots[-7 * weeks :]
    middles = [median(whole[start : start + 7]) for start in range(0, len(whole), 7)]  # a new level is no weekday's
    apart = [root - middles[number // 7] for number, root in enumerate(whole)]
    effects = [median(apart[weekday::7]) for weekday in range(7)]
    scatter = _scatter([one - effects[number % 7] for number, one in enumerate(apart)])
    by_chance = 6 * _OF_MEDIAN / weeks * scatter**2
    found = sum(effect**2 for effect in effects)
    kept = 1 - by_chance / found if found > by_chance else 0.0
    return [kept * effect for effect in effects]


def _negative(before: Sequence[Day], day: Day) -> tuple[float, float]:
    """The usual share of negative posts (the middle one of its weeks: one bad day changes it little), and how far."""
    weeks = [before[max(0, end - 7) : end] for end in range(len(before), 0, -7)]
    counts = [(sum(one.negative for one in week), sum(map(total, week))) for week in weeks]
    usual = median((negative + 0.5) / (posts + 1) for negative, posts in counts if posts or len(counts) == 1)
    scatter = _scatter([_distance(one, usual) for one in before if total(one) >= FEWEST_POSTS])
    unsure = math.sqrt(1 + _OF_MEDIAN * total(day) / max(1, sum(posts for _, posts in counts)))
    return usual, _distance(day, usual) / (scatter * unsure)


def _distance(day: Day, share: float) -> float:
    """How far a day's negative share lies from another, in standard deviations of chance (the arc sine transform)."""
    posts = total(day)
    angle = math.asin(math.sqrt((day.negative + 0.375) / (posts + 0.75)))
    return (angle - math.asin(math.sqrt(share))) * math.sqrt(4 * posts + 2)


def _scatter(distances: Sequence[float]) -> float:
    """How widely usual days scatter: one, as chance has it, at least."""
    if len(distances) < FEWEST_DAYS:
        return 1.0
    found = _OF_MAD * median(map(abs, distances))
    return _UNSURE * found if found > _BEYOND_CHANCE else 1.0
