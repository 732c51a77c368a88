"""An organization's own words: what may be one, which are the same, and the classifier that knows them. Pure."""

import unicodedata
from collections.abc import Iterable, Sequence

from devsignal_cli.core.sentiment import Classifier, OwnWords
from devsignal_cli.core.sentiment import words_of as read
from devsignal_cli.errors import UsageError
from devsignal_cli.model.connection import Keyword
from devsignal_cli.model.labels import OwnWord

HEAVIEST = 3.0
MOST_WORDS = 5
LONGEST = 80
_JOINERS = "\u200c\u200d\ufe0f"


def own_word(typed: str, weight: float, now: int) -> OwnWord:
    """A term and its weight, if an organization may have them.

    Raises:
        UsageError: the term has no words, or too many, or nothing may weigh so much.
    """
    if not -HEAVIEST <= weight <= HEAVIEST:  # a weight that is no number fails too
        raise UsageError(f"{weight:g} is no weight.", "Take -3 (bad) to 3 (good); 0 silences the term.")
    return OwnWord(_clean(typed), weight + 0.0, now)  # a zero has no sign


def words_of(term: str) -> str:
    """How the classifier reads a term: two terms that are read alike are the same."""
    return " ".join(read(term))


def same(held: Iterable[OwnWord], typed: str) -> list[OwnWord]:
    """Those of some own words that are the same term as the typed one, or are spelled like it."""
    term, words = _spelled(typed), words_of(typed)
    return [word for word in held if word.term == term or (words and words_of(word.term) == words)]


def classifier(own: Iterable[OwnWord], keywords: Sequence[Keyword]) -> Classifier:
    """The classifier of an organization: its own words win over the shipped ones, and its keywords never count.

    A raw query is no word. A term in which today's rules read nothing is passed over.
    """
    weights = tuple((word.term, word.weight) for word in own if words_of(word.term))
    return Classifier(OwnWords(weights, tuple(keyword.text for keyword in keywords if not keyword.is_raw)))


def _clean(typed: str) -> str:
    term = _spelled(typed)
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") and letter not in _JOINERS for letter in term):
        raise UsageError(f"The term {term!r} has control characters.", "Type it anew instead of pasting it.")
    words = read(term)
    if not words:
        raise UsageError(
            f"No word can be read in {typed!r}.",
            "Name a word or a phrase; @handles, links, file names and code are never read as opinion.",
        )
    if sum(map(_has_letters, words)) > MOST_WORDS or len(term) > LONGEST:
        raise UsageError(
            f"{term!r} is too long for a term.", f"Take {MOST_WORDS} words and {LONGEST} characters at most."
        )
    return term


def _has_letters(token: str) -> bool:
    """Whether a token is a word: punctuation, faces and signs are none."""
    return any(map(str.isalnum, token))


def _spelled(typed: str) -> str:
    return " ".join(typed.split())
