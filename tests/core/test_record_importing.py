"""An import stopped, or failing, in the middle: its result is told, and what came so far is stored."""

from collections.abc import Iterator, Sequence

import pytest

from devsignal_cli.core.records.columns import Columns
from devsignal_cli.core.records.importing import RecordImportJob, RecordImportOutcome, run_import
from devsignal_cli.errors import CannotWriteError, DevsignalError, InterruptedRunError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.records import BadRow, Entity, FileRow, RecordRow, RowOutcome
from devsignal_cli.model.words import OrganizationId, RunId

ORGANIZATION = Organization(OrganizationId(1), "default", None, True)


class Store:
    """Takes rows down; fails at a batch, or at the end, if it is told to."""

    def __init__(
        self, fails_at: int | None = None, failure: BaseException | None = None, ends_badly: bool = False
    ) -> None:
        self.batches: list[list[str | None]] = []
        self.resolved = 0
        self.finished: list[tuple[str, str | None]] = []
        self._fails_at, self._failure, self._ends_badly = fails_at, failure, ends_badly

    def start_run(self, kind: Entity, now: int) -> RunId:  # noqa: ARG002 - as the port has it
        return RunId(7)

    def finish_run(self, run_id: RunId, now: int, status: str, reason: str | None, result: str) -> None:  # noqa: ARG002 - as the port has it
        if self._ends_badly:
            raise CannotWriteError("full")
        self.finished.append((status, reason))

    def companies_made(self, run_id: RunId) -> int:  # noqa: ARG002 - as the port has it
        if self._failure and isinstance(self._failure, DevsignalError):
            raise CannotWriteError("full")
        return 0

    def store_rows(self, run_id: RunId, rows: Sequence[RecordRow], now: int) -> list[RowOutcome]:  # noqa: ARG002 - as the port has it
        if self._failure and len(self.batches) == self._fails_at:
            raise self._failure
        self.batches.append([row.new.key for row in rows])
        return ["created"] * len(rows)

    def try_rows(self, rows: Sequence[RecordRow], now: int) -> list[RowOutcome]:  # noqa: ARG002 - as the port has it
        return ["created"] * len(rows)


class Progress:
    def __init__(self) -> None:
        self.told: list[int | None] = []

    def start(self, total: int | None) -> None:
        self.told.append(total)

    def done(self, number: int) -> None:
        self.told.append(number)


def ran(
    store: Store, number: int = 5, progress: Progress | None = None, *, is_dry: bool = False
) -> RecordImportOutcome:
    def rows() -> Iterator[FileRow | BadRow]:
        for line in range(number):
            yield FileRow(line + 2, {"Domain": f"firm{line}.io"})

    columns = Columns({"Domain": "domain"}, ())
    job = RecordImportJob(
        ORGANIZATION, "company", columns, rows(), store, progress or Progress(), lambda: 1, is_dry, batch_rows=2
    )
    return run_import(job)


def test_rows_are_stored_in_batches_and_told_as_they_come() -> None:
    store, progress = Store(), Progress()
    outcome = ran(store, progress=progress)
    assert [len(batch) for batch in store.batches] == [2, 2, 1]
    assert progress.told == [None, 2, 4, 5]
    assert (outcome.error, outcome.result.created, store.finished) == (None, 5, [("complete", None)])


def test_a_stop_is_told_with_what_came_so_far() -> None:
    stop = InterruptedRunError(2)
    outcome = ran(store := Store(1, stop))
    assert (outcome.error, outcome.result.status, outcome.result.created) == (stop, "partial", 2)
    assert store.finished == [("partial", None)]


def test_a_store_that_fails_ends_the_import_and_its_error_is_told() -> None:
    failure = CannotWriteError("The disk is full.")
    outcome = ran(Store(2, failure))
    assert (outcome.error, outcome.result.created, outcome.result.reason) == (failure, 4, None)
    assert outcome.result.errors[-1].code == "cannot_write"


def test_a_result_that_cannot_be_noted_is_an_error() -> None:
    assert isinstance(ran(Store(ends_badly=True)).error, CannotWriteError)


def test_a_dry_run_notes_nothing() -> None:
    store = Store()
    outcome = ran(store, is_dry=True)
    assert (store.batches, store.finished, outcome.result.run, outcome.result.created) == ([], [], None, 5)


@pytest.mark.parametrize("number", [150])
def test_of_many_bad_rows_the_first_hundred_are_named(number: int) -> None:
    columns = Columns({"Domain": "domain"}, ())
    bad = [FileRow(line, {"Domain": "none"}) for line in range(number)]
    outcome = run_import(RecordImportJob(ORGANIZATION, "company", columns, bad, Store(), Progress(), lambda: 1))
    assert (len(outcome.result.errors), outcome.result.failed) == (100, number)
    assert isinstance(outcome.error, DevsignalError)
    assert outcome.error.exit_code == 65
