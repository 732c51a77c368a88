"""Adds up the opinion words of a text to a score, a sentiment and the evidence for both. Post types live elsewhere."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Literal, NamedTuple

from devsignal_cli.core.sentiment.phrases import Line, Match, PhraseTable, has_break, read_lines
from devsignal_cli.core.sentiment.text import Reading

Sentiment = Literal["positive", "negative", "neutral"]

_POSITIVE_FROM = 0.33
_NEGATIVE_TO = -0.2
_SOFTNESS = 9.0  # a sum of 3, one strong word, scores 0.71
_NEGATION_TOKENS = 3
_BOOST_TOKENS = 2
_NEGATED_PRAISE = -0.75
_NEGATED_BLAME = -0.4  # "not bad" praises less than "not good" blames
_SHOUTED = 1.2
_MARK_STEP = 0.1
_MARKS_COUNTED = 3
_BEFORE_BUT = 0.5
_AFTER_BUT = 1.25
_SHORTEST_SHOUT = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """A term of the lexicon found in the text, with its share of the score; `negated` says that a "not" turned it."""

    term: str
    weight: float
    negated: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentiment of a text, its score from -1 to 1, and the evidence whose weights add up to the score."""

    sentiment: Sentiment
    score: float
    evidence: tuple[Evidence, ...]


class Role(Enum):
    """What a term of the lexicon does."""

    OPINION = auto()
    BOOSTER = auto()
    NEGATOR = auto()
    CONTRAST = auto()


@dataclass(frozen=True, slots=True)
class Term:
    """A line of the lexicon: an opinion's weight, or a booster's factor."""

    spelling: str
    role: Role
    value: float


NEUTRAL = Verdict("neutral", 0.0, ())
_NOWHERE = Match(-100, -100, Term("", Role.CONTRAST, 0.0))


def judge(reading: Reading, words: PhraseTable[Term]) -> Verdict:
    """The verdict on a text; one in a foreign script is neutral.

    An opinion is turned by a negation up to three tokens before it, strengthened or weakened by a booster up to two
    before it (neither reaches across punctuation), strengthened by capitals and exclamation marks, and counts less
    before a "but" than after it.
    """
    if reading.is_foreign:
        return NEUTRAL
    hits, turn = _hits(reading, words)
    if not hits:
        return NEUTRAL
    strengths = _strengths(reading, hits, turn)
    total = math.fsum(strengths)
    scale = 1 / math.sqrt(total * total + _SOFTNESS)
    evidence = tuple(
        Evidence(hit.term, strength * scale, hit.negated) for hit, strength in zip(hits, strengths, strict=True)
    )
    score = max(-1.0, min(1.0, math.fsum(item.weight for item in evidence)))
    return Verdict(_sentiment(score), score, evidence)


@cache
def lexicon() -> PhraseTable[Term]:
    """The shipped words, read once."""
    return lexicon_with(())


def lexicon_with(own: Sequence[tuple[str, float]]) -> PhraseTable[Term]:
    """The shipped words and an organization's own, which win."""
    shipped = [(line.phrase, _term(line)) for line in read_lines("lexicon.txt")]
    return PhraseTable([*shipped, *((phrase, Term(phrase, Role.OPINION, weight)) for phrase, weight in own)])


def _term(line: Line) -> Term:
    if line.value == "not":
        return Term(line.phrase, Role.NEGATOR, 0.0)
    if line.value == "but":
        return Term(line.phrase, Role.CONTRAST, 0.0)
    if line.value.startswith("x"):
        return Term(line.phrase, Role.BOOSTER, float(line.value[1:]))
    return Term(line.phrase, Role.OPINION, float(line.value))


class _Hit(NamedTuple):
    term: str
    strength: float
    negated: bool


def _hits(reading: Reading, words: PhraseTable[Term]) -> tuple[list[_Hit], int]:
    """The opinions in order, and how many of them stand before the last "but"."""
    hits: list[_Hit] = []
    turn = 0
    negator = booster = previous = _NOWHERE
    for match in words.matches(reading.words):
        match match.value.role:
            case Role.NEGATOR:
                negator = match
            case Role.BOOSTER:
                booster = match
            case Role.CONTRAST:
                turn = len(hits)
            case Role.OPINION:
                if match.value.value and not _repeats(match, previous):
                    hits.append(_hit(match, negator, booster, reading))
        previous = match
    return hits, turn


def _repeats(match: Match[Term], previous: Match[Term]) -> bool:
    """Whether the same term stands right before: a row of hearts is one feeling."""
    return match.start == previous.end and match.value is previous.value


def _hit(match: Match[Term], negator: Match[Term], booster: Match[Term], reading: Reading) -> _Hit:
    strength = match.value.value
    if _governs(booster, match, reading, _BOOST_TOKENS):
        strength *= booster.value.value
    if _is_shouted(match, reading):
        strength *= _SHOUTED
    negated = match.value.spelling[0].isalpha() and _governs(negator, match, reading, _NEGATION_TOKENS)  # no "not :)"
    if negated:
        strength *= _NEGATED_PRAISE if strength > 0 else _NEGATED_BLAME
    return _Hit(match.value.spelling, strength, negated)


def _governs(modifier: Match[Term], match: Match[Term], reading: Reading, reach: int) -> bool:
    """Whether a modifier stands at most `reach` tokens before an opinion, with no punctuation between."""
    near = 0 < match.start - modifier.end + 1 <= reach
    return near and not has_break(reading.words, modifier.end, match.start)


def _is_shouted(match: Match[Term], reading: Reading) -> bool:
    first = reading.spelled[match.start]
    return len(first) >= _SHORTEST_SHOUT and first.isupper()


def _strengths(reading: Reading, hits: list[_Hit], turn: int) -> list[float]:
    """What each opinion adds, after exclamation marks and the last "but" have had their say."""
    marks = min("".join(reading.words).count("!"), _MARKS_COUNTED)
    emphasis = 1 + _MARK_STEP * marks
    if not turn:
        return [hit.strength * emphasis for hit in hits]
    head = [hit.strength * emphasis * _BEFORE_BUT for hit in hits[:turn]]
    return head + [hit.strength * emphasis * _AFTER_BUT for hit in hits[turn:]]


def _sentiment(score: float) -> Sentiment:
    if score >= _POSITIVE_FROM:
        return "positive"
    return "negative" if score <= _NEGATIVE_TO else "neutral"
