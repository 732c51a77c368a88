"""The counts of one import, added up item by item and batch by batch."""

from devsignal_cli.errors import DamagedError, DevsignalError, Failure, PartialError
from devsignal_cli.model.archive import (
    ArchiveItem,
    BadLine,
    BatchStored,
    Deleted,
    ImportBatch,
    LineRead,
    ReadDamaged,
    Skipped,
)
from devsignal_cli.model.words import (
    POST_TYPES,
    SENTIMENTS,
    SKIPPED_KINDS,
    PostType,
    RunId,
    Sentiment,
    SkippedKind,
)
from devsignal_cli.results.runs import ErrorItem, ImportResult

NAMED_ERRORS = 100


class ImportTally:
    """What an import did so far."""

    def __init__(self) -> None:
        self.posts_read = 0
        self.signals_created = 0
        self._lines = 0
        self._has_use = False
        self._bad_lines = 0
        self._damaged = 0
        self._updated = 0
        self._duplicates = 0
        self._authors = 0
        self._contacts = 0
        self._companies = 0
        self._deletions = 0
        self._unknown = 0
        self._forgotten = 0
        self._too_old = 0
        self.removed_old = 0
        self._skipped: dict[SkippedKind, int] = dict.fromkeys(SKIPPED_KINDS, 0)
        self._sentiment: dict[Sentiment, int] = dict.fromkeys(SENTIMENTS, 0)
        self._types: dict[PostType, int] = dict.fromkeys(POST_TYPES, 0)
        self._errors: list[ErrorItem] = []

    def add_item(self, item: ArchiveItem) -> None:
        """Count what a file held."""
        match item:
            case LineRead():
                self._lines += 1
            case BadLine(place, reason):
                self._bad_lines += 1
                self._note(f"{place} {reason}; it was left out.", place)
            case ReadDamaged(damaged, place):
                self._damaged += 1
                self._note(f"{place} holds {damaged.reason}.", place)
            case Skipped(kind):
                self._skipped[kind] += 1
                self._has_use = self._has_use or kind != "other"
            case _:
                self._has_use = True

    def add_batch(self, batch: ImportBatch, stored: BatchStored) -> None:
        """Count a stored batch."""
        self.posts_read += len(batch.posts) + sum(item.is_post for item in batch.damaged)
        self.signals_created += len(stored.created)
        self._updated += stored.updated
        self._duplicates += stored.duplicates
        self._authors += stored.profiles
        self._contacts += stored.contacts
        self._companies += stored.companies
        self._forgotten += stored.refused.forgotten
        self._too_old += stored.refused.too_old
        for item in stored.created:
            self._sentiment[item.sentiment] += 1
            self._types[item.type] += 1

    def add_deletions(self, deleted: Deleted) -> None:
        """Count what lost its content."""
        self._deletions += deleted.signals
        self._unknown += deleted.unknown

    def left_error(self) -> DevsignalError | None:
        """What did not stop the import but went wrong: lines and items that cannot be read."""
        if self._lines and not self._has_use and not self._damaged:
            return DamagedError(
                f"No line of {self._lines:,} could be used{self._first()}.",
                "X's v2 answers are wanted, one page or post a line; `jq -c .` makes such lines of a JSON document.",
            )
        if not self._failed:
            return None
        told = [f"{self._bad_lines:,} of {self._lines:,} lines could not be read"] if self._bad_lines else []
        if self._damaged:
            told.append(f"damaged items kept in quarantine: {self._damaged:,}")
        return PartialError(
            f"{'; '.join(told)}{self._first()}. All else is stored.",
            "Mend the lines or get the file again: importing again stores nothing twice.",
        )

    def result(self, org: str, run_id: RunId | None, stopped: Failure | None) -> ImportResult:
        """The counts as the result of an import that `stopped` ended early, if so; without a run none began."""
        is_partial = stopped or self.left_error()
        return ImportResult(
            org=org,
            status="skipped" if run_id is None else "partial" if is_partial else "complete",
            reason=stopped.reason if stopped else None,
            posts_read=self.posts_read,
            signals_created=self.signals_created,
            signals_updated=self._updated,
            duplicates=self._duplicates,
            authors_read=self._authors,
            contacts_resolved=self._contacts,
            companies_resolved=self._companies,
            late_arrivals=0,
            sentiment=self._sentiment,
            types=self._types,
            requests=0,
            spend_usd=0.0,
            gaps=(),
            errors=(*self._named_errors(), *([ErrorItem(stopped.code, stopped.message)] if stopped else [])),
            run=None if run_id is None else str(run_id),
            lines=self._lines,
            skipped=self._skipped,
            failed=self._failed,
            deletions=self._deletions,
            unknown=self._unknown,
            forgotten=self._forgotten,
            too_old=self._too_old,
            removed_old=self.removed_old,
        )

    @property
    def _failed(self) -> int:
        return self._bad_lines + self._damaged

    def _note(self, message: str, place: str) -> None:
        if len(self._errors) < NAMED_ERRORS:
            self._errors.append(ErrorItem("damaged", message, place))

    def _named_errors(self) -> tuple[ErrorItem, ...]:
        more = self._failed - len(self._errors)
        return (*self._errors, *([ErrorItem("damaged", f"and {more:,} more")] if more else []))

    def _first(self) -> str:
        return f" (first: {self._errors[0].item})" if self._errors else ""
