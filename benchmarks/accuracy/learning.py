"""Learns term weights from labelled texts: a logistic model whose weights are a text file in the end.

Three labels, two weights a term: polarity p and objectivity o; the odds of positive, negative and neutral are those of
exp(p), exp(-p) and exp(o) of a text's sums. Terms are binary (a term counts once a text), weights shrunk by L2. The
values of words that people gave (curated.txt, VADER) enter as five features, so that a learnt weight only says where
texts differ from people. Convex, no chance in it: the same data give the same file.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.accuracy.sets import SENTIMENTS
from devsignal_cli.core.sentiment.lexicon import TURNED
from devsignal_cli.core.sentiment.terms import NEGATED, Term

TERMS = 10_200
"""As many as fit into 220 KiB."""
RIDGE = 0.03
ROUNDS = 200
FEWEST_IN_SETS = 5
FEWEST_IN_POSTS = 2
SET_POWER = 0.55
FACTORS = {"posts": 1.3, "curated": 0.3}
"""How much more a set counts than its size says: our posts are the product's own field, single words hardly a text.

Chosen, as RIDGE and SET_POWER, by eye on held-out folds and on the sets that are for measuring."""
VALUES = 5

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Read:
    """A labelled text as its terms."""

    label: str
    terms: frozenset[Term]


@dataclass(frozen=True, slots=True)
class Values:
    """What people say that words weigh: by hand, and VADER's, which counts only where no hand does."""

    hand: dict[Term, float]
    objective: frozenset[Term]
    silent: frozenset[str]
    vader: dict[str, float]

    def curated(self) -> frozenset[Term]:
        """All that was weighed by hand."""
        return self.objective | self.hand.keys()

    def may_weigh(self, term: Term) -> bool:
        """Whether a term may have a weight: names and nouns of the trade, and codes such as h2, have none."""
        words = (term.removeprefix(NEGATED),) if isinstance(term, str) else term
        return not any(word in self.silent or _is_code(word) for word in words)

    def of(self, term: Term) -> tuple[float, ...]:
        """Good and bad by hand, good and bad by VADER, objective by hand.

        Two neighbours are worth what they mean together less what each means alone, which counts beside them.
        """
        value = self.hand.get(term)
        if value is not None and not isinstance(term, str):
            value -= sum(self.hand.get(word, 0.0) for word in term)
        is_by_hand = value is not None or not isinstance(term, str)
        if value is None:
            value = self.vader.get(term, 0.0) if isinstance(term, str) else 0.0
        good, bad = max(value, 0.0) / 3, max(-value, 0.0) / 3
        told = (good, bad, 0.0, 0.0) if is_by_hand else (0.0, 0.0, good, bad)
        return *told, float(term in self.objective)


