"""The run of one single enrichment, for `enrich company` and `enrich contact`."""

from contextlib import nullcontext

import typer

from devsignal_cli.cli import enrich_wiring
from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.cli.wiring import now, open_workspace, vault
from devsignal_cli.core.enrich import SingleJob, enrich_one
from devsignal_cli.model.records import Entity
from devsignal_cli.store import lock
from devsignal_cli.store.enrichment_store import EnrichmentStore

MAX_WAIT_SECONDS = 300.0


def enrich(context: typer.Context, entity: Entity, text: str, *, is_refresh: bool, is_dry: bool) -> None:
    """Enrich one record and show field by field what was set, and what was kept and why."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    access = enrich_wiring.access(workspace, organization)
    with enrich_wiring.source(workspace, access, MAX_WAIT_SECONDS) as source:
        safe = vault(workspace)
        store = EnrichmentStore(
            workspace.database, organization.id, access.provider.name, access.account, RULES, safe.mark
        )
        job = SingleJob(organization, source, store, now, access.provider.label, is_refresh=is_refresh, is_dry=is_dry)
        alone = lock.held(workspace.settings.locks, f"{organization.id}-clearbit")  # nobody else pays for it meanwhile
        with nullcontext() if is_dry else alone:
            if not is_dry:
                safe.prepare()  # somebody may ask to be left alone
            outcome = enrich_one(job, entity, text)
    workspace.output.show(outcome.result)
    if outcome.error:
        raise outcome.error
