"""What the use cases of records need of the store, as Protocols; `cli/record_wiring.py` knows who fulfils them."""

from collections.abc import Sequence
from typing import Protocol

from devsignal_cli.model.records import Entity, NewRecord, Record, RecordEdit, RecordRow, RowOutcome
from devsignal_cli.model.words import RunId


class RecordStore(Protocol):
    """The records of one organization; each writing method is one short transaction."""

    def find(self, entity: Entity, text: str, key: str | None) -> Record | None:
        """The record with that id, or that domain or form of e-mail."""

    def add(self, new: NewRecord, edit: RecordEdit, now: int) -> Record:
        """Make a record that a person describes."""

    def edit(self, record: Record, edit: RecordEdit, now: int) -> Record:
        """Carry out what a person says of a record."""


class RecordImportStore(Protocol):
    """The store of one import; each writing method is one short transaction.

    `resolved` counts the authors that it has tied to contacts so far.
    """

    resolved: int

    def start_run(self, kind: Entity, now: int) -> RunId:
        """Note that an import began."""

    def finish_run(self, run_id: RunId, now: int, status: str, reason: str | None, result: str) -> None:
        """Note how it ended."""

    def companies_made(self, run_id: RunId) -> int:
        """How many companies the run has made."""

    def store_rows(self, run_id: RunId, rows: Sequence[RecordRow], now: int) -> list[RowOutcome]:
        """Store a batch whole; what became of each row, in order."""

    def try_rows(self, rows: Sequence[RecordRow], now: int) -> list[RowOutcome]:
        """What `store_rows` would say of a batch; nothing is changed."""
