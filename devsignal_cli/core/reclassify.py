"""Today's classifier run over all stored signals of an organization, newest first, page by page.

Each page is one short transaction, and a signal that is right already is left as it is: so a run that was stopped is
completed by the next one, and one that follows a whole one changes nothing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from devsignal_cli.core.classified import label
from devsignal_cli.core.ports import CountProgress
from devsignal_cli.core.sentiment import VERSION, Classifier
from devsignal_cli.errors import DevsignalError, Failure, InterruptedRunError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.labels import Label
from devsignal_cli.model.relabel import Relabelled, StoredText
from devsignal_cli.results.reclassified import Example, Reclassified, Turn

PAGE = 1_000
EXAMPLES = 5


class RelabelStore(Protocol):
    """The store, as classifying anew needs it."""

    def total(self) -> int:
        """How many signals have a text."""

    def page(self, before: int | None, limit: int) -> list[StoredText]:
        """The next signals behind a `post_key`, newest first."""

    def relabel(self, labelled: Sequence[tuple[StoredText, Label]]) -> list[Relabelled]:
        """Store labels in one short transaction; what a person set stays."""

    def would_relabel(self, labelled: Sequence[tuple[StoredText, Label]]) -> list[Relabelled]:
        """What storing these labels would change."""


@dataclass(frozen=True, slots=True)
class ReclassifyJob:
    """What one run is to do, and with what; `is_dry` stores nothing."""

    organization: Organization
    classifier: Classifier
    store: RelabelStore
    progress: CountProgress
    is_dry: bool = False
    page_size: int = PAGE


@dataclass(frozen=True, slots=True)
class ReclassifyOutcome:
    """The result of a run, and what stopped it, if something did."""

    result: Reclassified
    error: Failure | None


def run_reclassify(job: ReclassifyJob) -> ReclassifyOutcome:
    """Classify all that is stored anew. A failure ends it, never its result: what came so far is stored and counted."""
    tally = _Tally()
    try:
        _every_page(job, tally)
    except (DevsignalError, InterruptedRunError) as stopped:
        return ReclassifyOutcome(tally.result(job, stopped), stopped)
    return ReclassifyOutcome(tally.result(job, None), None)


def _every_page(job: ReclassifyJob, tally: "_Tally") -> None:
    store = job.store.would_relabel if job.is_dry else job.store.relabel
    job.progress.start(job.store.total())
    page = job.store.page(None, job.page_size)
    while page:
        tally.add(store([(text, _label(text, job.classifier)) for text in page]))
        job.progress.done(tally.signals)
        page = job.store.page(page[-1].post_key, job.page_size)


def _label(stored: StoredText, classifier: Classifier) -> Label:
    return label(stored.text, classifier, is_withheld=stored.is_withheld, is_repost=stored.is_repost)


class _Tally:
    """What a run did so far."""

    def __init__(self) -> None:
        self.signals = 0
        self._changed = 0
        self._renewed = 0
        self._by_hand = 0
        self._sentiment: Counter[tuple[str, str]] = Counter()
        self._types: Counter[tuple[str, str]] = Counter()
        self._examples: list[Relabelled] = []

    def add(self, done: Sequence[Relabelled]) -> None:
        """Count one page."""
        changed = [one for one in done if one.is_changed]
        self.signals += len(done)
        self._changed += len(changed)
        self._renewed += sum(one.is_written for one in done) - len(changed)
        self._by_hand += sum(one.is_by_hand for one in done)
        self._sentiment.update((one.sentiment_before, one.sentiment) for one in changed)
        self._types.update((one.type_before, one.type) for one in changed)
        self._examples += changed[: EXAMPLES - len(self._examples)]

    def result(self, job: ReclassifyJob, stopped: Failure | None) -> Reclassified:
        """All counts, and the newest examples."""
        return Reclassified(
            org=job.organization.name,
            status="partial" if stopped else "complete",
            classifier=VERSION,
            signals=self.signals,
            changed=self._changed,
            renewed=self._renewed,
            by_hand=self._by_hand,
            sentiment=_turns(self._sentiment),
            types=_turns(self._types),
            examples=tuple(_example(one) for one in self._examples),
            dry_run=job.is_dry,
        )


def _turns(counts: Counter[tuple[str, str]]) -> tuple[Turn, ...]:
    """The turns from one label to another, the most frequent first."""
    turned = [Turn(before, after, number) for (before, after), number in counts.items() if before != after]
    return tuple(sorted(turned, key=lambda turn: (-turn.count, turn.from_, turn.to)))


def _example(one: Relabelled) -> Example:
    return Example(
        str(one.id), str(one.post_id), one.text, one.sentiment_before, one.sentiment, one.type_before, one.type
    )
