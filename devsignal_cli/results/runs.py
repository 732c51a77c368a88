"""What a run did."""

from dataclasses import dataclass
from typing import Literal

from devsignal_cli.model.words import PostType, Sentiment
from devsignal_cli.results.estimates import Estimate
from devsignal_cli.results.signals import Gap


@dataclass(frozen=True, slots=True)
class ErrorItem:
    """One thing that went wrong within a run; `item` names the id, line or organization, if there is one."""

    code: str
    message: str
    item: str | None = None


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What one sync did; its fields are the keys of `twitter sync --json`.

    `posts_free` were read again on the day on which they were paid for. `estimate` is what was expected of the run,
    if X was asked to count.
    """

    org: str
    status: Literal["complete", "partial", "skipped"]
    reason: str | None
    posts_read: int
    signals_created: int
    signals_updated: int
    duplicates: int
    authors_read: int
    contacts_resolved: int
    companies_resolved: int
    late_arrivals: int
    sentiment: dict[Sentiment, int]
    types: dict[PostType, int]
    requests: int
    spend_usd: float
    gaps: tuple[Gap, ...]
    errors: tuple[ErrorItem, ...]
    posts_free: int = 0
    estimate: Estimate | None = None


@dataclass(frozen=True, slots=True)
class Runs:
    """The syncs of all organizations."""

    runs: tuple[SyncResult, ...]
