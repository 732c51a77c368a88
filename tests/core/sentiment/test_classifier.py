"""Sentiment of whole texts: what developers say, the evidence for it, own words, and the laws for every text."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.core.sentiment import VERSION, Classifier, OwnWords, classify, label, post_type

PIECES = st.sampled_from(
    "the a build deploy vercel love great good awful broken crash bug slow not never n't don't without very so slightly "
    "but however kill process no issues GREAT AWFUL sooooo goood :) :( 😍 😡 ! ? !!! . , #BreakingChange #fail @acme "
    "`not good` https://a.b/?q=1 &amp; &lt;3 drop-in LGTM segfault “quoted” isn’t works again still 3.5 $700".split(" ")
)
SENTENCES = st.lists(PIECES, max_size=30).map(" ".join)
ANY_TEXT = st.text(st.characters(), max_size=80) | SENTENCES
STRONG = "excellent fantastic terrible awful love horrible perfect useless amazing garbage hate great worst".split()


def terms(text: str, own: OwnWords | None = None) -> list[str]:
    return [item.term for item in Classifier(own or OwnWords()).classify(text).evidence]


@pytest.mark.parametrize(
    "text",
    [
        "I love this library",
        "The new CLI is fantastic, great work",
        "The docs are great",
        "Migrated from webpack, it just works",
        "Works out of the box",
        "LGTM",
        "It is a drop-in replacement for requests and the DX is lovely",
        "Switched to uv, never looked back",
        "thank you so much, that fixed it",
        "dead simple to set up",
        "this bug is fixed, thanks",
        "what a killer feature",
        "no issues at all, works like a charm",
    ],
)
def test_praise_of_a_tool_is_positive(text: str) -> None:
    assert label(text) == "positive"


@pytest.mark.parametrize(
    "text",
    [
        "I hate this build tool",
        "Upgrade broke production, terrible release",
        "it segfaults on every start",
        "Our CI is flaky since the last update",
        "The config format is a footgun",
        "the docs are outdated and confusing",
        "ugh, it doesn't work",
        "this keeps crashing",
        "Three hours wasted 😡",
        "third time this week the deploy hangs",
        "why is it broken again?!",
    ],
)
def test_blame_of_a_tool_is_negative(text: str) -> None:
    assert label(text) == "negative"


@pytest.mark.parametrize(
    "text",
    [
        "We released version 3.2 of the parser",
        "Kill the process and restart it",
        "messages end up in the dead letter queue",
        "fatal: not a git repository",
        "push it to the master branch",
        "a talk about error handling in Go",
        "A crash course in Kubernetes",
        "How garbage collection works in Java",
        "There is a bug fix in 1.4",
        "What is the best way to deploy this?",
        "",
        "   ",
    ],
)
def test_words_of_the_trade_are_neutral(text: str) -> None:
    assert label(text) == "neutral"


@pytest.mark.parametrize("negator", ["not", "never", "hardly", "isn't", "without", "don’t", "NOT"])
@pytest.mark.parametrize("word", STRONG)
def test_a_negation_before_a_strong_word_does_not_keep_its_sign(negator: str, word: str) -> None:
    plain, turned = classify(word), classify(f"{negator} {word}")
    assert plain.sentiment != "neutral"
    assert plain.score * turned.score <= 0
    assert turned.sentiment != plain.sentiment


def test_evidence_says_what_was_negated_and_the_weightiest_comes_first() -> None:
    evidence = classify("it is not great").evidence
    assert ("great", True) in [(item.term, item.negated) for item in evidence]
    assert [abs(item.weight) for item in evidence] == sorted((abs(item.weight) for item in evidence), reverse=True)


def test_a_phrase_counts_as_one_and_hides_its_words() -> None:
    assert "kill" in terms("kill it")
    assert "kill" not in terms("kill the process")


@settings(deadline=None)
@given(ANY_TEXT)
def test_the_evidence_adds_up_to_the_score(text: str) -> None:
    verdict = classify(text)
    assert math.fsum(item.weight for item in verdict.evidence) == pytest.approx(verdict.score, abs=1e-9)
    assert -1 <= verdict.score <= 1
    assert all(item.weight or item.objectivity for item in verdict.evidence)


@settings(deadline=None)
@given(ANY_TEXT)
def test_the_score_has_the_sign_of_the_sentiment(text: str) -> None:
    verdict = classify(text)
    assert verdict.sentiment == "neutral" or (verdict.score > 0) == (verdict.sentiment == "positive")


@settings(max_examples=2000, deadline=None)
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=200))
def test_no_text_raises(text: str) -> None:
    assert label(text) in {"positive", "negative", "neutral"}
    assert post_type(text) in {"question", "complaint", "praise", "mention"}


@settings(deadline=None)
@given(ANY_TEXT, st.sampled_from(["https://t.co/AbC123", "https://great.example/?broken=1", "http://a.b/c?"]))
def test_a_trailing_link_changes_nothing(text: str, link: str) -> None:
    assert classify(f"{text} {link}") == classify(f"{text} ")


@settings(deadline=None)
@given(SENTENCES, st.from_regex(r"[A-Za-z0-9_]{1,15}", fullmatch=True), SENTENCES)
def test_another_handle_changes_nothing(before: str, handle: str, after: str) -> None:
    assert classify(f"{before} @{handle} {after}") == classify(f"{before} @acme {after}")


@settings(deadline=None)
@given(SENTENCES)
def test_capitals_change_nothing(text: str) -> None:
    assert classify(text.upper()) == classify(text.lower()) == classify(text)


@settings(deadline=None)
@given(SENTENCES)
def test_label_and_post_type_agree_with_classify(text: str) -> None:
    verdict = classify(text)
    assert (label(text), post_type(text)) == (verdict.sentiment, verdict.type)


def test_a_long_text_has_a_finite_score() -> None:
    everything = " ".join(f"{word} awful{number}" for number in range(3_000) for word in ("great", "love", "amazing"))
    assert 0 < classify(everything).score <= 1


def test_a_row_of_the_same_emoji_is_one_feeling() -> None:
    assert [item.term for item in classify("😍😍😍😍").evidence].count("😍") == 1


def test_own_words_win_over_the_shipped_ones() -> None:
    own = Classifier(OwnWords(weights=(("awesome", -3.0), ("zorp", 1.0), ("kill switch", 2.0))))
    assert own.label("awesome") == "negative"
    assert own.label("zorp") == own.label("the kill switch") == "positive"
    assert label("zorp") == "neutral"


def test_an_own_word_of_weight_zero_says_nothing() -> None:
    assert "killer" not in terms("a killer", OwnWords(weights=(("killer", 0.0),)))


@pytest.mark.parametrize(("keyword", "text"), [("Hate", "Hate 2.0 is out"), ("bug", "#bug"), ("love it", "Love it")])
def test_a_keyword_never_counts(keyword: str, text: str) -> None:
    named = {word.lower() for word in keyword.split()}
    found = terms(text, OwnWords(keywords=(keyword,)))
    assert not named & {part for term in found for part in term.split()}


def test_a_keyword_leaves_the_rest_of_the_text_alone() -> None:
    own = Classifier(OwnWords(keywords=("Hate",)))
    assert own.label("I love Hate, it is great") == "positive"
    assert label("Hate") == "negative"
    assert own.label("Hate") == "neutral"


def test_an_own_word_wins_over_a_keyword() -> None:
    assert Classifier(OwnWords(weights=(("hate", 3.0),), keywords=("hate",))).label("hate") == "positive"


def test_a_negated_own_word_turns_round() -> None:
    own = Classifier(OwnWords(weights=(("zorp", 3.0),)))
    assert own.classify("zorp").score > 0 > own.classify("not zorp").score


def test_the_version_names_the_rules() -> None:
    assert VERSION == "lexicon-2"
