"""What a post feels and what it is for: the public face of the sentiment rules.

Pure and on the standard library alone. Reading a text lives in `text`, its terms in `terms`, the words in `lexicon` and
`lexicon.txt`, adding up in `scorer`, choosing a post type in `post_types` and `cues.txt`, telling what cannot be judged
in `languages`. Nothing here knows posts, stores or commands.
"""

from dataclasses import dataclass
from functools import cache, cached_property

from devsignal_cli.core.sentiment.languages import Flag, unreadable
from devsignal_cli.core.sentiment.lexicon import Lexicon, shipped_lexicon, with_own
from devsignal_cli.core.sentiment.post_types import PostType, type_of
from devsignal_cli.core.sentiment.scorer import NEUTRAL, Evidence, Sentiment, judge, sentiment_of

VERSION = "lexicon-2"
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
    "words_of",
]


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
        self._own = own

    @cached_property
    def _lexicon(self) -> Lexicon:
        """Read with the first text, as many a run finds nothing new."""
        return with_own(shipped_lexicon(), self._own.weights, self._own.keywords)

    def label(self, text: str) -> Sentiment:
        """The sentiment of a text; neutral where nothing is felt or nothing can be read."""
        words = self._lexicon.read(text)
        return "neutral" if unreadable(text, words) else sentiment_of(words, self._lexicon)

    def post_type(self, text: str) -> PostType:
        """The post type of a text, by the order of rules that `post_types.type_of` states."""
        words = self._lexicon.read(text)
        return type_of(words, "neutral" if unreadable(text, words) else sentiment_of(words, self._lexicon))

    def classify(self, text: str) -> Classification:
        """Sentiment, score, post type and the terms that led there."""
        words = self._lexicon.read(text)
        flag = unreadable(text, words)
        verdict = NEUTRAL if flag else judge(words, self._lexicon)
        kind = type_of(words, verdict.sentiment)
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


def words_of(text: str) -> list[str]:
    """The words that the rules read in a text, as they compare them."""
    return shipped_lexicon().reader.words(text)
