"""Alerts as commands show them, and as they are sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from devsignal_cli.model.alerts import Told
from devsignal_cli.results.signals import Signal
from devsignal_cli.results.stats import Stats


@dataclass(frozen=True, slots=True)
class Alert:
    """One message: the newest of its signals and how many there are, spikes, failed runs, or a digest's figures."""

    id: str
    kind: Literal["alert", "test", "digest"]
    org: str
    created_at: datetime
    run: str | None = None
    signals: tuple[Signal, ...] = ()
    total: int = 0
    spikes: tuple[Told, ...] = ()
    failed_runs: int = 0
    digest: Stats | None = None


@dataclass(frozen=True, slots=True)
class AlertItem:
    """A rule, and how its webhook does; of the address, the host alone."""

    id: str
    event: str
    type: str | None
    sentiment: str | None
    min_reach: int | None
    known_company: bool
    format: str
    host: str
    created_at: datetime
    waiting: int
    given_up: int
    last_sent_at: datetime | None
    last_error: str | None


@dataclass(frozen=True, slots=True)
class AlertList:
    """The rules of an organization."""

    items: tuple[AlertItem, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class AlertDone:
    """What adding or removing a rule did, in one sentence."""

    org: str
    id: str
    changed: bool
    message: str


@dataclass(frozen=True, slots=True)
class AlertsSent:
    """What sending by hand did: the hosts that took the message, and those that did not, with why."""

    org: str
    kind: Literal["test", "digest"]
    sent: tuple[str, ...]
    failed: tuple[str, ...]
