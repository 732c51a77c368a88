"""All that the simulated X knows and the switches it was started with; the endpoints read it, x.py keeps the lock."""

from dataclasses import dataclass, field
from typing import Literal

from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.limits import RateLimits
from devsignal_cli.simulator.meter import Meter
from devsignal_cli.simulator.paging import Pager
from devsignal_cli.simulator.replay import Replay
from devsignal_cli.simulator.world import World


@dataclass(slots=True)
class State:
    """The parts of one simulated X. `balance_usd` None means that usage/credits answers 404."""

    world: World
    clock: SimClock
    tokens: set[str]
    meter: Meter = field(default_factory=Meter)
    limits: RateLimits = field(default_factory=RateLimits)
    pager: Pager = field(default_factory=Pager)
    replay: Replay | None = None
    balance_usd: float | None = 25.0
    counts_dialect: Literal["legacy", "new"] = "legacy"
