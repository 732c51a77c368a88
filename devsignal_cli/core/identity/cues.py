"""Words that tell how a person stands to a company they name: read from `cues.txt`, found in a row of words. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

Before = Literal[
    "past",
    "formerly",
    "against",
    "near",
    "disclaimer",
    "doubt",
    "contact",
    "over",
    "role",
    "desk",
    "at",
    "now",
    "with",
    "article",
    "plain",
]
"""What a phrase says of a company named behind it.

`past` (an adjective) and `formerly` (an adverb): it is over, for a whole list. `against`: no work; `near`: no work if
it stands right before. `disclaimer`: only its opinions are not the author's. `doubt`, `contact`: nobody can say;
`over`: nor of the one before. `role`, `at`, `now`: work; `desk`: work if it stands right before. `with`: the role
before ends. `article`, `plain`: nothing, though it has words of others.
"""
Behind = Literal["behind", "behind_doubt"]
"""What a phrase says of a company named before it: no work, or nobody can say."""


class Cue(NamedTuple):
    """A phrase: its words, and what it says of companies.

    `is_apart`: the account is no person's and not the company's.
    """

    words: tuple[str, ...]
    before: Before | None
    behind: Behind | None
    is_apart: bool


def at(words: Sequence[str], start: int) -> Cue | None:
    """The longest phrase that begins at a word, if there is one."""
    if start >= len(words):
        return None
    for cue in _table().get(words[start], ()):
        if len(cue.words) == 1 or tuple(words[start : start + len(cue.words)]) == cue.words:
            return cue
    return None


def lines() -> Iterator[tuple[str, str]]:
    """The list as it is written: a kind and a phrase."""
    text = Path(__file__).with_name("cues.txt").read_text(encoding="utf-8")
    for line in text.split("\n"):
        kind, _, phrases = line.partition("\t")
        if phrases and not line.startswith("# "):
            yield from ((kind, phrase) for phrase in phrases.split(", "))


@cache
def _table() -> Mapping[str, Sequence[Cue]]:
    """The phrases by their first words, the longest first."""
    kinds: dict[tuple[str, ...], set[str]] = {}
    for kind, phrase in lines():
        kinds.setdefault(tuple(phrase.split()), set()).add(kind)
    table: dict[str, list[Cue]] = {}
    for words in sorted(kinds, key=len, reverse=True):
        table.setdefault(words[0], []).append(_cue(words, kinds[words]))
    return table


def _cue(words: tuple[str, ...], kinds: set[str]) -> Cue:
    before = next((kind for kind in get_args(Before) if kind in kinds), None)
    behind = next((kind for kind in get_args(Behind) if kind in kinds), None)
    return Cue(words, before, behind, "apart" in kinds)
