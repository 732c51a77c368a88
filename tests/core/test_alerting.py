"""What a sync waits for webhooks, by a clock of the test's own; and spikes in the organization's days."""

from dataclasses import dataclass, field

from devsignal_cli.core.alerting import MOST_SECONDS, Patience, deliver
from devsignal_cli.errors import TryLaterError
from devsignal_cli.model.alerts import AlertTarget, Told, WaitingAlert
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.alerts import Alert
from devsignal_cli.results.signals import Signal

ORG = Organization(OrganizationId(1), "default", None)
SPIKE = Told("2026-11-17", "volume", 9, 1, 4.0)


@dataclass
class Box:
    """An outbox with a message for each of some webhooks."""

    number: int
    noted: list[tuple[str, str]] = field(default_factory=list)

    def events(self) -> set[str]:
        return {"spike"}

    def fill(self, spikes: object, now: int) -> int:  # noqa: ARG002 - as the port has it
        return 0

    def waiting(self) -> list[WaitingAlert]:
        return [
            WaitingAlert(str(number), AlertTarget("slack", f"h{number}", "u", None, number), 1, 1, spikes=(SPIKE,))
            for number in range(self.number)
        ]

    def signals(self, ids: object, most: int) -> tuple[tuple[Signal, ...], int]:  # noqa: ARG002 - as the port has it
        return (), 0

    def sent(self, message_id: str, now: int) -> None:  # noqa: ARG002 - as the port has it
        self.noted.append((message_id, "sent"))

    def failed(self, message_id: str, error: str, now: int) -> None:  # noqa: ARG002 - as the port has it
        self.noted.append((message_id, error))


@dataclass
class Network:
    """Webhooks that hang for as long as they are waited for, but for those that answer at once."""

    well: set[str] = field(default_factory=set)
    time: float = 0.0
    asked: list[str] = field(default_factory=list)

    def send(self, target: AlertTarget, alert: Alert, seconds: float) -> None:
        assert alert.id == target.host.removeprefix("h")
        self.asked.append(target.host)
        if target.host not in self.well:
            self.time += seconds
            raise TryLaterError("hung")


def test_all_dead_webhooks_together_take_ten_seconds() -> None:
    network, box = Network(), Box(9)
    patience = Patience(lambda: network.time)
    assert deliver(box, ORG, network.send, patience, 5) == (0, 3)
    assert network.time == MOST_SECONDS
    assert network.asked == ["h0", "h1", "h2"], "the others are tried by the next sync"
    assert box.noted == [("0", "hung"), ("1", "hung"), ("2", "hung")]


def test_what_one_organization_waited_the_next_one_of_the_command_does_not() -> None:
    network = Network()
    patience = Patience(lambda: network.time)
    for number in (2, 9, 9):
        deliver(Box(number), ORG, network.send, patience, 5)
    assert network.time == MOST_SECONDS


def test_webhooks_that_answer_are_all_sent_to() -> None:
    network, box = Network(well={f"h{number}" for number in range(30)}), Box(30)
    assert deliver(box, ORG, network.send, Patience(lambda: network.time), 5) == (30, 0)
    assert {told for _, told in box.noted} == {"sent"}
