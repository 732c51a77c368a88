"""A post's text as words: what is foreign to opinion (links, handles, code) goes, marks stand alone, the rest is cut.

Knows no word's meaning. Every pattern is anchored or possessive, so the time grows with the text's length alone; each
is tried only where a quick look says that it may match. Cutting at blanks after setting marks apart with `str.replace`
takes a third of the time of one pattern for all tokens.
"""

import html
import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

LINE = "\u00b6"
"""The word that stands for the end of a line."""
DOTS, LOUD, PUZZLED, STARTLED = "\u2026", "\u203c", "\u2047", "\u2048"
"""The words that stand for two dots and more, and for several marks in a row: !!, ??, ?!."""
QUESTIONS = frozenset(("?", PUZZLED, STARTLED))
BREAKS = frozenset((*'.,;:!?()"/\u2013', LINE, DOTS, LOUD, PUZZLED, STARTLED))
"""The marks that part what is said."""

_REMEMBERED_TAGS = 4_096
_LONGEST_TAG = 40
_SHORTEST_PIECE = 3

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});")
_TYPOGRAPHY = {
    "\u2019": "'",
    "\u00b4": "'",
    "\u2018": "'",
    "\u02bc": "'",
    "\uff07": "'",
    "\u2014": " \u2013 ",
    "\u2013": " \u2013 ",
}
_TYPOGRAPHY |= dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"') | {"\uff1f": "?", "\u061f": "?", "\uff01": "!"}
_EMOJI = re.compile(r"[\u2600-\u27bf\u2b50\U0001f1e6-\U0001f3fa\U0001f400-\U0001faff]")
_INVISIBLE = re.compile(r"[\ufe0e\ufe0f\u200b-\u200d\u2060\U0001f3fb-\U0001f3ff]")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_QUOTED_CODE = re.compile(r'"(?=[^"\n]{0,199}(?:[{};=\\]|\(\)))[^"\n]{1,200}"')
_QUOTED_LINE = re.compile(r"^[ \t]*+>[ \t].*$", re.MULTILINE)
_LINK = re.compile(r"[(\[]?(?:https?://|www\.)[^\s)\]]*[)\]]?")
_HANDLE = re.compile(r"@\w++")
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]*+@\w[\w.-]*+")
_BARE_LINK = re.compile(r"(?<![\w.+@/-])[\w+-]++(?:\.[\w+-]++)++(?:/|\?\w+=)\S*")
_ENDING = r"\.(?:com|io|dev|org|net|ai|app|sh|js|ts|tsx|py|rs|go|rb|java|json|ya?ml|toml|md)(?![\w-])"
_HAS_ENDING = re.compile(_ENDING)
_FILE_OR_DOMAIN = re.compile(rf"(?<![\w.-])[\w-]++(?:(?!{_ENDING}(?!\.\w))\.[\w-]++)*+{_ENDING}")
_HASHTAG = re.compile(r"(?<![\w&])#(\w++)")
_FACE = re.compile(r"(?<![\w:;=])[:;=]['o]?-?([)(\[\]/|dp])(?![\w/])|:\)")
_FACES = {")": "\U0001f642", "]": "\U0001f642", "(": "\U0001f641", "[": "\U0001f641"}
_FACES |= {"/": "\U0001f615", "|": "\U0001f610", "d": "\U0001f603", "p": "\U0001f61b"}
_VOTE = re.compile(r"(?<!\S)([+-])1(?![\w.])")
_MARK_OF_TEN = re.compile(r"(?<![\w/.])(\d++)/10(?![\d/])")
_BEST_MARK, _WORST_MARK = 9, 2
_SAME = str.maketrans("123456789*~[]{}|<>=", "000000000" + " " * 10)
_SAME_BYTES = bytes.maketrans(b"123456789*~[]{}|<>=", b"000000000" + b" " * 10)
_SEVERAL_DOTS = re.compile(r"\.\.+")
_SEVERAL_MARKS = re.compile(r"[!?][!?]+")
_RUN = re.compile(r"([a-z])\1\1")
_STRETCHED = re.compile(r"([^\W\d_])\1\1+")

_SPELLINGS = dict(
    pair.split(":")
    for pair in (
        "aint:ain't arent:aren't cannot:can't cant:can't couldnt:couldn't didnt:didn't doesnt:doesn't dont:don't "
        "hadnt:hadn't hasnt:hasn't havent:haven't isnt:isn't shouldnt:shouldn't wasnt:wasn't werent:weren't "
        "wont:won't wouldnt:wouldn't im:i'm ive:i've thats:that's whats:what's youre:you're theyre:they're "
        "theres:there's u:you ur:your pls:please plz:please thx:thanks thanx:thanks tnx:thanks tysm:thanks "
        "cuz:because bc:because coz:because favourite:favorite luv:love"
    ).split()
)
"""How people spell in a hurry, and the word that is meant."""
_SPELLED = frozenset(_SPELLINGS)


