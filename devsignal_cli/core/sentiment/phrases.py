"""Word lists in text files, and where their phrases stand in a text. What a phrase means is its reader's business.

A file has one phrase a line, then a tab and its value, then perhaps a tab and a reason; `#` and a space open a comment.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from devsignal_cli.core.sentiment.text import is_break, is_stretched, read, squeezed

Value = TypeVar("Value")
_SHORTEST_JOINED = 8  # "breakingchange" can only be the phrase; shorter joins may be words of their own


class Line(NamedTuple):
    """One line of a word list."""

    phrase: str
    value: str


class Match(NamedTuple, Generic[Value]):
    """A phrase found at the tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    value: Value


class PhraseTable(Generic[Value]):
    """Phrases by their tokens; finds the longest one at each place, whole words only."""

    def __init__(self, phrases: Sequence[tuple[str, Value]]) -> None:
        self._values: dict[str, Value] = {}
        self._reach: dict[str, dict[str, int]] = {}  # first token, second token -> tokens of the longest such phrase
        tokenized = [(read(phrase).words, value) for phrase, value in phrases]
        for words, value in tokenized:
            self._add(words, value)
        for words, value in tokenized:
            joined = "".join(words)
            if len(words) > 1 and len(joined) >= _SHORTEST_JOINED and joined not in self._values:
                self._add((joined,), value)

    def matches(self, words: Sequence[str]) -> Iterator[Match[Value]]:
        """The phrases of a text in order, none overlapping; a stretched word (sooooo) counts as the word behind it."""
        reach, values = self._reach, self._values
        known = [*(self._unstretched(words) if is_stretched(words) else words), ""]  # the end follows the last word
        end_of_last = 0
        for start in [place for place, word in enumerate(known) if word in reach]:
            if start < end_of_last:
                continue
            word = known[start]
            longest = reach[word].get(known[start + 1], 1)
            end = self._end_of_longest(known, start, longest) if longest > 1 else start + 1
            phrase = word if end == start + 1 else " ".join(known[start:end])
            if phrase in values:
                end_of_last = end
                yield Match(start, end, values[phrase])

    def _add(self, words: Sequence[str], value: Value) -> None:
        self._values[" ".join(words)] = value
        followers = self._reach.setdefault(words[0], {})
        if len(words) > 1:
            followers[words[1]] = max(followers.get(words[1], 0), len(words))

    def _end_of_longest(self, words: Sequence[str], start: int, longest: int) -> int:
        for end in range(min(start + longest, len(words)), start + 1, -1):
            if " ".join(words[start:end]) in self._values:
                return end
        return start + 1

    def _unstretched(self, words: Sequence[str]) -> list[str]:
        return [word if word in self._reach else self._known_form(word) for word in words]

    def _known_form(self, word: str) -> str:
        return next((form for form in squeezed(word) if form in self._reach), word)


def read_lines(name: str) -> list[Line]:
    """The lines of a word list that is shipped beside this file."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    rows = (row.split("\t") for row in text.split("\n") if row and not row.startswith("# "))
    return [Line(row[0], row[1]) for row in rows]


def has_break(words: Sequence[str], start: int, end: int) -> bool:
    """Whether punctuation parts two places of a text."""
    return any(is_break(word) for word in words[start:end])
