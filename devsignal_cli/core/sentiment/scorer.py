"""Adds up the terms of a text to a score, a sentiment and the evidence for both. Post types live elsewhere."""

import math
from dataclasses import dataclass
from typing import Literal

from devsignal_cli.core.sentiment.lexicon import OWN, OWN_FACE, Lexicon
from devsignal_cli.core.sentiment.terms import JOINT, NEGATED, Term

Sentiment = Literal["positive", "negative", "neutral"]

_UNIT = 100.0  # weights are hundredths


@dataclass(frozen=True, slots=True)
class Evidence:
    """A term of the text that the lexicon knows, and its share of the score; `negated` says that a "not" turned it.

    `objectivity` is how much it speaks for neutral (below 0: against it), in the lexicon's units, and no share of the
    score.
    """

    term: str
    weight: float
    negated: bool
    objectivity: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentiment of a text, its score from -1 to 1, and the evidence whose weights add up to the score."""

    sentiment: Sentiment
    score: float
    evidence: tuple[Evidence, ...]


NEUTRAL = Verdict("neutral", 0.0, ())


def sentiment_of(words: list[str], lexicon: Lexicon) -> Sentiment:
    """The sentiment alone; quicker than `judge`, and the same."""
    singles, pairs = lexicon.known(words)
    weight = lexicon.weights.__getitem__
    return _sentiment(sum(map(weight, pairs), sum(map(weight, singles), lexicon.base)))


def judge(words: list[str], lexicon: Lexicon) -> Verdict:
    """The verdict on the words of a text: each different term adds its polarity and its objectivity once.

    The text is positive or negative if its polarity outweighs its objectivity, else neutral. The score is the
    difference between the probabilities of positive and negative, by the logistic model that made the weights.
    """
    known = ((term, lexicon.weights[term]) for terms in lexicon.known(words) for term in terms)
    found = sorted(((term, weight) for term, weight in known if weight), key=_rank)
    total = sum((weight for _, weight in found), lexicon.base)
    share = _share(total.real / _UNIT, total.imag / _UNIT) / _UNIT
    evidence = tuple(_evidence(term, weight, share) for term, weight in found)
    return Verdict(_sentiment(total), total.real * share, evidence)


def _sentiment(total: complex) -> Sentiment:
    polarity = total.real
    if not polarity or abs(polarity) < total.imag:
        return "neutral"
    return "positive" if polarity > 0 else "negative"


def _share(polarity: float, objectivity: float) -> float:
    """What each unit of polarity adds to the score: P(positive) - P(negative), over the polarity."""
    top = max(abs(polarity), objectivity)
    good, bad, none = math.exp(polarity - top), math.exp(-polarity - top), math.exp(objectivity - top)
    if abs(polarity) < 1e-9:  # noqa: PLR2004 - the limit, where the quotient is 0 / 0
        return 2 * math.exp(-top) / (good + bad + none)
    return (good - bad) / (good + bad + none) / polarity


def _rank(found: tuple[Term, complex]) -> tuple[float, str]:
    """The weightiest terms first."""
    term, weight = found
    return -abs(weight.real), " ".join((term,) if isinstance(term, str) else term)


def _evidence(term: Term, weight: complex, share: float) -> Evidence:
    spelled = term if isinstance(term, str) else " ".join(term)
    negated = spelled.startswith(NEGATED)
    shown = spelled.removeprefix(NEGATED).removeprefix(OWN).removeprefix(OWN_FACE)
    joint = " " if shown[:1].isalnum() else ""  # a face is its marks
    return Evidence(shown.replace(JOINT, joint), weight.real * share, negated, weight.imag / _UNIT)
