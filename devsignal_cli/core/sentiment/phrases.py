"""Phrases by their words, and where they stand in a text. What a phrase means is its reader's business."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")
Pair = tuple[str, str]


class Match(NamedTuple, Generic[Value]):
    """A phrase found at the words `start` to `end` (exclusive)."""

    start: int
    end: int
    value: Value


class PhraseTable(Generic[Value]):
    """Phrases and their values. Finds the longest one at each place, none overlapping; of equals the last one counts.

    `signs` has two neighbours of each phrase, the longest ones as they are the rarest.
    """

    def __init__(self, phrases: Iterable[tuple[Sequence[str], Value]]) -> None:
        self._values = {tuple(words): value for words, value in phrases}
        self._singles = frozenset(words[0] for words in self._values if len(words) == 1)
        self._openings = frozenset(words[:2] for words in self._values if len(words) > 1)
        self.signs = frozenset(max(pairwise(words), key=_letters) for words in self._values if len(words) > 1)
        self._lengths: dict[str, list[int]] = {}
        for words in sorted(self._values, key=len, reverse=True):
            lengths = self._lengths.setdefault(words[0], [])
            if len(words) not in lengths:
                lengths.append(len(words))

    def occurs_in(self, words: Sequence[str], pairs: Collection[Pair]) -> bool:
        """Whether a phrase may be among words, of whose neighbours those are given that are `signs` at least.

        Quick, and sure if it says no.
        """
        return not (self.signs.isdisjoint(pairs) and (not self._singles or self._singles.isdisjoint(words)))

    def matches(self, words: Sequence[str]) -> Iterator[Match[Value]]:
        """The phrases of a text in order."""
        starts = [place for place, pair in enumerate(pairwise(words)) if pair in self._openings]
        if not self._singles.isdisjoint(words):
            starts = sorted({*starts, *(place for place, word in enumerate(words) if word in self._singles)})
        last = 0
        for start in starts:
            if start >= last and (end := self._end(words, start)):
                yield Match(start, end, self._values[tuple(words[start:end])])
                last = end

    def _end(self, words: Sequence[str], start: int) -> int:
        """Where the longest phrase that begins at a place ends; 0 if none does."""
        for length in self._lengths[words[start]]:
            if tuple(words[start : start + length]) in self._values:
                return start + length
        return 0


def _letters(pair: Pair) -> int:
    """How many letters two words have."""
    return len(pair[0]) + len(pair[1])
