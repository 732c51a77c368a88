"""What a post feels and what it is for: the public face of the sentiment rules.

Pure and on the standard library alone. The words live in `lexicon.txt` and `cues.txt`, read on first use; reading a
text lives in `text`, finding phrases in `phrases`, adding up in `scorer`, choosing a post type in `post_types`.
Nothing here knows posts, stores or commands.
"""

from dataclasses import dataclass

from devsignal_cli.core.sentiment.post_types import PostType, type_of
from devsignal_cli.core.sentiment.scorer import Evidence, Sentiment, Verdict, judge
from devsignal_cli.core.sentiment.text import Reading, read

VERSION = "lexicon-1"
"""Which rules and words labelled a signal; changes whenever a label could."""

__all__ = ["VERSION", "Classification", "Evidence", "PostType", "Sentiment", "classify", "label", "post_type"]


@dataclass(frozen=True, slots=True)
class Classification:
    """Everything the rules say about one text; the weights in `evidence` add up to `score` (-1 to 1)."""

    sentiment: Sentiment
    score: float
    type: PostType
    evidence: tuple[Evidence, ...]


def label(text: str) -> Sentiment:
    """The sentiment of a text; neutral where nothing is felt or nothing can be read. Never raises; linear time."""
    return judge(read(text)).sentiment


def post_type(text: str) -> PostType:
    """The post type of a text, by the order of rules that `post_types.type_of` states. Never raises; linear time."""
    return _type(*_weigh(text))


def classify(text: str) -> Classification:
    """Sentiment, score, post type and the terms that led there. Never raises; linear time."""
    reading, verdict = _weigh(text)
    return Classification(verdict.sentiment, verdict.score, _type(reading, verdict), verdict.evidence)


def _weigh(text: str) -> tuple[Reading, Verdict]:
    reading = read(text)
    return reading, judge(reading)


def _type(reading: Reading, verdict: Verdict) -> PostType:
    return type_of(reading, verdict.sentiment)
