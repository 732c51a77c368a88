"""Makes the shipped lexicon anew, and says how good it is.

    python -m benchmarks.accuracy.build DATA [--check]

DATA is the folder that holds `sentiment/dev`. Learns from the five sets whose licences allow it, from posts.tsv, from
curated.txt and from VADER's values; prints the cross-validated and the in-sample figures; writes lexicon.txt. The same
data, library versions and machine give the same file; `--check` compares instead of writing.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

from benchmarks.accuracy import sets
from benchmarks.accuracy.learning import Model, Read, Values, learn, spelled
from benchmarks.accuracy.provenance import CURATED, header
from benchmarks.accuracy.sets import Example
from devsignal_cli.core.sentiment.lexicon import BASE, TURNED, lexicon_of
from devsignal_cli.core.sentiment.phrases import PhraseTable
from devsignal_cli.core.sentiment.scorer import sentiment_of
from devsignal_cli.core.sentiment.terms import JOINT, NEGATED, NEGATORS, Term, joined, marked
from devsignal_cli.core.sentiment.text import Reader

LEXICON = Path("devsignal_cli/core/sentiment/lexicon.txt")
FOLDS = 5
OBJECTIVE, SILENT, MASK = "o", "n", "0"
STRONG = 2.0
LEAST = 6
"""Hundredths below which a term is not worth its line."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--quick", action="store_true", help="one fold only, nothing is written")
    arguments = parser.parse_args()
    workshop = Workshop(arguments.data)
    lexicon = workshop.lexicon()
    if arguments.check:
        sys.exit(0 if LEXICON.read_text(encoding="utf-8") == lexicon else f"{LEXICON} is not what the data give")
    workshop.report(workshop.cross_validated(1 if arguments.quick else FOLDS), lexicon)
    if not arguments.quick:
        LEXICON.write_text(lexicon, encoding="utf-8")
        print(f"{LEXICON}: {len(lexicon.encode()) / 1024:.0f} KiB, {lexicon.count(chr(10))} lines")


class Workshop:
    """The labelled texts, read once, and what is made of them."""

    def __init__(self, data: Path) -> None:
        self.sets = {name: sets.load(name, data) for name in sets.SETS}
        self.posts = sets.load_posts(sets.POSTS)
        self.values = _values()
        told = (*self.values.curated(), *self.values.vader)
        words = {word for word in told if isinstance(word, str) and word.isalpha()}
        self._reader = Reader(words)
        phrases = [word for word in self.values.curated() if isinstance(word, str) and JOINT in word]
        self._phrases = PhraseTable((word.split(JOINT), word) for word in phrases)
        self.read = {example.id: self._read(example) for name in sets.LEARNT for example in self.sets[name]}
        self.read |= {example.id: self._read(example) for example in self.posts}

    def lexicon(self, held_out: frozenset[str] = frozenset()) -> str:
        """The text of the lexicon that is learnt from all but what is held out."""
        learnt = {name: self._kept(self.sets[name], held_out) for name in sets.LEARNT} | {"curated": self._curated()}
        model = learn(learnt, self._kept(self.posts, held_out), self.values)
        return header() + lines_of(model, self.values)

    def cross_validated(self, folds: int) -> dict[str, list[str | None]]:
        """What lexicons say of the texts from which they were not learnt; posts are held out writer by writer."""
        given: dict[str, str] = {}
        for fold in range(folds):
            out = [one for name in sets.LEARNT for one in self.sets[name] if sets.fold_of(one, FOLDS) == fold]
            out += [one for one in self.posts if _writers_fold(one) == fold]
            lexicon = self.lexicon(frozenset(example.id for example in out))
            given |= dict(zip((one.id for one in out), _labels(lexicon, out), strict=True))
        named = {**{name: self.sets[name] for name in sets.LEARNT}, "posts": self.posts}
        return {name: [given.get(example.id) for example in examples] for name, examples in named.items()}

    def report(self, crossed: dict[str, list[str | None]], lexicon: str) -> None:
        """Print both figures of each set."""
        inside = {name: _labels(lexicon, examples) for name, examples in {**self.sets, "posts": self.posts}.items()}
        held = {name: sets.score(*_known(self._gold(name), crossed[name])) for name in crossed}
        own = {name: sets.score(self._gold(name), inside[name]) for name in inside}
        print(f"{'set':22}{'texts':>7}{'held out':>10}{'in sample':>11}")
        for name in (*sets.SETS, "posts"):
            told = (
                f"{held[name].macro_f1:10.3f}{own[name].macro_f1:11.3f}"
                if name in held
                else f"{own[name].macro_f1:10.3f}"
            )
            print(f"{name:22}{own[name].texts:7}{told}")
        both = own | held
        for group, names in {**sets.GROUPS, "all 14": sets.SETS}.items():
            print(f"mean {group:24}{sets.mean(both, names):10.4f}{sets.mean(own, names):11.4f}")
        print(f"{'neutral recall of 6':29}{sets.neutral_recall(both):10.4f}")
        print("posts", {label: tuple(round(x, 3) for x in both["posts"].by_label[label]) for label in sets.SENTIMENTS})

    def _gold(self, name: str) -> list[str]:
        return [example.label for example in (self.posts if name == "posts" else self.sets[name])]

    def _kept(self, examples: Iterable[Example], held_out: frozenset[str]) -> list[Read]:
        return [self.read[example.id] for example in examples if example.id not in held_out]

    def _curated(self) -> list[Read]:
        """The strong words by hand as texts of their own: such a word decides where nothing else is said."""
        strong = {term: value for term, value in self.values.hand.items() if abs(value) >= STRONG}
        return [
            self._read(Example("", "positive" if value > 0 else "negative", spelled(term).replace(JOINT, " ")))
            for term, value in strong.items()
        ]

    def _read(self, example: Example) -> Read:
        words = joined(self._reader.words(example.text), self._phrases)
        return Read(example.label, frozenset((*marked(words), *pairwise(words))))


