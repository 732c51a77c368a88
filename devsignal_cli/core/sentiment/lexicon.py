"""The shipped words and what they weigh, read from `lexicon.txt`, and an organization's own beside them.

A weight is a complex number: its real part is polarity (good above 0, bad below), its imaginary part objectivity (how
much it speaks for "nothing is felt"). Both are whole hundredths, so that sums are exact in any order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from devsignal_cli.core.sentiment.phrases import Pair, PhraseTable
from devsignal_cli.core.sentiment.terms import JOINT, NEGATED, NEGATORS, Term, joined, marked
from devsignal_cli.core.sentiment.text import Reader

BASE = "(base)"
"""The line of the lexicon that says how objective a text without any known term is."""

OWN, OWN_FACE = "own:", "*own:"
"""What stands before an organization's own term; alone it is a keyword's, which weighs nothing."""
TURNED = -0.5
""""not great" is half as bad as "great" is good, where nothing more is known."""
_OWN_POLARITY = 110  # hundredths for each unit of weight: one unit tips a text in which nothing else is felt
_OWN_OBJECTIVITY = -30


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Weights by term, the phrases that count as one word, and the reader that knows the words."""

    weights: Mapping[Term, complex]
    words: frozenset[str]
    pairs: frozenset[Pair]
    phrases: PhraseTable[str]
    reader: Reader
    base: complex
    own: PhraseTable[str] | None = None

    def read(self, text: str) -> list[str]:
        """The words of a text; an organization's own words and its keywords are one word each, before all else."""
        words = self.reader.words(text)
        return words if self.own is None else joined(words, self.own)

    def known(self, words: Sequence[str]) -> tuple[frozenset[str], frozenset[Pair]]:
        """The different terms of a text that the lexicon has: words, and neighbours."""
        pairs = self.pairs.intersection(zip(words, words[1:]))  # noqa: B905, RUF007 - a fifth quicker than either way
        if self.phrases.occurs_in(words, pairs):
            words = joined(words, self.phrases)
            pairs = self.pairs.intersection(pairwise(words))
        if not NEGATORS.isdisjoint(words):
            words = marked(words)
        return self.words.intersection(words), pairs


@cache
def shipped_lexicon() -> Lexicon:
    """The shipped words, read once."""
    return lexicon_of(Path(__file__).with_name("lexicon.txt").read_text(encoding="utf-8"))


def lexicon_of(text: str) -> Lexicon:
    """The words of a lexicon's text: term, tab, polarity, tab, objectivity; "# " opens a comment.

    In a term, a blank parts neighbours, `~` joins a phrase that counts as one word, `not:` marks a negated word.
    """
    weights: dict[Term, complex] = {}
    for line in text.split("\n"):
        if line and not line.startswith("# "):
            spelling, polarity, objectivity = line.split("\t")
            first, blank, second = spelling.partition(" ")
            weights[(first, second) if blank else spelling] = complex(int(polarity), int(objectivity))
    base = weights.pop(BASE, 0j)
    _turn_round(weights, base, weights)
    words = [term for term in weights if isinstance(term, str)]
    phrases = [(word.split(JOINT), word) for word in words if JOINT in word]
    known = frozenset(word for word in words if word.isalpha())
    return _lexicon(weights, PhraseTable(phrases), Reader(known), base)


def with_own(lexicon: Lexicon, weights: Iterable[tuple[str, float]], keywords: Iterable[str]) -> Lexicon:
    """A lexicon with an organization's own words, which win, and with its keywords, which count as nothing."""
    read = lexicon.reader.words
    own: list[tuple[Sequence[str], str]] = [(read(keyword), OWN) for keyword in keywords]
    more: dict[Term, complex] = {}
    for typed, weight in weights:
        spelled = read(typed)
        term = (OWN if "".join(spelled)[:1].isalpha() else OWN_FACE) + JOINT.join(spelled)  # no emoji is turned round
        own.append((spelled, term))
        more[term] = complex(round(weight * _OWN_POLARITY), round(abs(weight) * _OWN_OBJECTIVITY))
    own = [one for one in own if one[0]]
    if not own:
        return lexicon
    _turn_round(more, lexicon.base, lexicon.weights)
    words = lexicon.words.union(term for term, weight in more.items() if weight and isinstance(term, str))
    return replace(lexicon, weights={**lexicon.weights, **more}, words=words, own=PhraseTable(own))


def _lexicon(weights: Mapping[Term, complex], phrases: PhraseTable[str], reader: Reader, base: complex) -> Lexicon:
    weighing: dict[Term, complex] = {term: weight for term, weight in weights.items() if weight}
    words = frozenset(term for term in weighing if isinstance(term, str))
    pairs = frozenset(term for term in weighing if not isinstance(term, str)) | phrases.signs
    return Lexicon({**dict.fromkeys(phrases.signs, 0j), **weighing}, words, pairs, phrases, reader, base)


def _turn_round(weights: dict[Term, complex], base: complex, negators: Mapping[Term, complex]) -> None:
    """Add what each word weighs behind a negation, where the lexicon does not say.

    A word that decides alone has at least the weight that outweighs any negator's own, so that none keeps its sign.
    """
    own = [negators.get(negator, 0j).real for negator in NEGATORS]
    for word, weight in list(weights.items()):
        if isinstance(word, str) and weight.real and word[0].isalpha() and not word.startswith(NEGATED):
            polarity = weight.real * TURNED
            if abs(weight.real) >= weight.imag + base.imag:
                polarity = min(polarity, -max(own)) if weight.real > 0 else max(polarity, -min(own))
            weights.setdefault(NEGATED + word, complex(round(polarity), round(weight.imag / 2)))
