"""What enrichment did, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from devsignal_cli.model.records import Entity, Value
from devsignal_cli.results.runs import ErrorItem
from devsignal_cli.results.stats import Coverage

Outcome = Literal["found", "not_found", "pending", "invalid", "skipped"]


@dataclass(frozen=True, slots=True)
class FieldSet:
    """A field that an enrichment has set, and what it says now."""

    field: str
    value: Value | None
    before: Value | None


@dataclass(frozen=True, slots=True)
class FieldKept:
    """A field whose value on file outranks what the provider says."""

    field: str
    value: Value | None
    source: str
    offered: Value | None


@dataclass(frozen=True, slots=True)
class Enriched:
    """What one single enrichment did; the keys of `clearbit enrich company --json` and more.

    `reason` says why nothing was asked or set, in words; `run` is what `clearbit undo` takes; `planned_calls` is what a
    dry run would send.
    """

    org: str
    entity: Entity
    id: str | None
    input: str
    outcome: Outcome
    fields_updated: tuple[str, ...]
    fields_kept: tuple[str, ...]
    cached: bool
    provider: str
    run: str | None = None
    calls: int = 0
    reason: str | None = None
    set_: tuple[FieldSet, ...] = ()
    kept: tuple[FieldKept, ...] = ()
    planned_calls: int | None = None


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What one bulk enrichment did; the keys of `clearbit enrich bulk --json`.

    `total` are the candidates: `skipped` ones are not asked for (`skips` says why, by number), `left` ones were not
    reached. `planned_calls` and `planned` (the first hundred) are what a dry run
    would ask for.
    """

    org: str
    kind: str
    run: str | None
    total: int
    enriched: int
    unchanged: int
    not_found: int
    pending: int
    invalid: int
    skipped: int
    failed: int
    calls: int
    cache_hits: int
    status: Literal["complete", "partial", "skipped"]
    reason: str | None
    errors: tuple[ErrorItem, ...]
    left: int
    skips: dict[str, int]
    provider: str | None = None
    planned_calls: int | None = None
    planned: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class BulkRuns:
    """The bulk enrichments of all organizations."""

    runs: tuple[BulkResult, ...]


@dataclass(frozen=True, slots=True)
class FieldLeft:
    """A field that an undo left alone because a person has edited it since."""

    entity: Entity
    id: str
    record: str | None
    field: str


@dataclass(frozen=True, slots=True)
class EnrichmentUndone:
    """What taking an enrichment back did: records and fields put back, companies removed that only it had made."""

    org: str
    run: str
    records: int
    fields: int
    companies_removed: int
    left: tuple[FieldLeft, ...]


@dataclass(frozen=True, slots=True)
class KeyConnected:
    """What `clearbit connect` did; figures that the provider does not tell are null."""

    org: str
    connected: bool
    verified: bool
    provider: str
    key: str
    plan: str | None
    used: float | None
    available: float | None
    resets_on: str | None


@dataclass(frozen=True, slots=True)
class Calls:
    """Requests of this UTC month that got an answer, and how many of them count at the provider."""

    month: int
    counted: int


@dataclass(frozen=True, slots=True)
class ClearbitStatus:
    """Enrichment at a glance; the keys of `clearbit status --json` and more.

    `pending`: the provider is still looking; `queued`: waiting for the next bulk run; `outcomes` counts records by
    what was last said of them.
    """

    org: str
    connected: bool
    provider: str | None
    key: str | None
    last_enrichment_at: datetime | None
    last_result: str | None
    companies: Coverage
    contacts: Coverage
    calls: Calls
    pending: int
    queued: int
    outcomes: dict[str, dict[str, int]]
