"""What a run did."""

from dataclasses import dataclass, field
from typing import Literal

from devsignal_cli.model.words import KeptReason, PostType, Sentiment, SkippedKind
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
    if X was asked to count. `forgotten` posts are of authors whom the organization forgot, `too_old` ones older than it
    keeps: they were read and not stored. `removed_old` signals became too old and were taken away.
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
    forgotten: int = 0
    too_old: int = 0
    removed_old: int = 0
    estimate: Estimate | None = None


@dataclass(frozen=True, slots=True)
class ImportResult(SyncResult):
    """What one import did; its fields are the keys of `twitter import --json`.

    `lines` were read; `skipped` says by kind what held nothing to store; `failed` lines and items could not be read
    (`errors` names the first hundred); `deletions` signals lost their content; of `unknown` deleted
    ids nothing is stored.
    """

    run: str | None = None
    lines: int = 0
    skipped: dict[SkippedKind, int] = field(default_factory=dict)
    failed: int = 0
    deletions: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class ImportUndone:
    """What taking an import back did: how many signals it removed, and by why how many it kept."""

    org: str
    run: str
    signals_removed: int
    kept: dict[KeptReason, int]


@dataclass(frozen=True, slots=True)
class Runs:
    """The syncs of all organizations."""

    runs: tuple[SyncResult, ...]
