"""How a run over one or all organizations ends: one error, or the common one, or `partial`. Pure."""

from collections.abc import Sequence

from devsignal_cli.commands import addressed
from devsignal_cli.core.sync_job import SyncOutcome
from devsignal_cli.errors import Failure, InterruptedRunError, PartialError


def ending(outcomes: Sequence[SyncOutcome], *, all_orgs: bool) -> Failure | None:
    """What a whole sync ends with; None when all is well."""
    return common([(outcome.result.org, error_of(outcome)) for outcome in outcomes], all_orgs=all_orgs)


def common(ended: Sequence[tuple[str, Failure | None]], *, all_orgs: bool) -> Failure | None:
    """What a run ends with, by what each organization's ended with; None when all is well.

    For all organizations: an interruption, else the common error if all failed alike, else `partial`, naming those
    that failed.
    """
    failed = [(org, error) for org, error in ended if error]
    for _, error in failed:
        if isinstance(error, InterruptedRunError):
            return error
    if not failed:
        return None
    if not all_orgs or (len(failed) == len(ended) and len({error.exit_code for _, error in failed}) == 1):
        return failed[0][1]
    told = "; ".join(f"{org}: {error.message}" for org, error in failed)
    hint = addressed(failed[0][1].hint, failed[0][0])
    return PartialError(f"{len(failed)} of {len(ended)} organizations failed. {told}", hint)


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
