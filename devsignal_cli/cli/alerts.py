"""`alerts`: rules that send what a sync brought to a webhook."""

import sys
from datetime import UTC, datetime
from typing import Annotated, Literal

import typer

from devsignal_cli.cli import alert_wiring, alerts_send
from devsignal_cli.cli.group import Command, Group
from devsignal_cli.cli.options import Cursor, Limit
from devsignal_cli.cli.wiring import Workspace, now, open_workspace, vault
from devsignal_cli.connectors import webhook
from devsignal_cli.core.paging import page_of
from devsignal_cli.errors import ConfigError, NotFoundError, UsageError
from devsignal_cli.model.alerts import AlertConditions, AlertFormat, AlertTarget
from devsignal_cli.model.connection import Organization
from devsignal_cli.results.alerts import AlertDone, AlertItem, AlertList
from devsignal_cli.store import alerts
from devsignal_cli.store.alerts import StoredRule

app = typer.Typer(
    cls=Group, help="Alerts: tell a webhook what a sync brought.", add_completion=False, no_args_is_help=True
)
app.command("test", cls=Command, epilog="devsignal alerts test")(alerts_send.try_out)
app.command(cls=Command, epilog="0 8 * * 1  devsignal alerts digest --days 7 --quiet")(alerts_send.digest)
_FEWEST_SECRET = 16


@app.command(cls=Command, epilog="devsignal alerts add --type complaint --known-company")
def add(
    context: typer.Context,
    type_: Annotated[
        Literal["mention", "question", "complaint", "praise"] | None, typer.Option("--type", help="Posts of this type.")
    ] = None,
    sentiment: Annotated[
        Literal["positive", "negative", "neutral"] | None, typer.Option(help="Posts of this sentiment.")
    ] = None,
    min_reach: Annotated[
        int | None, typer.Option("--min-reach", min=1, help="Posts of authors with so many followers.")
    ] = None,
    known_company: Annotated[
        bool, typer.Option("--known-company", help="Posts of people of companies that you know.")
    ] = False,
    spike: Annotated[bool, typer.Option("--spike", help="Days with unusually many, or many negative, posts.")] = False,
    failed_runs: Annotated[bool, typer.Option("--failed-runs", help="The third sync in a row that fails.")] = False,
    format_: Annotated[AlertFormat, typer.Option("--format", help="What the webhook takes.")] = "slack",
    url_stdin: Annotated[
        bool,
        typer.Option("--url-stdin", help="Read the address from stdin, the secret from its second line."),
    ] = False,
) -> None:
    """Tell a webhook of new posts for which all conditions hold, of spikes, or of failing syncs, after each sync.

    The address is a secret and never an option: stdin, DEVSIGNAL_ALERT_URL, or a prompt. JSON is signed
    (HMAC-SHA256) with a secret of yours: second line of stdin, DEVSIGNAL_ALERT_SECRET, or a prompt.
    """
    named = AlertConditions("signal", type_ and f"twitter_{type_}", sentiment, min_reach, known_company)
    conditions = _conditions(named, spike=spike, failed_runs=failed_runs)
    workspace = open_workspace(context)
    organization = workspace.organization()
    url, secret = _given(workspace, format_, from_stdin=url_stdin)
    target = _target(workspace, organization, format_, url, secret)
    with workspace.database.write() as session:
        number = alerts.add(session, organization.id, target, conditions, now())
    told = f"Alert {number}: {words(conditions)}, to {target.host} ({format_}). Try it: devsignal alerts test {number}"
    workspace.output.show(AlertDone(organization.name, str(number), True, told))


@app.command("list", cls=Command)
def list_(context: typer.Context, limit: Limit = 20, cursor: Cursor = None) -> None:
    """Your rules, and how their webhooks do."""
    workspace = open_workspace(context)
    with workspace.database.read() as session:
        held = alerts.rules(session, workspace.organization().id)
    shown, following = page_of(held, lambda rule: str(rule.id), limit, cursor)
    workspace.output.show(AlertList(tuple(_item(rule) for rule in shown), following))


