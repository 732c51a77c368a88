"""From words to terms: phrases made one word, negated words marked, neighbours paired. Knows no weights."""

from collections.abc import Sequence

from devsignal_cli.core.sentiment.phrases import Pair, PhraseTable
from devsignal_cli.core.sentiment.text import BREAKS

Term = str | Pair
"""A word (a phrase joined by `JOINT`, a negated word behind `NEGATED`), or two neighbours."""

NEGATED = "not:"
JOINT = "~"

_REACH = 3

NEGATORS = frozenset(
    "not no never none nobody nothing neither nor without hardly barely ain't aren't can't couldn't didn't doesn't "
    "don't hadn't hasn't haven't isn't shouldn't wasn't weren't won't wouldn't zero".split()
)
"""Words that turn the next three round, unless punctuation or a "but" stands between."""

_BREAKS = BREAKS | {"but"}


def joined(words: Sequence[str], phrases: PhraseTable[str]) -> list[str]:
    """The words with each phrase made one word."""
    found: list[str] = []
    last = 0
    for match in phrases.matches(words):
        found += [*words[last : match.start], match.value]
        last = match.end
    return [*found, *words[last:]]


def marked(words: Sequence[str]) -> list[str]:
    """The words, those that a negation reaches marked; faces, emoji and marks are never turned round."""
    found = list(words)
    for negator in [place for place, word in enumerate(words) if word in NEGATORS]:
        for place in range(negator + 1, min(negator + 1 + _REACH, len(words))):
            if words[place] in _BREAKS:
                break
            if words[place][0].isalpha():
                found[place] = NEGATED + words[place]
    return found
