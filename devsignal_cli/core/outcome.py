"""How a run over one or all organizations ends: one error, or the common one, or `partial`. Pure."""

from collections.abc import Sequence

from devsignal_cli.commands import addressed
from devsignal_cli.core.sync_job import SyncOutcome
from devsignal_cli.errors import Failure, InterruptedRunError, PartialError


def ending(outcomes: Sequence[SyncOutcome], *, all_orgs: bool) -> Failure | None:
    """What the whole run ends with; None when all is well.

    For all organizations: an interruption, else the common error if all failed alike, else `partial`, naming those
    that failed.
    """
    failed = [(outcome, error) for outcome in outcomes if (error := error_of(outcome))]
    for _, error in failed:
        if isinstance(error, InterruptedRunError):
            return error
    if not failed:
        return None
    if not all_orgs or (len(failed) == len(outcomes) and len({error.exit_code for _, error in failed}) == 1):
        return failed[0][1]
    told = "; ".join(f"{outcome.result.org}: {error.message}" for outcome, error in failed)
    hint = addressed(failed[0][1].hint, failed[0][0].result.org)
    return PartialError(f"{len(failed)} of {len(outcomes)} organizations failed. {told}", hint)


def error_of(outcome: SyncOutcome) -> Failure | None:
    """What one organization's run ended with: items that could not be read are a failure too."""
    if outcome.error:
        return outcome.error
    damaged = sum(item.code == "damaged" for item in outcome.result.errors)
    if damaged:
        return PartialError(
            f"{damaged} items of X could not be read; they are kept in quarantine.", "A later version may read them."
        )
    return None
