"""What may be an own word, which are the same, and what they change."""

import pytest

from devsignal_cli.core.classified import classified
from devsignal_cli.core.own_words import classifier, own_word, same, words_of
from devsignal_cli.core.sentiment import shipped
from devsignal_cli.errors import UsageError
from devsignal_cli.model.connection import Keyword
from devsignal_cli.model.labels import OwnWord
from devsignal_cli.model.posts import Post

NOW = 1_795_000_000


def test_a_term_is_kept_as_it_was_typed_without_idle_blanks() -> None:
    assert own_word("  Just \t Works ", 2, NOW) == OwnWord("Just Works", 2.0, NOW)


@pytest.mark.parametrize("term", ["", "   ", "@acme", "https://acme.dev/x", "index.js", "`rm`", "\u200b"])
def test_a_term_in_which_nothing_can_be_read_is_refused(term: str) -> None:
    with pytest.raises(UsageError):
        own_word(term, 1, NOW)


@pytest.mark.parametrize("term", ["one two three four five six", "w" * 81, "a, b, c, d, e, f"])
def test_a_term_that_is_too_long_is_refused(term: str) -> None:
    with pytest.raises(UsageError, match="too long"):
        own_word(term, 1, NOW)


@pytest.mark.parametrize("term", ["one two three four five", "w" * 80, "\U0001f680", ":(", "a, b, c, d, e!!!"])
def test_the_longest_terms_and_signs_are_taken(term: str) -> None:
    assert own_word(term, 1, NOW).term == term


@pytest.mark.parametrize("weight", [3.01, -3.01, float("nan"), float("inf"), float("-inf")])
def test_what_is_no_weight_is_refused(weight: float) -> None:
    with pytest.raises(UsageError, match="no weight"):
        own_word("zorp", weight, NOW)


@pytest.mark.parametrize("weight", [-3.0, 0.0, 0.5, 3.0])
def test_every_weight_from_minus_3_to_3_is_taken(weight: float) -> None:
    assert own_word("zorp", weight, NOW).weight == weight


def test_a_zero_has_no_sign() -> None:
    assert str(own_word("zorp", -0.0, NOW).weight) == "0.0"


def test_terms_that_are_read_alike_are_the_same() -> None:
    held = [OwnWord("Just Works", 2), OwnWord("breaking change", -1), OwnWord("just", 1)]
    assert same(held, "just  WORKS") == held[:1]
    assert same(held, "#BreakingChange") == held[1:2]
    assert same(held, "works") == []


def test_a_word_that_todays_rules_cannot_read_can_still_be_named_and_hurts_nobody() -> None:
    held = [OwnWord("@acme", 2), OwnWord("@globex", 1)]
    assert same(held, "@acme") == held[:1]
    assert words_of("@acme") == ""
    assert classifier(held, []).label("acme @acme") == "neutral"


def test_an_own_word_changes_the_label_and_zero_silences() -> None:
    mine = classifier([OwnWord("zorp", 3), OwnWord("love", 0)], [])
    assert mine.label("acme is zorp") == "positive"
    assert (shipped().label("love"), mine.label("love")) == ("positive", "neutral")


def test_keywords_never_count_unless_they_are_own_words() -> None:
    watched = [Keyword(1, "Awesome", topic="rivals"), Keyword(2, "@love")]
    assert shipped().label("awesome") == "positive"
    assert classifier([], watched).label("awesome") == "neutral"
    assert classifier([OwnWord("awesome", 3)], watched).label("awesome") == "positive"
    assert classifier([], watched).label("love it") == "positive"


def test_a_raw_query_silences_nothing() -> None:
    assert classifier([], [Keyword(1, "awesome", is_raw=True)]).label("awesome") == "positive"


def test_a_post_is_judged_by_the_classifier_that_is_handed_in() -> None:
    post = Post(1, 1, "acme is zorp", 7, NOW, b"{}")
    judged = classified(post, [], NOW, classifier([OwnWord("zorp", 3)], []))
    assert (judged.sentiment, judged.type) == ("positive", "twitter_praise")
