"""Failures that quiet runs have told of: cron runs every 30 minutes, and nobody needs 48 mails a day on one fault."""

from collections.abc import Sequence

from devsignal_cli.cli.wiring import Workspace, now
from devsignal_cli.core.outcome import error_of
from devsignal_cli.core.sync_job import SyncOutcome
from devsignal_cli.errors import InterruptedRunError
from devsignal_cli.store import connections


def is_news(workspace: Workspace, outcomes: Sequence[SyncOutcome]) -> bool:
    """Whether a run over all organizations has a failure to tell of; with --quiet each is told once a day."""
    is_quiet = workspace.output.shared.quiet and not workspace.output.shared.json
    news = [_note(workspace, outcome, is_quiet=is_quiet) for outcome in outcomes]
    return any(news) or not is_quiet


def _note(workspace: Workspace, outcome: SyncOutcome, *, is_quiet: bool) -> bool:
    """Remember how an organization's run ended; whether that is news."""
    error = error_of(outcome)
    if isinstance(error, InterruptedRunError):
        return True  # it is no failure, and forgets none
    failure = None if error is None else f"{error.code}:{error.reason}"
    with workspace.database.write() as session:
        if failure is None or is_quiet:
            return connections.note_failure(session, outcome.result.org, "twitter", failure, now())
    return True
