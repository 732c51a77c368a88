"""The counts of one bulk enrichment, added up answer by answer."""

from collections.abc import Mapping

from devsignal_cli.errors import CallsReachedError, DevsignalError, Failure, InterruptedRunError
from devsignal_cli.model.enrichment import LookedUp, Told
from devsignal_cli.model.records import FIELDS, Entity, Merged
from devsignal_cli.results.enrichment import BulkResult
from devsignal_cli.results.runs import ErrorItem

UNREAD = "Nothing in the answer could be read; it is kept in quarantine."
_ERRORS_TOLD = 100


class EnrichTally:
    """What a bulk enrichment did so far. A combined call counts for each of its two records."""

    def __init__(self) -> None:
        self._counts = dict.fromkeys(("enriched", "unchanged", "not_found", "pending", "invalid", "failed"), 0)
        self._errors: list[ErrorItem] = []
        self._hits = 0
        self.calls, self.counted = 0, 0
        self.in_a_row = 0

    @property
    def done(self) -> int:
        """How many records have had an answer, or a failure."""
        return sum(self._counts.values())

    def add(self, looked: LookedUp, merged: Mapping[Entity, Merged]) -> None:
        """Count one look-up that was stored."""
        self.calls, self.counted = self.calls + looked.calls, self.counted + looked.counted
        if looked.error is not None:
            self._fail(looked, looked.error)
        else:
            self.in_a_row = 0
        self._hits += any(told and told.is_cached for told in (looked.company, looked.person))
        parts: tuple[tuple[Entity, Told | None], ...] = (("company", looked.company), ("contact", looked.person))
        for entity, told in parts:
            if told is not None:
                self._note_unread(told, looked.lookup.item)
                self._counts[_counted(told, entity, merged.get(entity))] += 1

    def _note_unread(self, told: Told, item: str) -> None:
        if told.unread and len(self._errors) < _ERRORS_TOLD:
            self._errors.append(ErrorItem("damaged", UNREAD, item))

    def _fail(self, looked: LookedUp, error: DevsignalError) -> None:
        lookup = looked.lookup
        parts = ((lookup.company_id, looked.company), (lookup.contact_id, looked.person))
        self._counts["failed"] += sum(number is not None and told is None for number, told in parts)
        self.in_a_row += 1
        if len(self._errors) < _ERRORS_TOLD:
            self._errors.append(ErrorItem(error.code, error.message, lookup.item))

    def result(
        self,
        org: str,
        kind: str,
        run: str | None,
        *,
        total: int,
        left: int,
        skips: Mapping[str, int],
        calls: int,
        error: Failure | None,
        provider: str | None = None,
        planned_calls: int | None = None,
        planned: tuple[str, ...] = (),
        is_dry: bool = False,
        seconds: float = 0.0,
    ) -> BulkResult:
        """The result to show."""
        return BulkResult(
            org=org,
            kind=kind,
            run=run,
            total=total,
            **self._counts,
            skipped=sum(skips.values()),
            calls=calls,
            cache_hits=self._hits,
            status="skipped" if is_dry else "partial" if error or self._counts["failed"] else "complete",
            reason=_reason(error),
            errors=(*self._errors, *_last(error)),
            left=left,
            skips=dict(skips),
            provider=provider,
            planned_calls=planned_calls,
            planned=planned,
            seconds=round(seconds, 1),
        )


def _counted(told: Told, entity: Entity, merged: Merged | None) -> str:
    match told.outcome:
        case "found":
            return "enriched" if merged and any(name in merged.values for name in FIELDS[entity]) else "unchanged"
        case "suppressed":
            return "not_found"
        case outcome:
            return outcome


def _reason(error: Failure | None) -> str | None:
    return error.reason if error is not None and not isinstance(error, InterruptedRunError) else None


def _last(error: Failure | None) -> list[ErrorItem]:
    if error is None or isinstance(error, CallsReachedError):
        return []
    return [ErrorItem(error.code, error.message)]
