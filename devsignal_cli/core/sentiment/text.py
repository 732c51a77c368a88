"""A post's text as words: what is foreign to opinion (links, handles, code) goes, the rest becomes tokens.

Knows no word's meaning. Every pattern is anchored or possessive, so the time grows with the text's length alone.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});")
_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\uff07", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"')
    | {"\uff1f": "?", "\u061f": "?", "\uff01": "!"}
    | dict.fromkeys("\ufe0e\ufe0f\u200b\u200c\u200d\u2060\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
)
_CODE = re.compile(r'```.*?(?:```|\Z)|`[^`\n]*`|"(?=[^"\n]{0,199}(?:[{};=\\]|\(\)))[^"\n]{1,200}"', re.DOTALL)
_QUOTED_LINE = re.compile(r"^[ \t]*+>[ \t].*$", re.MULTILINE)
_LINK = re.compile(r"https?://\S*|www\.\S+", re.IGNORECASE)
_BARE_LINK = re.compile(r"(?<![\w.+@/-])[\w+-]++(?:\.[\w+-]++)++(?:/|\?\w+=)\S*")
_ENDING = r"\.(?:com|io|dev|org|net|ai|app|sh|js|ts|tsx|py|rs|go|rb|java|json|ya?ml|toml|md)\b"
_HAS_ENDING = re.compile(_ENDING, re.IGNORECASE)
_FILE_OR_DOMAIN = re.compile(rf"(?<![\w.-])[\w-]++(?:(?!{_ENDING}(?!\.\w))\.[\w-]++)*+{_ENDING}", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\w)@\w++")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w.-]++")
_HASHTAG = re.compile(r"(?<![\w&])#(\w++)")
_HASHTAG_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W_A-Za-z]+|[A-Z]")
_RUN = re.compile(r"(\w)\1\1")
_STRETCHED = re.compile(r"([^\W\d_])\1\1+")
_FACE = (
    r"(?<!\w)>?[:;=]'?-?[)(\[|/\\](?!\w)|[:;=]-?\)|(?<!\w)[:;=]-?[DdPp](?!\w)"
    r"|</?3(?!\d)|\^_?\^|-_-|;_;|\\o/|(?<!\w)\+1(?![\w.])"
)
_EMOJI = r"[\u2600-\u27bf\u2b50\U0001f300-\U0001faff]"
_MARK = r"[.,;:!?()\[\]\n|\u2026\u2013\u2014]+"
_TOKEN = re.compile(rf"\w+(?:'\w+)*|(?![\w\s,]|\. )(?:{_FACE}|{_EMOJI})|{_MARK}")
_FOREIGN_LETTERS = re.compile(r"[^\W\d_\u0041-\u024f\u1e00-\u1eff]+")
_LATIN_LETTERS = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_BREAKS = frozenset(".,;:!?()[]\n|\u2026\u2013\u2014")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as tokens, in order: `words` in lower case to compare, `spelled` as written, one for one.

    `is_foreign` says that most letters are of another script than Latin: then nobody here can judge the words.
    """

    words: tuple[str, ...]
    spelled: tuple[str, ...]
    is_foreign: bool


def read(text: str) -> Reading:
    """The tokens of a text without its links, @handles, e-mail addresses, file names and code. Never raises."""
    plain = _without_noise(text)
    spelled = tuple(_TOKEN.findall(plain))
    words = tuple("\0".join(spelled).lower().split("\0")) if spelled else ()  # one call; no token holds a NUL
    return Reading(words, spelled, _is_foreign(plain))


def is_break(token: str) -> bool:
    """Whether a token ends a clause: punctuation, or a face made of it."""
    return token[0] in _BREAKS


def is_stretched(words: Iterable[str]) -> bool:
    """Whether a word may have a run of three or more of one letter (digits pass too: this only has to be quick)."""
    return _RUN.search(" ".join(words)) is not None


def squeezed(word: str) -> tuple[str, str]:
    """A stretched word with its runs cut to two letters, and to one: sooooo, goood, looove."""
    return _STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word)


def _without_noise(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    if not text.isascii():
        text = text.translate(_TYPOGRAPHY)
    if "`" in text or '"' in text:
        text = _CODE.sub(" ", text)
    if ">" in text:
        text = _QUOTED_LINE.sub(" ", text)
    if "://" in text or "www." in text:
        text = _LINK.sub(" ", text)
    if "@" in text:
        text = _HANDLE.sub(" ", text)
    if "@" in text:
        text = _EMAIL.sub(" ", text)
    if "." in text:
        text = _without_names(text)
    if "#" in text:
        text = _HASHTAG.sub(_hashtag_words, text)
    return text


def _without_names(text: str) -> str:
    """Drops links without a scheme, domains and file names: awesome.dev/x, next.js, broken.py."""
    if "/" in text or "=" in text:
        text = _BARE_LINK.sub(" ", text)
    return _FILE_OR_DOMAIN.sub(" ", text) if _HAS_ENDING.search(text) else text


def _hashtag_words(hashtag: re.Match[str]) -> str:
    """The words of a hashtag: #BreakingChange has two; #breakingchange stays one, which the phrase tables know."""
    return f" {' '.join(_HASHTAG_PART.findall(hashtag[1]))} "


def _is_foreign(text: str) -> bool:
    if text.isascii():
        return False
    foreign = sum(map(len, _FOREIGN_LETTERS.findall(text)))
    return foreign > 0 and foreign >= sum(map(len, _LATIN_LETTERS.findall(text)))
