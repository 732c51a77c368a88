"""All that the simulated Clearbit and Hunter know and the switches they were started with; server.py keeps the lock."""

from dataclasses import dataclass, field
from typing import Any

from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.enrichment.meter import EnrichmentMeter, Provider
from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from devsignal_cli.simulator.limits import Allowance, FixedWindows
from devsignal_cli.simulator.moments import utc_day

MINUTE_LIMITS: dict[Provider, int] = {"clearbit": 600, "hunter": 500}
HUNTER_SECOND_LIMIT = 15
_UNLIMITED = 10**9


@dataclass(slots=True)
class Enrichment:
    """The parts of both services.

    `limit` stands for the documented calls a minute (0: unlimited, also by the second); after `quota` counted calls in
    a month each service refuses by 402 or 429; `refused` counts what came too fast.
    """

    world: EnrichmentWorld
    clock: SimClock
    keys: set[str]
    limit: int | None = None
    quota: int | None = None
    refused: int = 0
    meter: EnrichmentMeter = field(default_factory=EnrichmentMeter)
    _minutes: FixedWindows = field(default_factory=lambda: FixedWindows(60))
    _seconds: FixedWindows = field(default_factory=lambda: FixedWindows(1))

    @property
    def month(self) -> str:
        """The UTC month of the simulated clock, YYYY-MM."""
        return utc_day(self.clock.now_ms())[:7]

    def used(self, provider: Provider) -> int:
        """Counted calls to a provider in this month."""
        return self.meter.counted_in(provider, self.month)

    def is_over_quota(self, provider: Provider) -> bool:
        """Whether a provider answers no more look-ups this month."""
        return self.quota is not None and self.used(provider) >= self.quota

    def take_minute(self, provider: Provider, key: str) -> Allowance:
        """Counts a request of a key against the limit a minute."""
        limit = MINUTE_LIMITS[provider] if self.limit is None else self.limit
        return self._noted(self._minutes.take((provider, key), limit or _UNLIMITED, self.clock.now_s()))

    def take_second(self, provider: Provider, key: str) -> Allowance:
        """Counts a request of a key against the limit a second."""
        limit = _UNLIMITED if self.limit == 0 else HUNTER_SECOND_LIMIT
        return self._noted(self._seconds.take((provider, key), limit, self.clock.now_s()))

    def snapshot(self) -> dict[str, Any]:
        """What GET /_sim/meter shows under `enrichment`."""
        return self.meter.snapshot() | {"refused": self.refused}

    def _noted(self, allowance: Allowance) -> Allowance:
        self.refused += allowance.refused
        return allowance
