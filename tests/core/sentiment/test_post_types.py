"""The post type of a text: question, complaint, praise or mention, and which wins where two would do."""

from collections import Counter
from importlib.resources import files

import pytest

from devsignal_cli.core.sentiment import Classifier, OwnWords, post_type, words_of


@pytest.mark.parametrize(
    "text",
    [
        "How do I fix the broken build?",
        "how do I fix the broken build",
        "Does anyone know a good alternative to Jenkins",
        "Has anyone tried Bun in production? We are about to",
        "Anyone else use vercel with a monorepo",
        "Is it free?",
        "Why is it called a monad?",
        "anyone know why it keeps crashing?",
        "これは無料ですか？",
        "Which one do you use? https://a.b/c #devops",
    ],
)
def test_a_text_that_asks_is_a_question(text: str) -> None:
    assert post_type(text) == "question"


@pytest.mark.parametrize(
    "text",
    [
        "why is it broken again?!",
        "Why is the API down again?",
        "why does it still crash",
        "@acme fix your build servers",
        "Are you kidding me? The API changed again",
        "the build keeps crashing, what is going on?",
        "can't log in since the update",
        "the new release is terrible",
        "The upgrade broke everything?!",
    ],
)
def test_a_text_that_vents_is_a_complaint(text: str) -> None:
    assert post_type(text) == "complaint"


@pytest.mark.parametrize(
    "text",
    [
        "I love the new release",
        "Kudos to the team at @acme",
        "it just works 🎉",
        "Is there anything uv can't do? I love it so much, what a tool",
    ],
)
def test_a_text_that_likes_is_praise(text: str) -> None:
    assert post_type(text) == "praise"


@pytest.mark.parametrize(
    "text",
    [
        "see https://a.b/?q=1",
        "see a.b/?q=1",
        "`SELECT ?` binds a value",
        "The site is hosted on Vercel",
        "",
        "fatal: not a git repository",
    ],
)
def test_any_other_text_is_a_mention(text: str) -> None:
    assert post_type(text) == "mention"


def test_a_praise_cue_makes_praise_of_a_neutral_text() -> None:
    assert post_type("shoutout to the maintainers") == "praise"
    assert post_type("thanks for the old issue") == "praise"


def test_a_question_mark_far_from_the_end_asks_only_where_nothing_is_felt() -> None:
    assert post_type("Which runner? We host our own machines in two regions") == "question"
    assert post_type("Which runner? We love the one that we host, it is great") == "praise"


def test_a_why_without_exasperation_stays_a_question() -> None:
    assert post_type("why is this slow?") == "question"


def test_an_again_without_anger_stays_a_question() -> None:
    assert post_type("why did you name it Acme again?") == "question"


@pytest.mark.parametrize("text", ["Crash v2 is out", "we run Crash", "#crash"])
def test_a_keyword_or_silent_word_is_no_cue(text: str) -> None:
    for own in (OwnWords(keywords=("crash",)), OwnWords(weights=(("crash", 0.0),))):
        assert Classifier(own).post_type(text) == "mention"


def test_a_mark_in_a_quote_asks_for_somebody_else() -> None:
    assert post_type('Title of my talk: "Is it time to move?" in Go') == "mention"


def test_a_complaint_cue_beats_a_question_mark_where_nothing_good_is_felt() -> None:
    assert post_type("the export is not working, what now?") == "complaint"
    assert post_type("how do I export when it is not working?") == "question"


def test_each_cue_is_named_once_and_has_a_known_kind() -> None:
    text = files("devsignal_cli.core.sentiment").joinpath("cues.txt").read_text(encoding="utf-8")
    rows = [row.split("\t") for row in text.split("\n") if row and not row.startswith("# ")]
    assert {row[1] for row in rows} == {"question", "strong", "complaint", "praise"}
    spellings = [tuple(words_of(row[0])) for row in rows]
    assert all(spellings)
    assert [cue for cue, count in Counter(spellings).items() if count > 1] == []
