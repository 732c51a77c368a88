"""Mutes as people type them, and the look for muted terms in a text. Pure."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from devsignal_cli.core.identity.keys import handle_key
from devsignal_cli.core.query import clauses, clean_handle
from devsignal_cli.core.words import folded, has_emoji, split, words_of
from devsignal_cli.errors import UsageError
from devsignal_cli.model.noise import Mute, TermMatcher

_TAG = re.compile(r"[#$]\w*[^\W\d]\w*")
_JOINERS = "\u200c\u200d\ufe0f"
_Test = Callable[["_Reading"], bool]


def mute_of(text: str, now: int) -> Mute:
    """What is to be muted: @x is a handle, anything else a term.

    Raises:
        UsageError: it is neither.
    """
    if text.strip().startswith("@"):
        return Mute("handle", handle_key(clean_handle(text)), created_at=now)
    return Mute("term", _clean_term(text), created_at=now)


def spam_mute(now: int) -> Mute:
    """The mute of whatever bears the mark of spam."""
    return Mute("spam", "spam", created_at=now)


def shown(mute: Mute) -> str:
    """A mute as people type it."""
    match mute.kind:
        case "handle":
            return f"@{mute.text}"
        case "spam":
            return "what looks like spam"
        case "term":
            return f'"{mute.text}"'


def terms(texts: Sequence[str]) -> TermMatcher:
    """Terms made ready: whole words, case and accents folded, a phrase as a run of words, #tags and $tags as they are.

    A dotted name is looked for in links too, because X shortens every link in a text to one of t.co.
    """
    tests = [test for text in texts for test in _tests(text)]

    def has(text: str, links: str) -> bool:
        reading = _reading(text, links)
        return any(test(reading) for test in tests)

    return TermMatcher(has, any(_link_forms(text) for text in texts))


class _Reading:
    """A text in the forms in which terms are looked for."""

    def __init__(self, text: str, links: str) -> None:
        self.text = text
        self.folded = folded(text)
        self.words = _run(self.folded)
        self.links = _run(folded(links))


@lru_cache(maxsize=1)
def _reading(text: str, links: str) -> _Reading:
    """The same text is asked for by one mute after another."""
    return _Reading(text, links)


def _tests(term: str) -> list[_Test]:
    if _TAG.fullmatch(term):
        pattern = re.compile(rf"(?<![\w&#$]){re.escape(folded(term))}(?!\w)")
        return [lambda reading: pattern.search(reading.folded) is not None]
    words = _run(folded(term))
    if not words.strip():
        return [lambda reading: term in reading.text]
    hosts = [_run(folded(form)) for form in _link_forms(term)]
    return [lambda reading: words in reading.words, *(_in_links(host) for host in hosts)]


def _in_links(host: str) -> _Test:
    return lambda reading: host in reading.links


def _link_forms(term: str) -> list[str]:
    return [form.removeprefix("url:") for form in clauses(term)[1:]]


def _run(folded_text: str) -> str:
    """The words of a folded text between blanks, so that one run of words is found in another only whole."""
    return f" {' '.join(split(folded_text))} "


def _clean_term(text: str) -> str:
    term = " ".join(text.casefold().split())
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") and letter not in _JOINERS for letter in term):
        raise UsageError(f"The term {term!r} has control characters.", "Type it anew instead of pasting it.")
    if not words_of(term) and not has_emoji(term):
        raise UsageError(f"The term {text!r} has no word to look for.", "Name a word, a phrase, a #tag or a @handle.")
    return term
