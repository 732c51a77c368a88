"""What a post is for: a question, a complaint, praise or a mention. Feeling is judged in `scorer`, before this."""

from functools import cache
from typing import Literal

from devsignal_cli.core.sentiment.phrases import PhraseTable, read_lines
from devsignal_cli.core.sentiment.scorer import Sentiment
from devsignal_cli.core.sentiment.text import Reading, is_break

PostType = Literal["question", "complaint", "praise", "mention"]

_ENDING_TOKENS = 4
_EXASPERATED = frozenset({"again", "still", "always", "constantly", "never", "keep", "keeps", "every", "so", "even"})


def type_of(reading: Reading, sentiment: Sentiment) -> PostType:
    """The post type of a text; the first rule that holds decides.

    1. complaint: a strong complaint cue ("keeps crashing", "fix your", an angry "why … again"), unless the text asks
       for help in so many words ("how do I", "anyone know");
    2. question: a question cue, or a question mark outside links and code at most four tokens from the end; one
       further in asks only where nothing is felt (else it is rhetoric: "Is there anything it can't do? I love it!");
    3. complaint: a complaint cue or negative sentiment;
    4. praise: positive sentiment or a praise cue;
    5. mention: everything else.
    """
    cues = {match.value for match in _cues().matches(reading.words)}
    asks_for_help = "question" in cues
    if not asks_for_help and ("strong" in cues or _is_exasperated(reading, sentiment)):
        return "complaint"
    if asks_for_help or _ends_in_question(reading) or (sentiment == "neutral" and _has_question_mark(reading)):
        return "question"
    if "complaint" in cues or sentiment == "negative":
        return "complaint"
    return "praise" if sentiment == "positive" or "praise" in cues else "mention"


@cache
def _cues() -> PhraseTable[str]:
    return PhraseTable([(line.phrase, line.value) for line in read_lines("cues.txt")])


def _is_exasperated(reading: Reading, sentiment: Sentiment) -> bool:
    """Whether a negative text asks only to vent: "why" with an "again" or "still", or a mark like "?!"."""
    if sentiment != "negative":
        return False
    words = set(reading.words)
    if "why" in words and words & _EXASPERATED:
        return True
    return any(is_break(word) and "?" in word and "!" in word for word in reading.words)


def _ends_in_question(reading: Reading) -> bool:
    return any("?" in word for word in reading.words[-_ENDING_TOKENS:])


def _has_question_mark(reading: Reading) -> bool:
    return any("?" in word for word in reading.words)
