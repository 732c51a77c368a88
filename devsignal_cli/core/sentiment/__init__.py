"""What a post feels and what it is for: the public face of the sentiment rules.

Pure and on the standard library alone. The words live in `lexicon.txt` and `cues.txt`, read on first use; reading a
text lives in `text`, finding phrases in `phrases`, adding up in `scorer`, choosing a post type in `post_types`.
Nothing here knows posts, stores or commands.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from devsignal_cli.core.sentiment.post_types import PostType, type_of
from devsignal_cli.core.sentiment.scorer import Evidence, Sentiment, judge, lexicon_with
from devsignal_cli.core.sentiment.text import read

VERSION = "lexicon-1"
"""Which rules and words labelled a signal; changes whenever a label could."""

__all__ = [
    "VERSION",
    "Classification",
    "Classifier",
    "Evidence",
    "Flag",
    "OwnWords",
    "PostType",
    "Sentiment",
    "classify",
    "label",
    "post_type",
    "shipped",
]


Flag = Literal["other_script", "other_language"]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What an organization adds: terms with a weight (-3 to 3, 0 silences), and its keywords, which never count."""

    weights: tuple[tuple[str, float], ...] = ()
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Classification:
    """Everything the rules say about one text; the weights in `evidence` add up to `score` (-1 to 1).

    `flag` says why a text was not judged at all: then it is neutral with score 0 and no evidence.
    """

    sentiment: Sentiment
    score: float
    type: PostType
    evidence: tuple[Evidence, ...]
    flag: Flag | None = None


class Classifier:
    """The rules with an organization's own words. Make one for a run; each call is pure, linear and never raises."""

    def __init__(self, own: OwnWords = OwnWords()) -> None:
        silent = [(keyword, 0.0) for keyword in own.keywords if read(keyword).words]
        self._words = lexicon_with([*silent, *own.weights])

    def label(self, text: str) -> Sentiment:
        """The sentiment of a text; neutral where nothing is felt or nothing can be read."""
        return judge(read(text), self._words).sentiment

    def post_type(self, text: str) -> PostType:
        """The post type of a text, by the order of rules that `post_types.type_of` states."""
        return self.classify(text).type

    def classify(self, text: str) -> Classification:
        """Sentiment, score, post type and the terms that led there."""
        reading = read(text)
        verdict = judge(reading, self._words)
        flag: Flag | None = "other_script" if reading.is_foreign else None
        kind = type_of(reading, verdict.sentiment)
        return Classification(verdict.sentiment, verdict.score, kind, verdict.evidence, flag)


@cache
def shipped() -> Classifier:
    """The classifier without anybody's own words, made once."""
    return Classifier()


def label(text: str) -> Sentiment:
    """The sentiment of a text, by the shipped words."""
    return shipped().label(text)


def post_type(text: str) -> PostType:
    """The post type of a text, by the shipped words."""
    return shipped().post_type(text)


def classify(text: str) -> Classification:
    """Everything that the shipped words say about a text."""
    return shipped().classify(text)
