"""What a person says of a signal, and what the classifier says when it is asked again."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.core.classified import SIGNAL_TYPES
from devsignal_cli.core.corrections import Correction, correct, corrected, correction, reclassified
from devsignal_cli.core.sentiment import VERSION, classify
from devsignal_cli.core.signal_ids import number_of
from devsignal_cli.errors import UsageError
from devsignal_cli.model.labels import Correct, Corrected, Labelled
from devsignal_cli.model.words import POST_TYPES, SENTIMENTS

OLD = Labelled("I love it", "neutral", 0.1, "twitter_mention", "old", False, False, False)
LABELLED = st.builds(
    Labelled, st.sampled_from(["I love it", "it keeps crashing", "", "how?"]), st.sampled_from(SENTIMENTS), st.just(0.1),
    st.sampled_from(POST_TYPES), st.just("old"), st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip
SAID = st.builds(Correction, st.sampled_from([None, "auto", *SENTIMENTS]), st.sampled_from([None, "auto", *POST_TYPES]))


@pytest.mark.parametrize("typed", ["question", "twitter_question"])
def test_a_type_is_taken_with_and_without_its_prefix(typed: str) -> None:
    assert correction(None, typed) == Correction(None, "twitter_question")


@pytest.mark.parametrize(
    ("sentiment", "type_"),
    [(None, None), ("good", None), ("", None), (None, "rant"), (None, ""), (None, "twitter_auto"), ("POSITIVE", None)],
)
def test_what_is_no_correction_is_refused(sentiment: str | None, type_: str | None) -> None:
    with pytest.raises(UsageError):
        correction(sentiment, type_)


def test_what_a_person_says_is_marked_and_the_score_stays_the_classifiers() -> None:
    new = corrected(OLD, Correction("negative", None), classify)
    assert new == replace(OLD, sentiment="negative", is_sentiment_by_hand=True)


def test_auto_asks_the_classifier_for_all_that_no_person_said() -> None:
    by_hand = replace(OLD, type="twitter_question", is_type_by_hand=True, is_sentiment_by_hand=True)
    new = corrected(by_hand, Correction("auto", None), classify)
    assert new == replace(
        by_hand, sentiment="positive", score=classify("I love it").score, classifier=VERSION, is_sentiment_by_hand=False
    )


def test_a_withheld_post_is_not_judged() -> None:
    new = reclassified(replace(OLD, is_withheld=True, sentiment="positive"), classify)
    assert (new.sentiment, new.type, new.score, new.classifier) == ("neutral", "twitter_mention", 0.0, VERSION)


@given(LABELLED, SAID)
def test_a_correction_said_twice_is_said_once(old: Labelled, said: Correction) -> None:
    once = corrected(old, said, classify)
    assert corrected(once, said, classify) == once


@given(LABELLED, SAID)
def test_only_what_is_given_back_or_was_the_classifiers_is_the_classifiers(old: Labelled, said: Correction) -> None:
    new = corrected(old, said, classify)
    assert new.is_sentiment_by_hand == (said.sentiment != "auto" and (old.is_sentiment_by_hand or bool(said.sentiment)))
    assert new.is_type_by_hand == (said.type != "auto" and (old.is_type_by_hand or bool(said.type)))
    again = reclassified(new, classify)
    assert not new.is_sentiment_by_hand or again.sentiment == new.sentiment
    assert not new.is_type_by_hand or again.type == new.type
    if not (old.is_withheld or new.is_type_by_hand):
        assert again.type == SIGNAL_TYPES[classify(old.text).type]


class Shelf:
    """A store whose signals 1 and 2 are there, and whose 3 was deleted."""

    def relabel(self, numbers: Sequence[int], rule: Correct) -> list[Corrected | None]:
        rule(OLD)
        there = {number: Corrected(number, 100 + number, OLD, is_deleted=number == 3) for number in (1, 2, 3)}
        return [there.get(number) for number in numbers]


@pytest.mark.parametrize(
    ("ids", "done", "told"),
    [
        (["2", "1"], [2, 1], None),
        (["1", "1"], [1], None),
        (["9"], [], ("not_found", 2, "There is no signal 9 here.")),
        (["9", "x", "1"], [1], ("partial", 3, "There is no signal 9, x here.")),
        (["3"], [], ("usage", 2, "Deleted at X, without a text to judge: 3.")),
        (["3", "9", "1"], [1], ("partial", 3, "There is no signal 9 here. Deleted at X, without a text to judge: 3.")),
    ],
)
def test_one_that_cannot_be_corrected_stops_no_other(
    ids: list[str], done: list[int], told: tuple[str, int, str] | None
) -> None:
    outcome = correct(Shelf(), ids, Correction("positive", None), classify)
    error = outcome.error
    assert [one.id for one in outcome.corrected] == done
    assert (error and (error.code, error.exit_code, error.message)) == told


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("https://x.com/jo/status/2126416265288351746", 2126416265288351746),
        ("https://twitter.com/jo/status/7/photo/1?s=20", 7),
        ("9223372036854775808", None),
        ("-1", None),
        ("", None),
        ("१२", None),
        ("x12", None),
        ("https://x.com/jo", None),
    ],
)
def test_a_signal_is_called_by_its_number_its_post_or_its_link(text: str, number: int | None) -> None:
    assert number_of(text) == number
