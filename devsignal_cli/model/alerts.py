"""Alerts as values: where they go, what sets them off, and the messages that wait."""

from dataclasses import dataclass
from typing import Literal

AlertEvent = Literal["signal", "spike", "failures"]
AlertFormat = Literal["slack", "json"]


@dataclass(frozen=True, slots=True)
class AlertTarget:
    """A webhook; `url` and `signing_secret` as they are stored, encrypted. An empty `url` was lost with its key."""

    format: AlertFormat
    host: str
    url: str
    signing_secret: str | None
    id: int = 0


@dataclass(frozen=True, slots=True)
class AlertConditions:
    """What sets an alert off; of a signal, all that is said must hold."""

    event: AlertEvent = "signal"
    type: str | None = None
    sentiment: str | None = None
    min_followers: int | None = None
    known_company: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A spike, in the words that its message needs; `day` is YYYY-MM-DD."""

    day: str
    kind: str
    value: float
    usual: float
    sigmas: float


@dataclass(frozen=True, slots=True)
class WaitingAlert:
    """A message of the outbox: whose, of which run, and what it names. `id` stays the same however often it is sent."""

    id: str
    target: AlertTarget
    run_id: int
    created_at: int
    signals: tuple[int, ...] = ()
    spikes: tuple[Told, ...] = ()
    failed_runs: int = 0
