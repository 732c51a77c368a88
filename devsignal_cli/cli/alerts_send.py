"""`alerts test` and `alerts digest`: messages that are sent at once and wait in no outbox."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Literal

import typer

from devsignal_cli.cli import alert_wiring
from devsignal_cli.cli.wiring import Workspace, now, open_workspace
from devsignal_cli.core import alerting, stats, zones
from devsignal_cli.errors import DevsignalError, NotFoundError, TryLaterError
from devsignal_cli.model.alerts import AlertTarget
from devsignal_cli.model.connection import Organization
from devsignal_cli.results.alerts import Alert, AlertsSent
from devsignal_cli.store import alerts
from devsignal_cli.store.stats_reader import StatsReader


def try_out(
    context: typer.Context, number: Annotated[str | None, typer.Argument(metavar="[ID]", help="One rule alone.")] = None
) -> None:
    """Send a sample to your webhooks."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    with workspace.reader(organization) as reader:
        newest = reader.recent(1, None, None)
    alert = alerting.sample(organization, newest, secrets.token_hex(16), now())
    _send(workspace, organization, _targets(workspace, organization, number), alert, "test")


def digest(
    context: typer.Context,
    days: Annotated[int, typer.Option(min=1, max=366, help="So many days, up to today.")] = 7,
) -> None:
    """Send the figures of the last days to your webhooks: for cron."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    in_zone, _ = zones.zone(organization.time_zone)
    period = stats.period_of(zones.local_day(now(), in_zone), days, None, None, "day")
    with workspace.database.read() as session:
        figures = stats.stats(StatsReader(session), organization, period, None)
    at = datetime.fromtimestamp(now(), UTC)
    alert = Alert(f"digest-{organization.id}-{period.end}-{days}", "digest", organization.name, at, digest=figures)
    _send(workspace, organization, _targets(workspace, organization, None), alert, "digest")


def _targets(workspace: Workspace, organization: Organization, number: str | None) -> list[AlertTarget]:
    with workspace.database.read() as session:
        rules = alerts.rules(session, organization.id)
        targets = alerts.targets(session, organization.id)
    if number is not None:
        wanted = {rule.target_id for rule in rules if str(rule.id) == number}
        targets = [target for target in targets if target.id in wanted]
        if not targets:
            raise NotFoundError(f"There is no alert {number} here.", "`devsignal alerts list` shows all.")
    if not targets:
        raise NotFoundError("There is no alert yet.", "`devsignal alerts add --type complaint` makes one.")
    return targets


def _send(
    workspace: Workspace,
    organization: Organization,
    targets: Sequence[AlertTarget],
    alert: Alert,
    kind: Literal["test", "digest"],
) -> None:
    """Send a message to each webhook and say who took it.

    Raises:
        TryLaterError: one did not; the others have it.
    """
    send = alert_wiring.sender(workspace)
    sent, failed, error = [], [], None
    for target in targets:
        try:
            send(target, alert, alerting.MOST_SECONDS)
        except DevsignalError as refused:
            failed.append(f"{target.host}: {refused.message}")
            error = refused
        else:
            sent.append(target.host)
    workspace.output.show(AlertsSent(organization.name, kind, tuple(sent), tuple(failed)))
    if error:
        told = f"{len(failed)} of {len(targets)} webhooks did not take the {kind}."
        raise TryLaterError(f"{told} {failed[-1]}", error.hint)
