"""`twitter import`: files of X's answers into the store, without a connection."""

import sys
from typing import Annotated

import typer

from devsignal_cli.cli import identity_wiring, lexicon_wiring
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.cli.wiring import Workspace, marker, now, open_workspace
from devsignal_cli.connectors import x_archive
from devsignal_cli.core import sentiment
from devsignal_cli.core.import_tally import ImportTally
from devsignal_cli.core.importing import ImportJob, ImportOutcome, run_import
from devsignal_cli.errors import LockedError
from devsignal_cli.model.connection import Organization
from devsignal_cli.store import lock
from devsignal_cli.store.import_store import ImportStore

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="zcat 2026-*.jsonl.gz | devsignal twitter import -")
def command(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="JSONL of twarc or of the API v2, .gz too; - for stdin.")
    ],
) -> None:
    """Take in saved v2 answers, one page or post a line. Needs no connection; done again it stores nothing twice."""
    x_archive.check(files)
    workspace = open_workspace(context)
    if "-" in files and sys.stdin.isatty():
        workspace.output.note("Reading lines from the terminal; Ctrl-D ends them.")
    outcome = _import(workspace, workspace.organization(), files)
    workspace.output.show(outcome.result)
    if outcome.error:
        raise outcome.error


def _import(workspace: Workspace, organization: Organization, files: list[str]) -> ImportOutcome:
    store = ImportStore(workspace.database, organization.id, sentiment.VERSION, RULES, marker(workspace))
    items = x_archive.read(files, sys.stdin, now())
    try:
        with lock.held(workspace.settings.locks, f"{organization.id}-twitter"):
            identity_wiring.resolve_stale(workspace, organization)
            with workspace.output.progress(f"Importing into {organization.name}") as progress:
                classifier = lexicon_wiring.classifier(workspace, organization)
                return run_import(ImportJob(organization, items, store, progress, now, classifier))
    except LockedError as locked:
        return ImportOutcome(ImportTally().result(organization.name, None, locked), locked)
