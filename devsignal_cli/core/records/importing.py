"""One import of companies or contacts: rows of a file, stored batch by batch; a bad one is named and the rest goes in.

A stop at any moment loses at most the batch under way; the same file again completes it and records nothing twice.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from devsignal_cli.core.ports import Clock, CountProgress
from devsignal_cli.core.records.columns import Columns
from devsignal_cli.core.records.ports import RecordImportStore
from devsignal_cli.core.records.rows import row_of
from devsignal_cli.errors import DamagedError, DevsignalError, Failure, InterruptedRunError, PartialError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.records import BadRow, Entity, FileRow, RecordRow, RowOutcome
from devsignal_cli.model.words import RunId
from devsignal_cli.results.records import RecordImport
from devsignal_cli.results.runs import ErrorItem
from devsignal_cli.serialize import to_json

BATCH_ROWS = 500
_NAMED_ERRORS = 100
_WHY: dict[RowOutcome, str] = {
    "ambiguous": "it fits several records on file: `merge` them, or name it by domain or e-mail",
}


@dataclass(frozen=True, slots=True)
class RecordImportJob:
    """What one import is to do, and with what. `is_dry`: only tell what would become of the rows."""

    organization: Organization
    entity: Entity
    columns: Columns
    rows: Iterable[FileRow | BadRow]
    store: RecordImportStore
    progress: CountProgress
    clock: Clock
    is_dry: bool = False
    batch_rows: int = BATCH_ROWS


@dataclass(frozen=True, slots=True)
class RecordImportOutcome:
    """The result to show, and the failure that ended the import or left rows out, if there is one."""

    result: RecordImport
    error: Failure | None = None


def run_import(job: RecordImportJob) -> RecordImportOutcome:
    """Import for one organization. A failure ends it, never its result: what came so far is stored and counted."""
    run_id = None if job.is_dry else job.store.start_run(job.entity, job.clock())
    work, stopped = _Import(job, run_id), None
    try:
        work.everything()
    except (DevsignalError, InterruptedRunError) as failure:
        stopped = failure
    error: Failure | None = stopped or work.left_error()
    result = work.result(stopped)
    if run_id is not None:
        try:
            job.store.finish_run(run_id, job.clock(), result.status, result.reason, to_json(_on_record(result)))
        except (DevsignalError, InterruptedRunError) as unsaved:
            error = error or unsaved
    return RecordImportOutcome(result, error)


def _on_record(result: RecordImport) -> RecordImport:
    """The result as the run keeps it: lines without what they say, for who is forgotten later is named nowhere."""
    return replace(result, errors=tuple(replace(error, message="") for error in result.errors))


class _Import:
    """The state of one import: the batch that fills up, and what was counted."""

    def __init__(self, job: RecordImportJob, run_id: RunId | None) -> None:
        self._job = job
        self._run_id = run_id
        self._batch: list[RecordRow] = []
        self._counts: Counter[str] = Counter()
        self._errors: list[ErrorItem] = []
        self._tried: set[str] = set()

    def everything(self) -> None:
        """Store all rows."""
        self._job.progress.start(None)
        for read in self._job.rows:
            self._counts["total"] += 1
            row = read if isinstance(read, BadRow) else row_of(self._job.entity, read.line, self._named(read))
            if isinstance(row, BadRow):
                self._fail(row.line, row.reason)
                continue
            self._batch.append(row)
            if len(self._batch) >= self._job.batch_rows:
                self._store()
        self._store()

    def left_error(self) -> DevsignalError | None:
        """What did not stop the import but went wrong: rows that could not be used."""
        failed, total = self._counts["failed"], self._counts["total"]
        if not failed:
            return None
        first = f" (first: line {self._errors[0].item}: {self._errors[0].message})"
        if failed == total:
            return DamagedError(
                f"No row of {total:,} could be used{first}.", "Check which column is which: --dry-run, and --map."
            )
        verb = "could not be used" if self._job.is_dry else "could not be used; the rest is stored"
        return PartialError(
            f"{failed:,} of {total:,} rows {verb}{first}.", "Mend them and import again: nothing is stored twice."
        )

    def result(self, stopped: Failure | None) -> RecordImport:
        """The counts as the result of an import that `stopped` ended early, if so."""
        is_partial = stopped or self._counts["failed"]
        made = 0 if self._run_id is None else self._made()
        return RecordImport(
            org=self._job.organization.name,
            entity=self._job.entity,
            run=None if self._run_id is None else str(self._run_id),
            status="skipped" if self._job.is_dry else "partial" if is_partial else "complete",
            reason=stopped.reason if stopped else None,
            companies_created=made,
            authors_resolved=0 if self._run_id is None else self._job.store.resolved,
            columns=dict(self._job.columns.fields),
            unused=self._job.columns.unused,
            errors=(*self._errors, *([ErrorItem(stopped.code, stopped.message)] if stopped else [])),
            **{
                name: self._counts[name] for name in ("total", "created", "updated", "unchanged", "failed", "forgotten")
            },
        )

    def _named(self, read: FileRow) -> dict[str, object]:
        """The cells of a row by field."""
        return {field: read.cells.get(column) for column, field in self._job.columns.fields.items()}

    def _store(self) -> None:
        batch, self._batch = self._batch, []
        if not batch:
            return
        outcomes = self._outcomes(batch)
        for row, outcome in zip(batch, outcomes, strict=True):
            if outcome in _WHY:
                self._fail(row.line, _WHY[outcome])
            else:
                self._counts[outcome] += 1
        self._job.progress.done(self._counts["total"])

    def _outcomes(self, batch: list[RecordRow]) -> list[RowOutcome]:
        now = self._job.clock()
        if self._run_id is not None:
            return self._job.store.store_rows(self._run_id, batch, now)
        return [self._settled(row, told) for row, told in zip(batch, self._job.store.try_rows(batch, now), strict=True)]

    def _settled(self, row: RecordRow, outcome: RowOutcome) -> RowOutcome:
        """A tried outcome; what an earlier batch would have made is there."""
        key = row.new.key_form or row.new.key
        if outcome != "created" or key is None:
            return outcome
        is_there = key in self._tried
        self._tried.add(key)
        return "unchanged" if is_there else "created"

    def _made(self) -> int:
        try:
            return self._job.store.companies_made(self._run_id) if self._run_id is not None else 0
        except DevsignalError:  # the store is what failed
            return 0

    def _fail(self, line: int, reason: str) -> None:
        self._counts["failed"] += 1
        if len(self._errors) < _NAMED_ERRORS:
            self._errors.append(ErrorItem("damaged", reason, str(line)))