@app.command(cls=Command, epilog="devsignal alerts remove 3")
def remove(context: typer.Context, number: Annotated[str, typer.Argument(metavar="ID", help="The rule.")]) -> None:
    """Remove a rule, and its webhook with what waits for it unless another rule uses it."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    with workspace.database.write() as session:
        rule = found(alerts.rules(session, organization.id), number)
        alerts.remove(session, organization.id, rule)
    told = f"Alert {rule.id} ({words(rule.conditions)}, to {rule.host}) is removed."
    workspace.output.show(AlertDone(organization.name, str(rule.id), True, told))


def found(rules: list[StoredRule], number: str) -> StoredRule:
    """The rule of a number that a person typed.

    Raises:
        NotFoundError: there is none.
    """
    for rule in rules:
        if str(rule.id) == number:
            return rule
    raise NotFoundError(f"There is no alert {number} here.", "`devsignal alerts list` shows all.")


def words(conditions: AlertConditions | AlertItem) -> str:
    """What sets an alert off, in words."""
    if conditions.event != "signal":
        return "a spike" if conditions.event == "spike" else "three failed syncs in a row"
    reach = conditions.min_followers if isinstance(conditions, AlertConditions) else conditions.min_reach
    named = [
        conditions.sentiment,
        (conditions.type or "post").removeprefix("twitter_") + "s",
        f"of authors with {reach:,} followers" if reach else None,
        "of known companies" if conditions.known_company else None,
    ]
    return " ".join(name for name in named if name)


def _conditions(named: AlertConditions, *, spike: bool, failed_runs: bool) -> AlertConditions:
    has_named = named != AlertConditions()
    if spike + failed_runs + has_named > 1:
        raise UsageError("A rule is about posts, about spikes or about failed syncs.", "Add one rule for each.")
    if spike:
        return AlertConditions("spike")
    if failed_runs:
        return AlertConditions("failures")
    if not has_named:
        raise UsageError(
            "This rule would tell of every post.", "Say which: --type complaint, --min-reach 10000, --known-company …"
        )
    return named


def _given(workspace: Workspace, format_: AlertFormat, *, from_stdin: bool) -> tuple[str, str | None]:
    """The webhook's address and the secret that JSON is signed with."""
    settings, output = workspace.settings, workspace.output
    url = sys.stdin.readline().strip() if from_stdin else settings.secret(alert_wiring.URL)
    if not url and not from_stdin and output.is_interactive():
        url = output.secret("Address of the webhook", None).strip()
    if not url:
        raise ConfigError("No address was given.", f"Pipe it in with --url-stdin, or set {alert_wiring.URL}.")
    webhook.checked(url)
    if format_ == "slack":
        return url, None
    secret = sys.stdin.readline().strip() if from_stdin else ""
    secret = secret or settings.secret(alert_wiring.SECRET) or ""
    if not secret and not from_stdin and output.is_interactive():
        secret = output.secret("Secret to sign with", None).strip()
    if len(secret) < _FEWEST_SECRET:
        raise ConfigError(
            f"JSON is signed, and no secret of at least {_FEWEST_SECRET} characters was given.",
            f"Make one (openssl rand -hex 32); put it into the second line of stdin, or into {alert_wiring.SECRET}.",
        )
    return url, secret


def _target(
    workspace: Workspace, organization: Organization, format_: AlertFormat, url: str, secret: str | None
) -> AlertTarget:
    """The webhook that has this address already, else a new one."""
    safe = vault(workspace)
    signed = safe.encrypt(secret) if secret else None
    with workspace.database.read() as session:
        held = alerts.targets(session, organization.id)
    for target in held:
        if target.format == format_ and target.url and safe.decrypt(target.url) == url:
            return AlertTarget(format_, target.host, target.url, signed, target.id)
    return AlertTarget(format_, webhook.checked(url), safe.encrypt(url), signed)


def _item(rule: StoredRule) -> AlertItem:
    conditions = rule.conditions
    return AlertItem(
        str(rule.id),
        conditions.event,
        conditions.type,
        conditions.sentiment,
        conditions.min_followers,
        conditions.known_company,
        rule.format,
        rule.host,
        datetime.fromtimestamp(rule.created_at, UTC),
        rule.waiting,
        rule.given_up,
        None if rule.last_sent_at is None else datetime.fromtimestamp(rule.last_sent_at, UTC),
        rule.last_error,
    )
