"""`twitter sync`: for one organization, or for all that are connected."""

from dataclasses import dataclass
from typing import Annotated

import typer

from devsignal_cli.cli import x_wiring
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.noise_wiring import RULES
from devsignal_cli.cli.options import duration_seconds, usd, wait_seconds
from devsignal_cli.cli.wiring import TOKEN, Workspace, now, open_workspace
from devsignal_cli.core import identity, sentiment
from devsignal_cli.core.budget import Budget
from devsignal_cli.core.outcome import ending
from devsignal_cli.core.sync import SyncJob, SyncOutcome, run_sync
from devsignal_cli.core.tally import Tally
from devsignal_cli.errors import DevsignalError, InterruptedRunError, NotConnectedError
from devsignal_cli.model.connection import Connection, Organization
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
    with_authors: bool


@app.command(cls=Command, epilog="*/30 * * * *  devsignal twitter sync --all-orgs --quiet")
def command(
    context: typer.Context,
    all_orgs: Annotated[bool, typer.Option("--all-orgs", help="All connected organizations.")] = False,
    max_posts: Annotated[int | None, typer.Option(min=1, help="Read at most so many posts (rounded up to 10).")] = None,
    budget: Annotated[float | None, typer.Option(min=0, help="Spend at most so many USD in this run.")] = None,
    first_window: Annotated[
        str, typer.Option(metavar="DURATION", help="How far a keyword's first sync goes back (7d at most).")
    ] = "24h",
    max_wait: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="How long to wait in all.")] = 300,
    no_authors: Annotated[bool, typer.Option("--no-authors", help="Do not look authors up.")] = False,
) -> None:
    """Read what is new on X, page by page; a stop at any moment loses nothing and the next run goes on."""
    workspace = open_workspace(context)
    first_window_seconds = duration_seconds(first_window)
    limits = _Limits(max_posts, usd(budget), first_window_seconds, wait_seconds(max_wait), not no_authors)
    chosen = _connected(workspace) if all_orgs else [workspace.organization()]
    outcomes = []
    for organization in chosen:
        outcomes.append(_sync(workspace, organization, limits, catch=all_orgs))
        if isinstance(outcomes[-1].error, InterruptedRunError):
            break
    results = tuple(outcome.result for outcome in outcomes)
    if all_orgs:
        workspace.output.show(Runs(results))
    else:
        workspace.output.show(results[0])
    if error := ending(outcomes, all_orgs=all_orgs):
        raise error


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


def _sync(workspace: Workspace, organization: Organization, limits: _Limits, *, catch: bool) -> SyncOutcome:
    try:
        connection = workspace.connection(organization)
        with lock.held(workspace.settings.locks, f"{organization.id}-twitter"):
            return _run(workspace, organization, connection, limits)
    except DevsignalError as error:
        if not catch and error.reason != "locked":
            raise
        result = Tally().result(organization.name, 0, error, is_cut=False, status="skipped")
        return SyncOutcome(result, error)


def _run(workspace: Workspace, organization: Organization, connection: Connection, limits: _Limits) -> SyncOutcome:
    token, account = x_wiring.token_of(workspace, connection)
    store = SyncStore(workspace.database, organization.id, account, sentiment.VERSION, identity.resolve, RULES)
    with (
        x_wiring.x_client(workspace, token, limits.max_wait_seconds) as client,
        workspace.output.progress(f"Syncing {organization.name}") as progress,
    ):
        left = limits.budget_usd
        if left is None:
            moment = now() if store.is_month_known(now()) else client.server_time()  # a month is X's, not ours
            left = connection.monthly_budget_usd - store.month_spend_usd(moment)
        budget = Budget(left, limits.max_posts, limits.with_authors)
        return run_sync(
            SyncJob(
                organization, connection.settings, client, store, budget, progress, now, limits.first_window_seconds
            )
        )
