"""How calm spikes are on quiet series, and how many bursts they find: python -m benchmarks.spikes [--seed N] [--series N].

Quiet: 1,000 series of 120 days, whose posts come by chance: at one of twelve rates, evenly, scattered more than chance
(negative binomial), or with a weekday pattern. Bursts: one day of each series has three times its posts, at 5 a day or more.
"""

import argparse
import math
import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from devsignal_cli.core import spikes
from devsignal_cli.results.stats import Day

FIRST = date(2026, 1, 5)  # a Monday
DAYS, WARM = 120, 14
RATES = (0.2, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 35.0, 50.0, 100.0, 200.0)
BURST_RATES = tuple(rate for rate in RATES if rate >= 5)
SHAPES = ("even", "overdispersed", "weekdays")
WEEK = (1.2, 1.3, 1.3, 1.2, 1.1, 0.5, 0.4)
NEGATIVE = 0.2


@dataclass(frozen=True, slots=True)
class Measured:
    """Of a rate and shape: days judged, days wrongly named, bursts planted and found (of posts, of negative ones)."""

    days: int
    false_days: int
    planted: int
    found: int
    found_negative: int


def poisson(chance: random.Random, mean: float) -> int:
    """A count that comes by chance; by halves where the mean is too large to multiply through."""
    if mean > 30:
        half = poisson(chance, mean / 2)
        return half + poisson(chance, mean / 2)
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def mean_of(chance: random.Random, rate: float, shape: str, number: int) -> float:
    """The day's mean: its rate, scattered by a quarter of it, or by its weekday."""
    if shape == "weekdays":
        return rate * WEEK[number % 7]
    return rate * chance.gammavariate(16, 1 / 16) if shape == "overdispersed" else rate


def day_of(chance: random.Random, number: int, mean: float, negative: float = NEGATIVE) -> Day:
    total = poisson(chance, mean)
    bad = sum(chance.random() < negative for _ in range(total))
    return Day(FIRST + timedelta(days=number), 0, bad, total - bad)


def measure(seed: int, rate: float, shape: str) -> Measured:
    """A quiet series, then the same with one burst of posts, and with one day whose posts are negative thrice as often."""
    chance = random.Random(f"{seed} {rate} {shape}")
    quiet = [day_of(chance, number, mean_of(chance, rate, shape, number)) for number in range(DAYS)]
    false_days = {spike.date for spike in spikes.of(quiet)}
    if rate < min(BURST_RATES):
        return Measured(DAYS - WARM, len(false_days), 0, 0, 0)
    at = chance.randrange(spikes.WINDOW, DAYS)
    burst = day_of(chance, at, 3 * mean_of(chance, rate, shape, at))
    bad = day_of(chance, at, mean_of(chance, rate, shape, at), 3 * NEGATIVE)
    return Measured(
        DAYS - WARM, len(false_days), 1, _names(quiet, at, burst, "volume"), _names(quiet, at, bad, "negative")
    )


def _names(quiet: list[Day], at: int, planted: Day, kind: str) -> int:
    series = [*quiet[:at], planted, *quiet[at + 1 :]]
    return any(spike.kind == kind for spike in spikes.of(series[: at + 1], planted.date))


def measured(seed: int, series: int) -> dict[tuple[str, float], Counter[str]]:
    """The sums by shape and rate."""
    sums: dict[tuple[str, float], Counter[str]] = {(shape, rate): Counter() for shape in SHAPES for rate in RATES}
    for number, key in zip(range(series), list(sums) * (1 + series // len(sums)), strict=False):
        one = measure(seed * 1_000_000 + number, key[1], key[0])
        sums[key].update({name: getattr(one, name) for name in Measured.__slots__})
    return sums


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--series", type=int, default=1000)
    options = parser.parse_args()
    sums = measured(options.seed, options.series)
    print(f"{'shape':14} {'a day':>6} {'false days':>18} {'bursts found':>16} {'negative found':>16}")
    for (shape, rate), one in sums.items():
        print(f"{shape:14} {rate:6g} {_line(one)}")
    print(f"{'all':14} {'':6} {_line(sum(sums.values(), Counter()))}")


def _line(one: Counter[str]) -> str:
    planted, days = one["planted"], one["days"]
    told = f"{one['false_days']:6,} of {days:6,} {100 * one['false_days'] / days if days else 0:5.2f} %"
    for name in ("found", "found_negative") if planted else ():
        told += f"   {one[name]:4,} of {planted:4,} {100 * one[name] / planted:4.0f} %"
    return told


if __name__ == "__main__":
    main()
