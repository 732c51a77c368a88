"""The sentiment of a text: words, negation, phrases, faces, noise, and the laws that hold for every text."""

import math
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.core.sentiment import VERSION, classify, label, post_type
from devsignal_cli.core.sentiment.phrases import PhraseTable, read_lines
from devsignal_cli.core.sentiment.scorer import lexicon
from devsignal_cli.core.sentiment.text import read

PIECES = st.sampled_from(
    [
        "the",
        "a",
        "build",
        "deploy",
        "vercel",
        "love",
        "great",
        "good",
        "awful",
        "broken",
        "crash",
        "bug",
        "slow",
        "not",
        "never",
        "n't",
        "don't",
        "without",
        "very",
        "so",
        "slightly",
        "but",
        "however",
        "kill",
        "process",
        "no",
        "issues",
        "GREAT",
        "AWFUL",
        "sooooo",
        "goood",
        ":)",
        ":(",
        "😍",
        "😡",
        "!",
        "?",
        "!!!",
        ".",
        ",",
        "#BreakingChange",
        "#fail",
        "@acme",
        "`not good`",
        "https://a.b/?q=1",
        "&amp;",
        "&lt;3",
        "drop-in",
        "LGTM",
        "segfault",
        "“quoted”",
        "isn’t",
        "docs are great",
        "kill the process",
        '"',
        "```",
    ]
)
SENTENCES = st.lists(PIECES, max_size=30).map(" ".join)
ANY_TEXT = st.text(st.characters(), max_size=80) | SENTENCES


def terms(text: str) -> list[str]:
    return [item.term for item in classify(text).evidence]


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
        "Shipped 🚀🔥",
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
        "it doesn't work on Windows",
        "this keeps crashing",
        "Three hours wasted 😡",
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
        "thanks in advance",
        "it would be nice to have dark mode",
    ],
)
def test_words_of_the_trade_are_neutral(text: str) -> None:
    assert label(text) == "neutral"


@pytest.mark.parametrize("text", ["debug", "breakfast", "badge", "classic", "goodput", "loved_ones", "hateful_eight()"])
def test_only_whole_words_count(text: str) -> None:
    assert terms(text) == []


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "素晴らしいツール!", "Это ужасно, всё сломано", "これは great です、とても好きです 😍"]
)
def test_nothing_to_read_is_neutral_with_score_zero(text: str) -> None:
    verdict = classify(text)
    assert (verdict.sentiment, verdict.score, verdict.evidence) == ("neutral", 0.0, ())


def test_a_latin_text_with_accents_and_a_foreign_word_is_still_read() -> None:
    assert label("Dévs say привет: this is awesome") == "positive"


@pytest.mark.parametrize(
    "text", ["not good", "not a good idea", "isn't great", "isn’t great", "never been happy", "hardly useful"]
)
def test_a_negated_praise_is_not_positive(text: str) -> None:
    assert label(text) != "positive"


@pytest.mark.parametrize(
    "word", ["excellent", "fantastic", "terrible", "awful", "love", "horrible", "perfect", "useless"]
)
@pytest.mark.parametrize("negator", ["not", "never", "hardly", "isn't", "without"])
def test_a_negation_turns_the_sign_of_a_strong_word(negator: str, word: str) -> None:
    plain, turned = classify(word), classify(f"{negator} {word}")
    assert plain.score * turned.score < 0
    assert [item.negated for item in turned.evidence] == [True]


def test_a_negation_does_not_reach_across_punctuation() -> None:
    assert label("No, awesome!") == "positive"
    assert label("not awesome") != "positive"


def test_a_negation_reaches_three_tokens_and_no_further() -> None:
    assert classify("not one two awesome").evidence[0].negated
    assert not classify("not one two three awesome").evidence[0].negated


@pytest.mark.parametrize(
    "text", ["no issues", "not bad at all", "works without any problems", "can't recommend enough", "never fails"]
)
def test_idioms_with_a_negation_are_praise(text: str) -> None:
    assert label(text) == "positive"


def test_a_face_is_never_negated() -> None:
    assert label("It won't happen again :)") == "positive"


def test_boosters_strengthen_and_dampeners_weaken() -> None:
    assert classify("slightly broken").score > classify("broken").score > classify("very broken").score


def test_a_booster_does_not_reach_across_punctuation() -> None:
    assert classify("really. broken").score == classify("indeed. broken").score


@pytest.mark.parametrize(
    ("loud", "plain"), [("great!!!", "great"), ("this is GREAT", "this is great"), ("sooooo nice", "nice")]
)
def test_marks_capitals_and_stretched_boosters_strengthen(loud: str, plain: str) -> None:
    assert classify(loud).score > classify(plain).score


def test_more_than_three_exclamation_marks_add_nothing() -> None:
    assert classify("great!!!!!!!!!").score == classify("great!!!").score


@pytest.mark.parametrize("text", ["gooood", "goood", "awesooome", "looove"])
def test_a_stretched_word_counts_as_the_word_it_stands_for(text: str) -> None:
    assert label(text) == "positive"


def test_a_stretched_word_that_is_unknown_means_nothing() -> None:
    assert terms("zzzzqqqq") == []


def test_what_follows_a_but_weighs_more() -> None:
    assert label("great idea but the release is broken") == "negative"
    assert label("the release is broken but I love it") == "positive"


@pytest.mark.parametrize(
    ("text", "sentiment"),
    [
        ("😍", "positive"),
        ("👍🏽", "positive"),
        ("❤️", "positive"),
        (":)", "positive"),
        ("nice try :(", "neutral"),
        ("😡", "negative"),
        (":-(", "negative"),
        ("<3", "positive"),
    ],
)
def test_faces_count(text: str, sentiment: str) -> None:
    assert label(text) == sentiment


