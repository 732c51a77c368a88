"""What `--rate auto` uses of a limit in simulated time: python -m benchmarks.rate_auto [--minutes N] [--seeds N].

The services and clocks of tests/connectors/test_rate_auto.py; answers after 180 ms +/-50 %.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from devsignal_cli.connectors.rhythm import Even
from tests.connectors.limiters import LIMITERS, All, FixedWindow, Limiter, SlidingWindow
from tests.connectors.rate_world import Run, Service, Tally, share


@dataclass(frozen=True)
class Case:
    """A service, and what its provider documents; `limit` is what it keeps a minute."""

    name: str
    limiter: Callable[[], Limiter]
    is_silent: bool = False
    limit: int = 600
    per_minute: int = 600
    per_second: int | None = None

    def run(self, minutes: int, seed: int) -> Tally:
        service = Service(self.limiter(), is_silent=self.is_silent)
        return Run(service, Even(self.per_minute, self.per_second), seed).over(minutes)


def cases() -> list[Case]:
    found = []
    for name, make in LIMITERS.items():
        found.append(Case(f"{name}, 600 a minute told", partial(make, 600)))
        found.append(Case(f"{name}, 600 a minute not told", partial(make, 600), is_silent=True))
        if "of 10" not in name:  # whose size would be taken for a limit
            found.append(Case(f"{name}, 100 told, 600 documented", partial(make, 100), limit=100))
    return [*found, _of_minute_and_second(FixedWindow), _of_minute_and_second(SlidingWindow)]


def _of_minute_and_second(window: type[FixedWindow | SlidingWindow]) -> Case:
    name = f"{window.__name__}s, 500 a minute and 15 a second, not told"
    return Case(name, partial(_hunter, window), is_silent=True, limit=500, per_minute=500, per_second=15)


def _hunter(window: type[FixedWindow | SlidingWindow]) -> Limiter:
    return All((window(15, 1.0), window(500)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--seeds", type=int, default=5)
    given = parser.parse_args()
    print(f"share of the limit used in {given.minutes} minutes (lowest of {given.seeds} runs), refused requests of all")
    for case in cases():
        tallies = [case.run(given.minutes, seed) for seed in range(given.seeds)]
        lowest = min(share(tally, case.limit, given.minutes) for tally in tallies)
        print(f"{case.name:58} {lowest:7.2%} {sum(tally.refused for tally in tallies):4}")


if __name__ == "__main__":
    main()
