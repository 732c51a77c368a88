"""Phrases found among words: the longest wins, none overlap."""

from itertools import pairwise

import pytest

from devsignal_cli.core.sentiment.phrases import PhraseTable
from devsignal_cli.core.sentiment.terms import joined, marked


def table(*phrases: str) -> PhraseTable[str]:
    return PhraseTable((phrase.split(), phrase) for phrase in phrases)


def found(phrases: PhraseTable[str], text: str) -> list[str]:
    words = text.split()
    assert phrases.occurs_in(words, set(pairwise(words))) or not list(phrases.matches(words))
    return [match.value for match in phrases.matches(words)]


def test_the_longest_phrase_wins() -> None:
    phrases = table("bug", "bug fix", "bug fix release notes")
    assert found(phrases, "bug fix release bug") == ["bug fix", "bug"]


def test_phrases_do_not_overlap() -> None:
    assert found(table("a b", "b c"), "a b c b c") == ["a b", "b c"]


def test_an_opening_without_its_phrase_is_no_match() -> None:
    assert found(table("kill the process"), "kill the lights") == []


def test_a_phrase_of_one_word_is_found_too() -> None:
    assert found(table("dead letter", "works"), "it works dead letter") == ["works", "dead letter"]


def test_of_equal_phrases_the_last_one_counts() -> None:
    phrases = PhraseTable([(("works",), "first"), (("works",), "last")])
    assert found(phrases, "works") == ["last"]


def test_joined_makes_each_phrase_one_word() -> None:
    phrases = PhraseTable([(("dead", "letter", "queue"), "dead~letter~queue")])
    assert joined("a dead letter queue fills".split(), phrases) == ["a", "dead~letter~queue", "fills"]
    assert joined([], phrases) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not good at all here", "not not:good not:at not:all here"),
        ("not , good", "not , good"),
        ("not bad but good", "not not:bad but good"),
        ("no 🔥 good", "no 🔥 not:good"),
        ("never not good", "never not:not not:good"),
        ("good", "good"),
    ],
)
def test_a_negation_reaches_three_words_and_no_mark(text: str, expected: str) -> None:
    assert " ".join(marked(text.split())) == expected


def test_ten_times_the_words_are_ten_times_the_matches() -> None:
    phrases = table("not a git repository", "not even", "not", "so much")
    text = "not a git not a git repository not even so so much "
    assert [len(found(phrases, text * size)) for size in (50, 500)] == [4 * 50, 4 * 500]