def _is_code(word: str) -> bool:
    """Whether a word is letters and digits mixed (h0, v0), but for 0x, 00%, $00, 0th and the like."""
    return word[0].isalpha() and "0" in word


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt: polarity and objectivity by term, of a unit of each value, and the base."""

    weights: dict[Term, tuple[float, float]]
    of_values: Array
    base: float
    counted: Counter[Term] = field(default_factory=Counter)

    def weight(self, term: Term, values: Values) -> tuple[float, float]:
        """What a term weighs in all."""
        polarity, objectivity = self.weights.get(term, (0.0, 0.0))
        negated = isinstance(term, str) and term.startswith(NEGATED)
        known = np.array(values.of(term.removeprefix(NEGATED) if isinstance(term, str) else term)) @ self.of_values
        factor = (TURNED, -TURNED) if negated else (1.0, 1.0)
        return polarity + factor[0] * float(known[0]), objectivity + factor[1] * float(known[1])


def learn(sets: dict[str, list[Read]], posts: list[Read], values: Values, terms: int = TERMS) -> Model:
    """Learn from sets, weighted by a power of their sizes, and posts: first all terms, then the most telling anew."""
    counted = Counter(term for texts in sets.values() for text in texts for term in text.terms)
    in_posts = Counter(term for text in posts for term in text.terms)
    vocabulary = [
        term
        for term in sorted(counted.keys() | in_posts.keys(), key=spelled)
        if (counted[term] >= FEWEST_IN_SETS or in_posts[term] >= FEWEST_IN_POSTS) and values.may_weigh(term)
    ]
    problem = _Problem({**sets, "posts": posts}, vocabulary, values)
    first, _ = problem.solve()
    kept = _most_telling(vocabulary, first, problem.shares(), terms, counted + in_posts)
    problem = _Problem({**sets, "posts": posts}, kept, values)
    solved, base = problem.solve()
    weights = {term: (float(p), float(o)) for term, (p, o) in zip(kept, solved[: len(kept)], strict=True)}
    return Model(weights, solved[len(kept) :], base, counted + in_posts)


def spelled(term: Term) -> str:
    """A term as its line has it."""
    return term if isinstance(term, str) else " ".join(term)


def _most_telling(
    vocabulary: Sequence[Term], solved: Array, shares: Array, terms: int, counted: Counter[Term]
) -> list[Term]:
    """The terms with the largest weights, common ones a little before rare ones, and their frequent negations."""
    worth = np.abs(solved[: len(vocabulary)]).max(axis=1) * (shares + 1e-9) ** 0.25
    chosen = {vocabulary[place] for place in np.argsort(-worth, kind="stable")[:terms]}
    turned = {NEGATED + term for term in chosen if isinstance(term, str) and counted[NEGATED + term] >= FEWEST_IN_SETS}
    return [term for term in vocabulary if term in chosen or term in turned]


class _Problem:
    """One logistic problem: texts by terms, their labels and how much each text counts."""

    def __init__(self, sets: dict[str, list[Read]], vocabulary: Sequence[Term], values: Values) -> None:
        places = {term: place for place, term in enumerate(vocabulary)}
        texts = [text for name in sets for text in sets[name]]
        columns = [sorted(places[term] for term in text.terms if term in places) for text in texts]
        starts = np.cumsum([0, *map(len, columns)])
        flat = np.fromiter((place for row in columns for place in row), dtype=np.int32)
        self._texts = csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(texts), len(vocabulary)))
        self._turned = self._texts.T.tocsr()
        self._values = [
            np.array([_values_in(text.terms, values, turned) for text in texts]) for turned in (TURNED, -TURNED)
        ]
        self._gold = np.zeros((len(texts), 3))
        self._gold[np.arange(len(texts)), [SENTIMENTS.index(text.label) for text in texts]] = 1
        self._counts = _counts(sets)

    def shares(self) -> Array:
        """The share of the texts, as they count, that has each term."""
        return np.asarray(self._turned @ self._counts) / self._counts.sum()

    def solve(self) -> tuple[Array, float]:
        """The weights of terms and values (polarity, objectivity), and the objectivity of any text."""
        size = self._texts.shape[1]
        start = np.zeros((size + VALUES) * 2 + 1)
        found = minimize(
            self._loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS, "maxcor": 10, "ftol": 1e-9}
        )
        return found.x[:-1].reshape(-1, 2), float(found.x[-1])

    def _loss(self, x: Array) -> tuple[float, Array]:
        size = self._texts.shape[1]
        weights, of_values, base = x[: size * 2].reshape(-1, 2), x[size * 2 : -1].reshape(-1, 2), x[-1]
        sums = self._texts @ weights
        sums += np.stack([self._values[side] @ of_values[:, side] for side in (0, 1)], axis=1)
        odds = np.stack([sums[:, 0], -sums[:, 0], sums[:, 1] + base], axis=1)
        top = odds.max(axis=1, keepdims=True)
        expected = np.exp(odds - top)
        norm = expected.sum(axis=1, keepdims=True)
        loss = self._counts @ (np.log(norm[:, 0]) + top[:, 0] - (odds * self._gold).sum(axis=1))
        off = (expected / norm - self._gold) * self._counts[:, None]
        sides = np.stack([off[:, 0] - off[:, 1], off[:, 2]], axis=1)
        by_value = np.stack([self._values[side].T @ sides[:, side] for side in (0, 1)], axis=1)
        slope = [
            (self._turned @ sides + weights / RIDGE).ravel(),
            (by_value + 1e-3 * of_values).ravel(),
            [sides[:, 1].sum()],
        ]
        return float(loss + (weights**2).sum() / 2 / RIDGE + 5e-4 * (of_values**2).sum()), np.concatenate(slope)


def _values_in(terms: frozenset[Term], values: Values, turned: float) -> Array:
    """The values of a text; those of negated words turned round (polarity) or halved (objectivity)."""
    told = []
    for term in terms:
        negated = isinstance(term, str) and term.startswith(NEGATED)
        value = values.of(term.removeprefix(NEGATED) if isinstance(term, str) else term)
        if any(value):
            told.append(tuple(part * (turned if negated else 1.0) for part in value))
    return np.array(
        [math.fsum(column) for column in zip(*told, strict=True)] or [0.0] * VALUES
    )  # in any order the same


def _counts(sets: dict[str, list[Read]]) -> Array:
    """How much each text counts: its label's share of its set is a third, its set's share goes by a power of size."""
    counts: list[Array] = []
    for name, texts in sets.items():
        labels = Counter(text.label for text in texts)
        whole = len(texts) ** SET_POWER * FACTORS.get(name, 1.0)
        counts.append(np.array([whole / 3 / labels[text.label] for text in texts]))
    flat = np.concatenate(counts)
    return flat * len(flat) / flat.sum()