def test_a_row_of_the_same_emoji_is_one_feeling() -> None:
    assert classify("😍😍😍😍") == classify("😍")


@pytest.mark.parametrize(
    ("escaped", "plain"), [("&lt;3", "<3"), ("love &amp; peace", "love & peace"), ("isn&#39;t great", "isn't great")]
)
def test_html_entities_are_unescaped(escaped: str, plain: str) -> None:
    assert classify(escaped) == classify(plain)


@pytest.mark.parametrize(
    "noise",
    [
        "https://awful.example/terrible?bad=1",
        "www.terrible.org/awful",
        "terrible.io",
        "awful.dev/broken",
        "broken.py",
        "@awful_terrible",
        "awful@terrible.org",
        "`awful terrible`",
        "```\nraise Terrible('awful')\n```",
        "```\nterrible, and the fence stays open",
        '"terrible = awful();"',
        "\n> terrible, awful\n",
    ],
)
def test_links_handles_names_and_code_say_nothing(noise: str) -> None:
    assert terms(f"see {noise}") == []
    assert label(f"I love this {noise}") == "positive"


@pytest.mark.parametrize(
    ("hashtag", "term"),
    [
        ("#BreakingChange", "breaking change"),
        ("#breakingchange", "breaking change"),
        ("#JustWorks", "just works"),
        ("#justworks", "just works"),
        ("#FAIL", "fail"),
    ],
)
def test_hashtags_are_read_as_words(hashtag: str, term: str) -> None:
    assert terms(hashtag) == [term]


@settings(deadline=None)
@given(ANY_TEXT)
def test_the_evidence_adds_up_to_the_score(text: str) -> None:
    verdict = classify(text)
    assert math.fsum(item.weight for item in verdict.evidence) == pytest.approx(verdict.score, abs=1e-9)
    assert -1 <= verdict.score <= 1
    assert all(item.weight for item in verdict.evidence)


@settings(max_examples=2000, deadline=None)
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=200))
def test_no_text_raises(text: str) -> None:
    assert label(text) in {"positive", "negative", "neutral"}
    assert post_type(text) in {"question", "complaint", "praise", "mention"}


@pytest.mark.parametrize(
    "text",
    [
        "\ud800 great \udfff",
        "\x00",
        "&#" + "9" * 5000 + ";",
        "&#xd800;",
        "&#0;",
        "İ",
        "#_",
        "@",
        '"',
        "```",
        "&notanentity;",
    ],
)
def test_a_hostile_text_does_not_raise(text: str) -> None:
    assert label(text) in {"positive", "neutral"}
    assert label(f"great {text}") == "positive"


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
def test_label_and_post_type_agree_with_classify(text: str) -> None:
    verdict = classify(text)
    assert (label(text), post_type(text)) == (verdict.sentiment, verdict.type)


@pytest.mark.parametrize(
    "piece", ["not good ", "a.", "a-", "`", '"{', "\n> ", "😍a", "#aB", "x@", "kill the ", ":(", "&#1", "a=", "sooo "]
)
def test_a_hundred_kilobytes_give_tokens_in_proportion(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert len(read(text).words) <= len(text)
    assert label(text) in {"positive", "negative", "neutral"}


class CountedValues(dict[str, int]):
    """The phrases of a table, counting how often one is asked for."""

    asked = 0

    def __contains__(self, phrase: object) -> bool:
        self.asked += 1
        return super().__contains__(phrase)


def test_ten_times_the_words_cost_the_phrase_search_ten_times_the_looks() -> None:
    table = PhraseTable([("not a git repository", 0), ("not even", 1), ("not", 2), ("so much", 3)])
    words = ["not", "a", "git", "not", "a", "git", "repository", "not", "even", "so", "so", "much"]
    asked = []
    for repeats in (50, 500):
        table._values = counted = CountedValues(table._values)
        assert len(list(table.matches(words * repeats))) == 4 * repeats
        asked.append(counted.asked)
    assert asked[1] == 10 * asked[0]


def test_the_lexicon_names_no_phrase_twice() -> None:
    spellings = [read(line.phrase).words for line in read_lines("lexicon.txt")]
    assert len(spellings) == len(set(spellings))


def test_each_line_of_the_lexicon_is_a_phrase_and_a_value_in_range() -> None:
    for line in read_lines("lexicon.txt"):
        assert read(line.phrase).words, line
        assert line.value in {"not", "but"} or line.value.startswith("x") or -3 <= float(line.value) <= 3, line


def test_the_lexicon_is_found_as_it_is_written() -> None:
    for line in read_lines("lexicon.txt"):
        matches = list(lexicon().matches(read(line.phrase).words))
        assert [match.value.spelling for match in matches] == [line.phrase], line


def test_the_longest_phrase_wins() -> None:
    table = PhraseTable([("bug", 1), ("bug fix", 2), ("bug fix release notes", 3)])
    assert [match.value for match in table.matches(read("bug fix release bug").words)] == [2, 1]


def test_an_opening_without_its_phrase_is_no_match() -> None:
    assert list(PhraseTable([("kill the process", 0)]).matches(read("kill the lights").words)) == []


def test_a_short_phrase_is_not_joined_into_another_word() -> None:
    assert list(PhraseTable([("so on", 1)]).matches(("soon",))) == []


def test_the_word_lists_are_shipped_in_the_package() -> None:
    folder = files("devsignal_cli.core.sentiment")
    assert all(folder.joinpath(name).is_file() for name in ("lexicon.txt", "cues.txt"))


def test_the_version_names_the_rules() -> None:
    assert VERSION == "lexicon-1"
