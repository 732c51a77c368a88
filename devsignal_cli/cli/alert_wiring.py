"""Sends alerts for commands: opens the secrets of a webhook, and puts a message into the form that it takes."""

import time

from devsignal_cli.cli.wiring import Workspace, now, vault
from devsignal_cli.connectors import webhook
from devsignal_cli.core import alerting
from devsignal_cli.core.alerting import Patience, Send
from devsignal_cli.errors import ConfigError, DevsignalError, InterruptedRunError
from devsignal_cli.model.alerts import AlertTarget, Told
from devsignal_cli.model.connection import Organization
from devsignal_cli.reports import alert_message
from devsignal_cli.results.alerts import Alert
from devsignal_cli.store.outbox import Outbox
from devsignal_cli.store.stats_reader import StatsReader

URL, SECRET = "DEVSIGNAL_ALERT_URL", "DEVSIGNAL_ALERT_SECRET"


def patience() -> Patience:
    """How long one command waits for all webhooks together."""
    return Patience(time.monotonic)


def after_sync(
    workspace: Workspace, organization: Organization, left: Patience
) -> DevsignalError | InterruptedRunError | None:
    """Tell webhooks of what a sync brought. Whatever goes wrong is told to a person and fails nothing.

    Only a stop is handed back: the command ends by it.
    """
    try:
        outbox, at = Outbox(workspace.database, organization.id), now()
        events = _events(outbox)
        if not events:
            return None
        outbox.fill(_spikes(workspace, organization, at) if "spike" in events else (), at)
        _, failed = alerting.deliver(outbox, organization, sender(workspace), left, at)
    except InterruptedRunError as stopped:
        return stopped
    except DevsignalError as error:
        workspace.output.note(f"Alerts wait for the next sync: {error.message}")
        return None
    if failed:
        workspace.output.note(
            f"{failed} of the alerts of {organization.name} could not be sent; the next sync tries again."
            " `devsignal alerts list` says why."
        )
    return None


def _events(outbox: Outbox) -> frozenset[str]:
    """What the rules ask for; nothing of a database that cannot be read: the run itself has told so."""
    try:
        return frozenset(outbox.events())
    except DevsignalError:
        return frozenset()


def sender(workspace: Workspace) -> Send:
    """What sends one message to one webhook."""
    safe = vault(workspace)

    def send(target: AlertTarget, alert: Alert, seconds: float) -> None:
        if not target.url:
            raise ConfigError("Its address was lost with the secret key.", "Remove the rule and add it again.")
        url = safe.decrypt(target.url)
        webhook.checked(url)
        secret = safe.decrypt(target.signing_secret) if target.signing_secret else None
        body = alert_message.slack(alert) if target.format == "slack" else alert_message.generic(alert)
        webhook.post(url, webhook.Post(body, alert.id, now(), secret), seconds)

    return send


def _spikes(workspace: Workspace, organization: Organization, at: int) -> tuple[Told, ...]:
    with workspace.database.read() as session:
        return alerting.todays_spikes(StatsReader(session), organization, at)
