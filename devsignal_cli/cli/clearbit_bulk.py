"""`clearbit enrich bulk`: all that are due, for one organization or for all that are connected."""

from dataclasses import dataclass
from typing import Annotated

import typer

from devsignal_cli.cli import enrich_wiring
from devsignal_cli.cli.enrich_wiring import KEY, Tempo
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import duration_seconds, wait_seconds
from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.cli.wiring import Workspace, now, open_workspace, vault
from devsignal_cli.core.enrich_bulk import BulkJob, BulkOutcome, dry_bulk, run_bulk
from devsignal_cli.core.enrich_plan import ENTITIES, Kind
from devsignal_cli.core.enrich_tally import EnrichTally
from devsignal_cli.core.outcome import common
from devsignal_cli.errors import (
    DevsignalError,
    Failure,
    InterruptedRunError,
    LockedError,
    NotConnectedError,
    UsageError,
)
from devsignal_cli.model.connection import Organization
from devsignal_cli.results.enrichment import BulkRuns
from devsignal_cli.store import lock
from devsignal_cli.store.enrich_reader import EnrichmentReader
from devsignal_cli.store.enrichment_store import EnrichmentStore

app = typer.Typer(add_completion=False)
_FASTEST_A_MINUTE = 60_000
_LONGEST_DELAY_SECONDS = 3_600


@dataclass(frozen=True, slots=True)
class _Limits:
    """What the options allow a run."""

    kind: Kind
    limit: int | None
    max_calls: int | None
    stale_seconds: int | None
    max_wait_seconds: float
    tempo: Tempo
    is_dry: bool


@app.command(cls=Command, epilog="0 3 * * *  devsignal clearbit enrich bulk companies --all-orgs --quiet")
def command(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="[companies|contacts|all]", help="What to enrich.")] = "companies",
    all_orgs: Annotated[bool, typer.Option("--all-orgs", help="All connected organizations.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Look up at most so many, for each organization.")] = None,
    max_calls: Annotated[int | None, typer.Option(min=0, help="Send at most so many requests in all.")] = None,
    stale_after: Annotated[
        str, typer.Option(metavar="DURATION", help="Ask again for what was found longer ago; never, 90d …")
    ] = "never",
    delay: Annotated[
        float, typer.Option(min=0, max=_LONGEST_DELAY_SECONDS, help="Seconds between two requests.")
    ] = 0.6,
    batch_size: Annotated[int, typer.Option(min=1, help="How many requests make a batch.")] = 10,
    batch_delay: Annotated[
        float, typer.Option(min=0, max=_LONGEST_DELAY_SECONDS, help="Seconds more after each batch.")
    ] = 1.0,
    rate: Annotated[
        str | None, typer.Option(metavar="auto|N", help="As fast as the provider allows, or N a minute; no batches.")
    ] = None,
    max_wait: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="How long to wait for it in all.")] = 300,
    is_dry: Annotated[bool, typer.Option("--dry-run", help="Only say what would be asked, skipped, and why.")] = False,
) -> None:
    """Fill what is new or misses key fields, queued ones first. A stop at any moment loses nothing that was paid."""
    workspace = open_workspace(context)
    limits = _Limits(
        _kind(kind),
        limit,
        max_calls,
        None if stale_after == "never" else duration_seconds(stale_after),
        wait_seconds(max_wait),
        Tempo(delay, batch_size, batch_delay, _rate(rate)),
        is_dry,
    )
    if all_orgs:
        _all(workspace, limits)
        return
    outcome = _one(workspace, workspace.organization(), limits, limits.max_calls)
    workspace.output.show(outcome.result)
    if outcome.error:
        raise outcome.error


def _all(workspace: Workspace, limits: _Limits) -> None:
    if workspace.output.shared.org:
        raise UsageError("--all-orgs and --org exclude each other.", "Leave one of them out.")
    outcomes: list[BulkOutcome] = []
    for organization in _connected(workspace):
        spent = sum(outcome.result.calls for outcome in outcomes)
        left = None if limits.max_calls is None else max(0, limits.max_calls - spent)
        outcomes.append(_caught(workspace, organization, limits, left))
        if isinstance(outcomes[-1].error, InterruptedRunError):
            break
    workspace.output.show(BulkRuns(tuple(outcome.result for outcome in outcomes)))
    if error := common([(outcome.result.org, outcome.error) for outcome in outcomes], all_orgs=True):
        raise error


def _connected(workspace: Workspace) -> list[Organization]:
    organizations = workspace.organizations()
    with workspace.database.read() as session:
        found = [each for each in organizations if EnrichmentReader(session, each.id).connection()]
    if not found:
        raise NotConnectedError("No organization is connected to a provider.", "Run `devsignal clearbit connect`.")
    if workspace.settings.secret(KEY) and len(found) > 1:
        workspace.output.warn(f"{KEY} is set: its key is used for all {len(found)} organizations.")
    return found


def _caught(workspace: Workspace, organization: Organization, limits: _Limits, max_calls: int | None) -> BulkOutcome:
    """One of several organizations: what stops it stops no other, and a request to stop loses no result."""
    try:
        return _one(workspace, organization, limits, max_calls)
    except (DevsignalError, InterruptedRunError) as error:
        return _skipped(organization, limits.kind, error)


def _one(workspace: Workspace, organization: Organization, limits: _Limits, max_calls: int | None) -> BulkOutcome:
    access = enrich_wiring.access(workspace, organization)
    safe = vault(workspace)
    store = EnrichmentStore(workspace.database, organization.id, access.provider.name, access.account, RULES, safe.mark)
    with (
        enrich_wiring.source(workspace, access, limits.max_wait_seconds, limits.tempo, max_calls) as source,
        workspace.output.counted(f"Enriching {organization.name}") as progress,
    ):
        job = BulkJob(organization, limits.kind, source, store, progress, now, limits.limit, limits.stale_seconds)
        if limits.is_dry:
            return dry_bulk(job)
        try:
            with lock.held(workspace.settings.locks, f"{organization.id}-clearbit"):
                safe.prepare()  # somebody may ask to be left alone
                return run_bulk(job)
        except LockedError as locked:
            return _skipped(organization, limits.kind, locked)


def _skipped(organization: Organization, kind: Kind, error: Failure) -> BulkOutcome:
    result = EnrichTally().result(
        organization.name, kind, None, total=0, left=0, skips={}, calls=0, error=error, is_dry=True
    )
    return BulkOutcome(result, error)


def _kind(text: str) -> Kind:
    for kind in ENTITIES:
        if text == kind:
            return kind
    raise UsageError(f"{text!r} is nothing to enrich.", "Say companies, contacts or all.")


def _rate(text: str | None) -> int | None:
    """Requests a minute; 0 means as fast as the provider allows, None the steady pace."""
    if text is None:
        return None
    if text == "auto":
        return 0
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _FASTEST_A_MINUTE):
        raise UsageError(f"{text!r} is no rate.", "Say auto, or a number of requests a minute.")
    return int(text)