def lines_of(model: Model, values: Values) -> str:
    """The lines of a lexicon: whole hundredths, sorted; what weighs next to nothing is left out unless it is needed."""
    spoken = {*model.weights, *values.curated(), *(word for word in values.vader if model.counted[word])}
    rounded = {term: _hundredths(*model.weight(term, values)) for term in spoken}
    base = _hundredths(0.0, model.base)
    _turn_signs(rounded, base)
    kept = {term: both for term, both in rounded.items() if max(map(abs, both)) >= LEAST or _must_stand(term, rounded)}
    rows = [f"{spelled(term)}\t{p}\t{o}" for term, (p, o) in kept.items()]
    return "\n".join([f"{BASE}\t0\t{base[1]}", *sorted(rows)]) + "\n"


Hundredths = tuple[int, int]


def _hundredths(polarity: float, objectivity: float) -> Hundredths:
    return round(polarity * 100), round(objectivity * 100)


def _must_stand(term: Term, rounded: dict[Term, Hundredths]) -> bool:
    """Whether a term of no weight is needed: a phrase that masks its words, a negation that would be made up else."""
    if not isinstance(term, str):
        return False
    return _is_phrase(term) or (term.startswith(NEGATED) and term.removeprefix(NEGATED) in rounded)


def _turn_signs(rounded: dict[Term, Hundredths], base: Hundredths) -> None:
    """See to it that no negator before a word that decides alone keeps its sign, whatever was learnt of the two.

    Where nothing was learnt, `lexicon_of` does it.
    """
    negators = {negator: rounded.get(negator, (0, 0))[0] for negator in NEGATORS}
    for word in [term for term in rounded if isinstance(term, str) and _may_be_negated(term)]:
        polarity, objectivity = rounded[word]
        if abs(polarity) < objectivity + base[1]:
            continue
        sign = 1 if polarity > 0 else -1
        least = -max(sign * weight for weight in negators.values())
        turned = sign * min(sign * rounded.get(NEGATED + word, (round(polarity * TURNED), 0))[0], least)
        if NEGATED + word in rounded:
            rounded[NEGATED + word] = turned, rounded[NEGATED + word][1]
        for negator, alone in negators.items():
            if pair := rounded.get((negator, word)):
                rounded[negator, word] = sign * min(sign * pair[0], -sign * (alone + turned)), pair[1]


def _may_be_negated(term: str) -> bool:
    return term[0].isalpha() and not term.startswith(NEGATED) and term not in NEGATORS


def _labels(lexicon: str, examples: Sequence[Example]) -> list[str]:
    known = lexicon_of(lexicon)
    return [sentiment_of(known.reader.words(example.text), known) for example in examples]


def _known(gold: list[str], given: list[str | None]) -> tuple[list[str], list[str]]:
    kept = [(one, other) for one, other in zip(gold, given, strict=True) if other is not None]
    return [one for one, _ in kept], [other for _, other in kept]


@cache
def _writers() -> dict[str, int]:
    names = sorted({example.id.rstrip("0123456789") for example in sets.load_posts(sets.POSTS)})
    return {name: place % FOLDS for place, name in enumerate(names)}


def _writers_fold(example: Example) -> int:
    return _writers()[example.id.rstrip("0123456789")]


def _values() -> Values:
    """The words weighed by hand (the last line of a term counts) and VADER's single words."""
    reader = Reader()
    curated = CURATED.read_text(encoding="utf-8")
    rows = [line.split("\t") for line in curated.split("\n") if line and not line.startswith("# ")]
    known = [(_term(reader.words(row[0]), row[1]), row[1]) for row in rows]
    objective = frozenset(term for term, weight in known if weight == OBJECTIVE)
    silent = frozenset(term for term, weight in known if weight == SILENT and isinstance(term, str))
    hand = {term: float(weight) for term, weight in known if weight not in (OBJECTIVE, SILENT)}
    shipped = resources.files("vaderSentiment").joinpath("vader_lexicon.txt").read_text(encoding="utf-8")
    told = [line.split("\t") for line in shipped.split("\n") if line.strip()]
    vader = {words[0]: float(row[1]) for row in told if len(words := reader.words(row[0])) == 1}
    return Values(
        hand,
        objective,
        silent,
        {word: value for word, value in vader.items() if word not in hand and word not in silent},
    )


def _term(words: list[str], weight: str) -> Term:
    """The term of a curated line: two words that mean something are neighbours, a mask or longer phrase is one word."""
    return (words[0], words[1]) if len(words) == 2 and weight != MASK else JOINT.join(words)  # noqa: PLR2004


def _is_phrase(term: Term) -> bool:
    return isinstance(term, str) and JOINT in term


if __name__ == "__main__":
    main()
