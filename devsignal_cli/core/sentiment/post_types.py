"""What a post is for: a question, a complaint, praise or a mention. Feeling is judged in `scorer`, before this."""

from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from devsignal_cli.core.sentiment.lexicon import shipped_lexicon
from devsignal_cli.core.sentiment.phrases import PhraseTable
from devsignal_cli.core.sentiment.scorer import Sentiment
from devsignal_cli.core.sentiment.text import QUESTIONS, STARTLED

PostType = Literal["question", "complaint", "praise", "mention"]

_ENDING_WORDS, _LATE_WORDS = 4, 20
_ASKING = frozenset(
    "is are was were did do does can could would will have has what who where when how which any".split()
)
_EXASPERATED = frozenset({"again", "still", "always", "constantly", "never", "keep", "keeps", "every", "so", "even"})


def type_of(words: Sequence[str], sentiment: Sentiment) -> PostType:
    """The post type of a text by its words; the first rule that holds decides.

    1. complaint: a strong complaint cue ("keeps crashing", "fix your", an angry "why … again"), or any complaint cue
       where nothing good is felt, unless the text asks for help in so many words ("how do I", "anyone know");
    2. question: a question cue, or a question mark outside links, code and quotes at most four words from the end; one
       further in, twenty at most, asks only where nothing is felt (else it is rhetoric: "Is there anything it can't do?
       I love it!") and nothing is passed on ("RT");
    3. complaint: a complaint cue or negative sentiment;
    4. praise: positive sentiment or a praise cue;
    5. mention: everything else.
    """
    cues = _cues_in(words)
    asks_for_help = "question" in cues
    if not asks_for_help and _complains(words, cues, sentiment):
        return "complaint"
    if asks_for_help or _has_question_mark(words, _ENDING_WORDS):
        return "question"
    if sentiment == "neutral" and words[:1] != ["rt"] and _has_question_mark(words, _LATE_WORDS):
        return "question"
    if "complaint" in cues or sentiment == "negative":
        return "complaint"
    return "praise" if sentiment == "positive" or "praise" in cues else "mention"


def _complains(words: Sequence[str], cues: Collection[str], sentiment: Sentiment) -> bool:
    """Whether a text complains even if it has a question mark."""
    if "strong" in cues or ("complaint" in cues and sentiment != "positive"):
        return True
    return sentiment == "negative" and _is_exasperated(words)


def _cues_in(words: Sequence[str]) -> set[str]:
    table = _cues()
    is_there = table.occurs_in(words, table.signs.intersection(pairwise(words)))
    return {match.value for match in table.matches(words)} if is_there else set()


@cache
def _cues() -> PhraseTable[str]:
    read = shipped_lexicon().reader.words
    text = Path(__file__).with_name("cues.txt").read_text(encoding="utf-8")
    rows = [row.split("\t") for row in text.split("\n") if row and not row.startswith("# ")]
    return PhraseTable((read(row[0]), row[1]) for row in rows)


def _is_exasperated(words: Sequence[str]) -> bool:
    """Whether a negative text asks only to vent: "why" with an "again" or "still", or "?!" after no plain question."""
    if "why" in words and not _EXASPERATED.isdisjoint(words):
        return True
    return STARTLED in words and words[0] not in _ASKING


def _has_question_mark(words: Sequence[str], last: int) -> bool:
    """Whether a question mark is among the last words; one that a quote ends asks for somebody else."""
    tail = words[-last:]
    if QUESTIONS.isdisjoint(tail):
        return False
    return any(word in QUESTIONS and behind != '"' for word, behind in pairwise((*tail, "")))
