"""Alerts after a sync: what it brought goes into the outbox, and the outbox to the webhooks, within ten seconds.

A webhook that does not answer is tried again after the next sync, with the same id; it never fails a sync.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from devsignal_cli.core import zones
from devsignal_cli.core.stats import Period, StatsReader, stats
from devsignal_cli.errors import DevsignalError
from devsignal_cli.model.alerts import AlertTarget, Told, WaitingAlert
from devsignal_cli.model.connection import Organization
from devsignal_cli.results.alerts import Alert
from devsignal_cli.results.signals import Signal

MOST_SECONDS = 10.0
"""How long a command may be held up by all webhooks together."""
ONE_SECONDS = 4.0
SHOWN = 10


class Outbox(Protocol):
    """The outbox of one organization; each method is one short transaction."""

    def events(self) -> set[str]:
        """What kinds of rules there are."""

    def fill(self, spikes: Sequence[Told], now: int) -> int:
        """Write what webhooks are to hear of since the last time."""

    def waiting(self) -> list[WaitingAlert]:
        """What is still to be sent."""

    def signals(self, ids: Sequence[int], most: int) -> tuple[tuple[Signal, ...], int]:
        """The newest of some signals, and how many are still there."""

    def sent(self, message_id: str, now: int) -> None:
        """Note that a message was taken."""

    def failed(self, message_id: str, error: str, now: int) -> None:
        """Note why it was not."""


Send = Callable[[AlertTarget, Alert, float], None]
"""Sends a message within so many seconds; raises a `DevsignalError` that says why it was not taken."""


@dataclass(slots=True)
class Patience:
    """What is left of the time that one command waits for webhooks, by a clock that never goes back."""

    clock: Callable[[], float]
    seconds: float = MOST_SECONDS

    def spent_since(self, began: float) -> None:
        """Take off what passed since a moment."""
        self.seconds -= self.clock() - began


def deliver(outbox: Outbox, organization: Organization, send: Send, patience: Patience, now: int) -> tuple[int, int]:
    """Send what waits, as long as patience lasts; how many were taken and how many were not."""
    sent = failed = 0
    for waiting in outbox.waiting():
        alert = _alert(outbox, organization, waiting)
        if alert is None:
            outbox.sent(waiting.id, now)
            continue
        if patience.seconds <= 0:
            break
        began = patience.clock()
        try:
            send(waiting.target, alert, min(ONE_SECONDS, patience.seconds))
        except DevsignalError as error:
            outbox.failed(waiting.id, error.message, now)
            failed += 1
        else:
            outbox.sent(waiting.id, now)
            sent += 1
        patience.spent_since(began)
    return sent, failed


def todays_spikes(reader: StatsReader, organization: Organization, now: int) -> tuple[Told, ...]:
    """What stands out of yesterday and today, in the organization's days."""
    in_zone, _ = zones.zone(organization.time_zone)
    today: date = zones.local_day(now, in_zone)
    yesterday = today - timedelta(days=1)
    return tuple(
        Told(spike.date.isoformat(), spike.kind, spike.value, spike.usual, spike.sigmas)
        for spike in stats(reader, organization, Period(yesterday, today)).spikes
    )


def sample(organization: Organization, signals: tuple[Signal, ...], alert_id: str, now: int) -> Alert:
    """A message to try a webhook with: the newest signal, if there is one."""
    return Alert(alert_id, "test", organization.name, _time(now), None, signals, len(signals))


def _alert(outbox: Outbox, organization: Organization, waiting: WaitingAlert) -> Alert | None:
    """The message in today's words; None if all that it was to tell of is gone."""
    signals, total = outbox.signals(waiting.signals, SHOWN) if waiting.signals else ((), 0)
    if not (signals or waiting.spikes or waiting.failed_runs):
        return None
    return Alert(
        waiting.id,
        "alert",
        organization.name,
        _time(waiting.created_at),
        str(waiting.run_id),
        signals,
        total,
        waiting.spikes,
        waiting.failed_runs,
    )


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
