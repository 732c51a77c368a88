"""How calm spikes are on quiet series, and how many bursts they find: python -m benchmarks.spikes [--seed N].

Quiet: 1,000 series (`--series N`) of 120 days, whose posts come by chance at one of twelve rates: evenly, scattered
more widely than chance (its daily rate varies by a quarter), or by a weekday pattern; a fifth of them is negative. A
false day is one that is named for either reason. Bursts: on one usual day with 5 posts or more, three times as many as
its rate (`bursts`), a number that came by chance at three times its rate (`by chance`), or posts that are negative
three times as often (`negative`).
"""

import argparse
import math
import random
from collections import Counter
from datetime import date, timedelta

from devsignal_cli.core import spikes
from devsignal_cli.results.stats import Day

FIRST = date(2026, 1, 5)  # a Monday
DAYS, WARM = 120, spikes.FEWEST_DAYS
RATES = (0.2, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 35.0, 50.0, 100.0, 200.0)
FEWEST_A_DAY = 5
LARGEST_MEAN = 30
SHAPES = ("even", "overdispersed", "weekdays")
WEEK = (1.2, 1.3, 1.3, 1.2, 1.1, 0.5, 0.4)
NEGATIVE = 0.2


def poisson(chance: random.Random, mean: float) -> int:
    """A count that comes by chance; by halves where the mean is too large to multiply through."""
    if mean > LARGEST_MEAN:
        half = poisson(chance, mean / 2)
        return half + poisson(chance, mean / 2)
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def usual(rate: float, shape: str, number: int) -> float:
    """The day's mean: its rate, by its weekday."""
    return rate * WEEK[number % 7] if shape == "weekdays" else rate


def mean_of(chance: random.Random, rate: float, shape: str, number: int) -> float:
    """The day's mean, scattered by a quarter of it where the shape says so."""
    mean = usual(rate, shape, number)
    return mean * chance.gammavariate(16, 1 / 16) if shape == "overdispersed" else mean


def day_of(chance: random.Random, number: int, mean: float, negative: float = NEGATIVE) -> Day:
    total = poisson(chance, mean)
    bad = sum(chance.random() < negative for _ in range(total))
    return Day(FIRST + timedelta(days=number), 0, bad, total - bad)


def measure(seed: int, rate: float, shape: str) -> Counter[str]:
    """A quiet series: days judged and wrongly named; then the same with a burst, and whether it is found."""
    chance = random.Random(f"{seed} {rate} {shape}")
    quiet = [day_of(chance, number, mean_of(chance, rate, shape, number)) for number in range(DAYS)]
    named = {spike.date for spike in spikes.of(quiet)}
    sums = Counter(days=DAYS - WARM, false=len(named), planted=0)
    if rate >= FEWEST_A_DAY:
        at = chance.choice(
            [number for number in range(spikes.WINDOW, DAYS) if usual(rate, shape, number) >= FEWEST_A_DAY]
        )
        sums += Counter(
            planted=1, **_found(chance, quiet[:at], usual(rate, shape, at), mean_of(chance, rate, shape, at))
        )
    return sums


def _found(chance: random.Random, before: list[Day], usually: float, mean: float) -> dict[str, int]:
    posts, number = round(3 * usually), len(before)
    bad = round(NEGATIVE * posts)
    burst = Day(FIRST + timedelta(days=number), 0, bad, posts - bad)
    by_chance, negative = day_of(chance, number, 3 * mean), day_of(chance, number, mean, 3 * NEGATIVE)
    return {
        "bursts": _names(before, burst, "volume"),
        "by_chance": _names(before, by_chance, "volume"),
        "negative": _names(before, negative, "negative"),
    }


def _names(before: list[Day], planted: Day, kind: str) -> int:
    return any(spike.kind == kind for spike in spikes.of([*before, planted], planted.date))


def measured(seed: int, series: int) -> dict[tuple[str, float], Counter[str]]:
    """The sums by shape and rate of so many series, which are shared out evenly."""
    keys = [(shape, rate) for shape in SHAPES for rate in RATES]
    sums: dict[tuple[str, float], Counter[str]] = {key: Counter() for key in keys}
    for number in range(series):
        shape, rate = keys[number % len(keys)]
        sums[shape, rate].update(measure(seed * 1_000_000 + number, rate, shape))
    return sums


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--series", type=int, default=1000)
    options = parser.parse_args()
    sums = measured(options.seed, options.series)
    print(f"{'':14} {'a day':>6} {'false days':>25} {'bursts':>10} {'by chance':>10} {'negative':>10}  of")
    for (shape, rate), one in sums.items():
        print(f"{shape:14} {rate:6g} {_line(one)}")
    print(f"{'all':14} {'':6} {_line(sum(sums.values(), Counter()))}")


def _line(one: Counter[str]) -> str:
    days, planted = one["days"], one["planted"]
    told = f"{one['false']:7,} of {days:7,} {100 * one['false'] / (days or 1):5.2f} %"
    for name in ("bursts", "by_chance", "negative") if planted else ():
        told += f" {100 * one[name] / planted:8.1f} %"
    return told + (f"  {planted:,}" if planted else "")


if __name__ == "__main__":
    main()