class Reader:
    """Reads texts into words. `known` helps with stretched words (sooo) and hashtags (#breakingchange)."""

    def __init__(self, known: Container[str] = ()) -> None:
        self._known = known
        self._words_of_tag = lru_cache(_REMEMBERED_TAGS)(self._read_tag)

    def words(self, text: str) -> list[str]:
        """The words, emoji and marks of a text in order, in lower case; every digit is 0, a face is its marks."""
        text = _without_names(_without_code(text).casefold())
        if "#" in text:
            text = _HASHTAG.sub(self._tag, text)
        words = _apart(text).split()
        while words and words[-1] == LINE:
            words.pop()
        if _RUN.search(text):
            words = [self._squeezed(word) if _STRETCHED.search(word) else word for word in words]
        return words if _SPELLED.isdisjoint(words) else [_SPELLINGS.get(word, word) for word in words]

    def _squeezed(self, word: str) -> str:
        """A stretched word with its runs cut to two letters, or to one if that is a known word: soo, good, love."""
        twice, once = _STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word)
        return once if twice not in self._known and once in self._known else twice

    def _tag(self, match: re.Match[str]) -> str:
        return self._words_of_tag(match[1]) if len(match[1]) <= _LONGEST_TAG else f" {match[1]} "

    def _read_tag(self, tag: str) -> str:
        """The words of a hashtag, if it is made of known ones; capitals do not count, as people drop them."""
        if tag in self._known or not tag.isalpha():
            return f" {tag} "
        return f" {' '.join(self._pieces(tag)) or tag} "

    def _pieces(self, tag: str) -> tuple[str, ...]:
        """A tag as few known words; none if it cannot be cut so."""
        reached: dict[int, tuple[str, ...]] = {0: ()}
        for start in range(len(tag)):
            if start in reached:
                for end in range(start + _SHORTEST_PIECE, len(tag) + 1):
                    piece = tag[start:end]
                    if piece in self._known and len(reached[start]) + 1 < len(reached.get(end, tag)):
                        reached[end] = (*reached[start], piece)
        return reached.get(len(tag), ())


def _without_code(text: str) -> str:
    """A text with entities and typographic quotes made plain, without code and quoted lines, emoji set apart."""
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    if not text.isascii():
        for typographic, plain in _TYPOGRAPHY.items():
            if typographic in text:
                text = text.replace(typographic, plain)
        text = unicodedata.normalize("NFKC", text)
        text = _EMOJI.sub(r" \g<0> ", _INVISIBLE.sub("", text))
    if "`" in text:
        text = _CODE.sub(" ", text)
    if '"' in text:
        text = _QUOTED_CODE.sub(" ", text)
    if "\n" in text:
        if ">" in text:
            text = _QUOTED_LINE.sub(" ", text)
        text = text.replace("\n", f" {LINE} ")
    return text


def _without_names(text: str) -> str:
    """A text without links, handles, addresses, domains and file names: @acme, awesome.dev/x, next.js, broken.py."""
    if "://" in text or "www." in text:
        text = _LINK.sub(" ", text)
    if "@" in text:
        has_addresses = text.count("@") > text.count(" @") + text.startswith("@")
        text = (_ADDRESS if has_addresses else _HANDLE).sub(" ", text)
    if "." in text:
        if "/" in text or "=" in text:
            text = _BARE_LINK.sub(" ", text)
        if _HAS_ENDING.search(text):
            text = _FILE_OR_DOMAIN.sub(" ", text)
    return text


def _apart(text: str) -> str:
    """A text whose marks stand alone; hyphens, brackets and stars are blanks, every digit is 0."""
    if "<" in text:
        text = text.replace("</3", " \U0001f494 ").replace("<3", " \u2764 ")
    if ":" in text or ";" in text or "=" in text:
        text = _FACE.sub(_face, text)
    if "+1" in text or "-1" in text:
        text = _VOTE.sub(_vote, text)
    if "/10" in text:
        text = _MARK_OF_TEN.sub(_mark_of_ten, text)
    is_ascii = text.isascii()  # then bytes are twenty times as fast
    text = text.encode("ascii").translate(_SAME_BYTES).decode("ascii") if is_ascii else text.translate(_SAME)
    if ".." in text:
        text = _SEVERAL_DOTS.sub(DOTS, text)
    if "!!" in text or "??" in text or "?!" in text or "!?" in text:
        text = _SEVERAL_MARKS.sub(_mark, text)
    if not text.isascii():
        for mark in (DOTS, LOUD, PUZZLED, STARTLED):
            text = text.replace(mark, f" {mark} ")
    if " - " in text or "--" in text:
        text = text.replace("--", " \u2013 ").replace(" - ", " \u2013 ")
    text = text.replace(".", " . ").replace(",", " , ").replace("!", " ! ").replace("?", " ? ").replace(":", " : ")
    text = text.replace("-", " ").replace("/", " / ").replace("(", " ( ").replace(")", " ) ").replace('"', ' " ')
    text = text.replace(";", " ; ")
    return f" {text} ".replace(" '", " ").replace("' ", " ") if "'" in text else text


def _face(match: re.Match[str]) -> str:
    """The emoji of a face made of marks."""
    return f" {_FACES[match[1] or ')']} "


def _vote(match: re.Match[str]) -> str:
    return " \U0001f44d " if match[1] == "+" else " \U0001f44e "


def _mark_of_ten(match: re.Match[str]) -> str:
    """10/10 is praise, 0/10 blame."""
    given = int(match[1][:4])
    return " \U0001f4af " if given >= _BEST_MARK else " \U0001f44e " if given <= _WORST_MARK else match[0]


def _mark(match: re.Match[str]) -> str:
    if "?" not in match[0]:
        return LOUD
    return STARTLED if "!" in match[0] else PUZZLED
