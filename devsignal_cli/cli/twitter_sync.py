"""`twitter sync`: for one organization, or for all that are connected."""

from dataclasses import dataclass
from typing import Annotated

import typer

from devsignal_cli.cli import alert_wiring, failures, identity_wiring, lexicon_wiring, x_wiring
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import duration_seconds, usd, wait_seconds
from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.cli.wiring import TOKEN, Workspace, marker, now, open_workspace
from devsignal_cli.connectors.server_clock import ServerClock
from devsignal_cli.core import sentiment
from devsignal_cli.core.budget import Budget
from devsignal_cli.core.forecast import dry_run
from devsignal_cli.core.outcome import ending
from devsignal_cli.core.rounds import in_rounds
from devsignal_cli.core.sync import run_sync
from devsignal_cli.core.sync_job import SyncJob, SyncOutcome
from devsignal_cli.core.tally import FIELDS, Tally
from devsignal_cli.errors import DevsignalError, InterruptedRunError, LockedError, NotConnectedError, UsageError
from devsignal_cli.model.connection import Connection, Organization
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.estimates import Estimate
from devsignal_cli.results.runs import Runs
from devsignal_cli.store import lock
from devsignal_cli.store.sync_store import SyncStore

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class _Limits:
    """What the options allow a sync."""

    max_posts: int | None
    budget_usd: float | None
    first_window_seconds: int
    max_wait_seconds: float
    sweep_seconds: int
    with_authors: bool
    is_sure: bool
    is_dry: bool


@app.command(cls=Command, epilog="*/30 * * * *  devsignal twitter sync --all-orgs --quiet")
def command(
    context: typer.Context,
    all_orgs: Annotated[bool, typer.Option("--all-orgs", help="All connected organizations.")] = False,
    max_posts: Annotated[int | None, typer.Option(min=1, help="Read at most so many posts (10 at least).")] = None,
    budget: Annotated[
        float | None, typer.Option(min=0, help="USD for this run, in place of the monthly budget.")
    ] = None,
    first_window: Annotated[
        str, typer.Option(metavar="DURATION", help="How far a keyword's first sync goes back (7d at most).")
    ] = "24h",
    max_wait: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="How long to wait for X in all.")] = 300,
    sweep: Annotated[
        str | None,
        typer.Option(metavar="DURATION", help="Look so far back for late posts (7d at most; billed anew each day)."),
    ] = None,
    no_authors: Annotated[bool, typer.Option("--no-authors", help="Do not look authors up.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; spend as far as the budget goes.")] = False,
    is_dry: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be asked, read and paid ($0.005 a query).")
    ] = False,
) -> None:
    """Read what is new on X, page by page; a stop at any moment loses nothing and the next run goes on."""
    workspace = open_workspace(context)
    limits = _Limits(
        max_posts,
        usd(budget),
        duration_seconds(first_window),
        wait_seconds(max_wait),
        duration_seconds(sweep) if sweep else 0,
        with_authors=not no_authors,
        is_sure=yes or budget is not None,
        is_dry=is_dry,
    )
    if all_orgs:
        _sync_all(workspace, limits)
        return
    outcome = _Sync(workspace, limits).one(workspace.organization())
    workspace.output.show(outcome.result)
    if error := ending([outcome], all_orgs=False):
        raise error


def _sync_all(workspace: Workspace, limits: _Limits) -> None:
    if workspace.output.shared.org:
        raise UsageError("--all-orgs and --org exclude each other.", "Leave one of them out.")
    organizations, syncs = _connected(workspace), _Sync(workspace, limits)
    if limits.is_dry:
        outcomes = [syncs.caught(organization, may_wait=True) for organization in organizations]
    else:
        can_ask = workspace.output.is_interactive()
        outcomes = in_rounds(organizations, syncs.caught, limits.max_wait_seconds, can_ask=can_ask)
    workspace.output.show(Runs(tuple(outcome.result for outcome in outcomes)))
    is_news = limits.is_dry or failures.is_news(workspace, outcomes)
    if error := ending(outcomes, all_orgs=True):
        if is_news or isinstance(error, InterruptedRunError):
            raise error
        raise typer.Exit(error.exit_code)


