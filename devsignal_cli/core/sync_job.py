"""What one sync is to do, and with what; and how it ended."""

from collections.abc import Callable
from dataclasses import dataclass

from devsignal_cli.core.budget import Budget
from devsignal_cli.core.ports import Clock, PostSource, Progress, SyncStore
from devsignal_cli.core.sentiment import Classifier
from devsignal_cli.errors import Failure
from devsignal_cli.model.connection import Organization, QuerySettings
from devsignal_cli.results.estimates import Estimate
from devsignal_cli.results.runs import SyncResult

FIRST_WINDOW_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class SyncJob:
    """What one sync is to do, and with what.

    `classifier` knows the organization's own words. `sweep_seconds` is how far back it looks for posts that X served
    late. `confirm` is asked before a run whose expected cost passes the budget; None: the user has answered already,
    and nothing is counted.
    """

    organization: Organization
    settings: QuerySettings
    source: PostSource
    store: SyncStore
    budget: Budget
    progress: Progress
    clock: Clock
    classifier: Classifier
    first_window_seconds: int = FIRST_WINDOW_SECONDS
    sweep_seconds: int = 0
    confirm: Callable[[Estimate], bool] | None = None


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """The result of a sync, and the error that stopped it, if one did."""

    result: SyncResult
    error: Failure | None
