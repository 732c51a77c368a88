"""`twitter preview`: what the queries match now, before a sync walks them."""

from typing import Annotated

import typer

from devsignal_cli.cli import identity_wiring, lexicon_wiring, x_wiring
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.cli.wiring import Workspace, marker, now, open_workspace
from devsignal_cli.core import sentiment
from devsignal_cli.core.budget import Budget
from devsignal_cli.core.preview import Seen, preview
from devsignal_cli.core.query import pack
from devsignal_cli.core.sync_job import SyncJob
from devsignal_cli.model.connection import Connection, Organization
from devsignal_cli.results.preview import Preview
from devsignal_cli.store import lock
from devsignal_cli.store.sync_store import SyncStore

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal twitter preview    costs about $0.05 a query")
def command(
    context: typer.Context,
    number: Annotated[int, typer.Option("-n", min=1, max=100, help="Posts a query; X sends 10 at least.")] = 10,
) -> None:
    """The posts that the queries match now, and what they cost. They are stored like any others."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    connection = workspace.connection(organization)
    with lock.held(workspace.settings.locks, f"{organization.id}-twitter"):
        seen = _seen(workspace, organization, connection, number)
    workspace.output.show(_shown(workspace, organization, connection, seen))
    if seen.error:
        raise seen.error


def _seen(workspace: Workspace, organization: Organization, connection: Connection, number: int) -> Seen:
    token, account = x_wiring.token_of(workspace, connection)
    identity_wiring.resolve_stale(workspace, organization)
    store = SyncStore(workspace.database, organization.id, account, sentiment.VERSION, RULES, marker(workspace))
    with (
        x_wiring.x_client(workspace, token, max_wait_seconds=30) as client,
        workspace.output.progress(f"Looking for {organization.name}") as progress,
    ):
        budget = Budget(x_wiring.left_usd(connection, store, client), with_authors=False)
        classifier = lexicon_wiring.classifier(workspace, organization)
        job = SyncJob(organization, connection.settings, client, store, budget, progress, now, classifier)
        return preview(job, number)


def _shown(workspace: Workspace, organization: Organization, connection: Connection, seen: Seen) -> Preview:
    with workspace.reader(organization) as reader:
        items = reader.named(seen.post_keys)
        queries = tuple(packed.query for packed in pack(reader.keywords(), connection.settings))
    did = seen.result
    return Preview(
        organization.name,
        queries,
        items,
        None,
        did.posts_read,
        did.signals_created,
        did.requests,
        did.spend_usd,
        did.errors,
        did.forgotten,
        did.too_old,
    )