def _connected(workspace: Workspace) -> list[Organization]:
    found = []
    for organization in workspace.organizations():
        with workspace.reader(organization) as reader:
            if reader.connection():
                found.append(organization)
    if not found:
        raise NotConnectedError("No organization is connected to X.", "Run `devsignal twitter connect -k yourproduct`.")
    if workspace.settings.secret(TOKEN) and len(found) > 1:
        workspace.output.warn(f"{TOKEN} is set: its token is used for all {len(found)} organizations.")
    return found


class _Sync:
    """Syncs of one command; they share what X's clock says."""

    def __init__(self, workspace: Workspace, limits: _Limits) -> None:
        self._workspace = workspace
        self._limits = limits
        self._server_clock = ServerClock()
        self._patience = alert_wiring.patience()
        self._budgets: dict[OrganizationId, Budget] = {}  # a second round goes on with what the first one left

    def one(self, organization: Organization, *, may_wait: bool = True) -> SyncOutcome:
        """Sync one organization; a run that another one holds up is a result too. A dry run holds up nobody."""
        connection = self._workspace.connection(organization)
        if self._limits.is_dry:
            return self._run(organization, connection, may_wait=may_wait)
        try:
            with lock.held(self._workspace.settings.locks, f"{organization.id}-twitter"):
                return self._run(organization, connection, may_wait=may_wait)
        except LockedError as error:
            return _skipped(organization, error)

    def caught(self, organization: Organization, may_wait: bool) -> SyncOutcome:
        """Sync one of several organizations: its failure is its own."""
        try:
            return self.one(organization, may_wait=may_wait)
        except DevsignalError as error:
            return _skipped(organization, error)

    def _run(self, organization: Organization, connection: Connection, *, may_wait: bool) -> SyncOutcome:
        workspace, limits = self._workspace, self._limits
        wait = limits.max_wait_seconds if may_wait else 0.0
        token, account = x_wiring.token_of(workspace, connection)
        if not limits.is_dry:
            identity_wiring.resolve_stale(workspace, organization)
        store = SyncStore(workspace.database, organization.id, account, sentiment.VERSION, RULES, marker(workspace))
        with (
            x_wiring.x_client(workspace, token, wait, self._server_clock) as client,
            workspace.output.progress(f"Syncing {organization.name}") as progress,
        ):
            if organization.id not in self._budgets:
                left = x_wiring.left_usd(connection, store, client) if limits.budget_usd is None else limits.budget_usd
                self._budgets[organization.id] = Budget(left, limits.max_posts, limits.with_authors)
            job = SyncJob(
                organization,
                connection.settings,
                client,
                store,
                self._budgets[organization.id],
                progress,
                now,
                lexicon_wiring.classifier(workspace, organization),
                limits.first_window_seconds,
                limits.sweep_seconds,
                None if limits.is_sure else self._confirm if may_wait else _later,
            )
            outcome = dry_run(job) if limits.is_dry else run_sync(job)
        if not (limits.is_dry or isinstance(outcome.error, InterruptedRunError)):
            stopped = alert_wiring.after_sync(workspace, organization, self._patience)
            outcome = SyncOutcome(outcome.result, stopped or outcome.error)
        for error in outcome.result.errors:
            if error.item == FIELDS:  # silent for nobody: what X leaves out is paid for all the same
                workspace.output.warn(f"{organization.name}: {error.message}")
        return outcome

    def _confirm(self, estimate: Estimate) -> bool:
        """Ask a person, if there is one, whether an expensive run shall begin."""
        if not self._workspace.output.is_interactive():
            return False
        self._workspace.output.warn(
            f"This run is expected to read about {estimate.posts:,} posts by {estimate.authors:,} authors for"
            f" ${estimate.usd:,.2f}; the budget has ${estimate.left_usd or 0:,.2f} left and is never passed."
        )
        try:
            return self._workspace.output.confirm("Read as far as it goes?")
        except typer.Abort:  # nobody answers: that is no yes
            return False


def _later(_estimate: Estimate) -> bool:
    """Nobody is asked as long as another organization waits for its posts."""
    return False


def _skipped(organization: Organization, error: DevsignalError) -> SyncOutcome:
    return SyncOutcome(Tally().result(organization.name, 0, error, is_cut=False, status="skipped"), error)
