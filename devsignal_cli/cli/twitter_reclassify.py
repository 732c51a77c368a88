"""`twitter reclassify`: today's classifier over all that is stored."""

from typing import Annotated

import typer

from devsignal_cli.cli import empty, lexicon_wiring
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.noise_wiring import RULES
from devsignal_cli.cli.wiring import Workspace, open_workspace
from devsignal_cli.core.reclassify import ReclassifyJob, ReclassifyOutcome, run_reclassify
from devsignal_cli.core.sentiment import VERSION
from devsignal_cli.model.connection import Organization
from devsignal_cli.store import lock
from devsignal_cli.store.relabel import RelabelStore

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal twitter reclassify --dry-run    shows what would change")
def command(
    context: typer.Context,
    is_dry: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> None:
    """Classify all stored signals anew: after a change of your own words or keywords, or a new version of devsignal.

    What a person set by hand stays. Nothing is asked of X. A run that was stopped is completed by the next.
    """
    workspace = open_workspace(context)
    organization = workspace.organization()
    if is_dry:
        outcome = _run(workspace, organization, is_dry=True)
    else:
        with lock.held(workspace.settings.locks, f"{organization.id}-twitter"):  # a sync would store by older words
            outcome = _run(workspace, organization)
    workspace.output.show(outcome.result)
    if outcome.error:
        raise outcome.error
    if not outcome.result.signals:
        empty.tell(workspace, organization)


def _run(workspace: Workspace, organization: Organization, *, is_dry: bool = False) -> ReclassifyOutcome:
    store = RelabelStore(workspace.database, organization.id, VERSION, RULES)
    classifier = lexicon_wiring.classifier(workspace, organization)
    with workspace.output.counted(f"Classifying {organization.name}") as progress:
        return run_reclassify(ReclassifyJob(organization, classifier, store, progress, is_dry))
