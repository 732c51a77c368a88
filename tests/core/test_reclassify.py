"""Classifying anew: page by page, counted, and stopped without losing what was done."""

from collections.abc import Sequence

import pytest

from devsignal_cli.core.own_words import classifier
from devsignal_cli.core.reclassify import ReclassifyJob, ReclassifyOutcome, run_reclassify
from devsignal_cli.core.sentiment import VERSION
from devsignal_cli.errors import DevsignalError, InterruptedRunError, LockedError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.labels import Label, OwnWord
from devsignal_cli.model.relabel import Relabelled, StoredText
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.reclassified import Turn

ZORP = classifier([OwnWord("zorp", 3)], [])


class Shelf:
    """A store of neutral mentions; those of `by_hand` keep their labels. It fails at the n-th page when told to."""

    def __init__(
        self, texts: Sequence[str], *, by_hand: Sequence[int] = (), fails: BaseException | None = None
    ) -> None:
        self.texts = [StoredText(number, text, False, False) for number, text in enumerate(texts)]
        self.by_hand = by_hand
        self.fails = fails
        self.pages: list[int] = []
        self.stored: dict[int, Label] = {}

    def total(self) -> int:
        return len(self.texts)

    def page(self, before: int | None, limit: int) -> list[StoredText]:
        return [text for text in reversed(self.texts) if before is None or text.post_key < before][:limit]

    def relabel(self, labelled: Sequence[tuple[StoredText, Label]]) -> list[Relabelled]:
        if self.fails and len(self.pages) == 1:
            raise self.fails
        self.stored |= {text.post_key: label for text, label in labelled}
        return self.would_relabel(labelled)

    def would_relabel(self, labelled: Sequence[tuple[StoredText, Label]]) -> list[Relabelled]:
        self.pages.append(len(labelled))
        return [self._told(text, label) for text, label in labelled]

    def _told(self, text: StoredText, label: Label) -> Relabelled:
        stays = text.post_key in self.by_hand
        after = ("neutral", "twitter_mention") if stays else (label.sentiment, label.type)
        is_changed = after != ("neutral", "twitter_mention")
        return Relabelled(
            text.post_key, text.post_key, text.text, "neutral", after[0], "twitter_mention", after[1],  # type: ignore[arg-type]  # literals
            is_by_hand=stays, is_written=is_changed,
        )  # fmt: skip


class Steps:
    def __init__(self) -> None:
        self.told: list[int | None] = []

    def start(self, total: int | None) -> None:
        self.told.append(total)

    def done(self, number: int) -> None:
        self.told.append(number)


def ran(shelf: Shelf, *, is_dry: bool = False, page_size: int = 2, steps: Steps | None = None) -> ReclassifyOutcome:
    organization = Organization(OrganizationId(1), "default", None)
    return run_reclassify(ReclassifyJob(organization, ZORP, shelf, steps or Steps(), is_dry, page_size))


def test_every_text_is_judged_once_newest_first_in_pages() -> None:
    shelf, steps = Shelf(["zorp", "x", "zorp", "y", "z"]), Steps()
    result = ran(shelf, steps=steps).result
    assert (shelf.pages, list(shelf.stored)) == ([2, 2, 1], [4, 3, 2, 1, 0])
    assert (result.signals, result.changed, result.renewed, result.status) == (5, 2, 0, "complete")
    assert steps.told == [5, 2, 4, 5]
    assert result.classifier == VERSION


def test_turns_and_examples_tell_what_changed() -> None:
    result = ran(Shelf(["acme is zorp"] * 7 + ["acme is terrible", "nothing"])).result
    assert result.sentiment == (Turn("neutral", "positive", 7), Turn("neutral", "negative", 1))
    assert result.types == (
        Turn("twitter_mention", "twitter_praise", 7),
        Turn("twitter_mention", "twitter_complaint", 1),
    )
    assert [one.id for one in result.examples] == ["7", "6", "5", "4", "3"]
    assert (result.examples[0].sentiment_before, result.examples[0].sentiment) == ("neutral", "negative")


def test_what_a_person_set_is_counted_and_no_change() -> None:
    result = ran(Shelf(["zorp", "zorp"], by_hand=[1])).result
    assert (result.changed, result.by_hand) == (1, 1)


def test_a_dry_run_stores_nothing() -> None:
    shelf = Shelf(["zorp"] * 3)
    result = ran(shelf, is_dry=True).result
    assert (result.changed, result.dry_run, shelf.stored) == (3, True, {})


@pytest.mark.parametrize("error", [InterruptedRunError(2), LockedError("busy")])
def test_a_stopped_run_tells_what_it_did(error: DevsignalError | InterruptedRunError) -> None:
    outcome = ran(Shelf(["zorp"] * 5, fails=error))
    assert outcome.error is error
    assert (outcome.result.status, outcome.result.signals, outcome.result.changed) == ("partial", 2, 2)


def test_nothing_stored_is_nothing_done() -> None:
    result = ran(Shelf([])).result
    assert (result.signals, result.sentiment, result.examples, result.status) == (0, (), (), "complete")
