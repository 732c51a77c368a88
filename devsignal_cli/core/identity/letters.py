"""The letters of a display name: what is blank, sign or letter, plain forms, and letters that pose as others. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from devsignal_cli.core.identity.lists import listed

LIMIT = 200
"""No name is longer, in characters of its plain form: X takes 50."""

Ranges = tuple[tuple[int, int], ...]
_LATIN: Ranges = ((0x61, 0x7A), (0xAA, 0x36F), (0x1D00, 0x1DBF), (0x1E00, 0x1EFF), (0x2C60, 0x2C7F), (0xA720, 0xA7FF))
_GREEK: Ranges = ((0x370, 0x3FF), (0x1F00, 0x1FFF))
_KANA: Ranges = ((0x3040, 0x30FF), (0x31F0, 0x31FF))
_HANGUL: Ranges = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7FF))
_HAN: Ranges = ((0x3005, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))

_ACCENT = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]+"
_LOOSE_ACCENTS = re.compile(rf'(?:(?<=[a-zͰ-Ͽ\s"|()\-,.@_/])|^){_ACCENT}')
_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")
_BEFORE_NFKC = str.maketrans("\u00b4`\u2122\u2120", "''||")  # NFKC makes a blank and TM of them

_UNSEEN = "\u034f\u0640\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
_SELECTORS = [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
_SIGNS = {
    **dict.fromkeys([*_UNSEEN, *map(chr, _SELECTORS)], ""),
    **dict.fromkeys("'\u2018\u2019\u201b\u02bb\u02bc\u02b9\u02be\u02bf\u2032\u05f3\ua78c", "'"),
    **dict.fromkeys("-\u2010\u2011\u2012\u2013\u2212\u05be", "-"),  # an en dash, too; a longer one is no hyphen
    **dict.fromkeys('"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a', '"'),
    **dict.fromkeys(",\u060c\u3001", ","),
    **{sign: sign for sign in "._@/"},
    "<": "(",
    ">": ")",
    "&": " & ",
}
_CATEGORIES = {"Cc": "", "Cf": "", "Me": "", "Ps": "(", "Pe": ")"}
_KEPT = frozenset({"Mn", "Mc", "Nd"})
_LETTERS = {
    "\u0142": "l",
    "\u00f8": "o",
    "\u0111": "d",
    "\u0131": "i",
    "\u00f0": "d",
    "\u0127": "h",
    "\u0167": "t",
    "\u0268": "i",
    "\u0289": "u",
    "\u0259": "e",
    "\u0251": "a",
    "\u0261": "g",
    "\u0192": "f",
    "\u0138": "k",
    "\u00e6": "ae",
    "\u0153": "oe",
    "\u00fe": "th",
    "\u014b": "ng",
    "\u0253": "b",
    "\u0257": "d",
    "\u0199": "k",
    "\u01b4": "y",
    **dict(zip("ᴀʙᴄᴅᴇꜰғɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdeffghijklmnoprstuvwyz", strict=True)),
}
"""Latin letters that no accent tells from their plain ones, and the small capitals that some write their names in."""


class _Plain(dict[int, str]):
    """The plain form of each character, found when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = _plain(chr(code))
        if code < 0x3000:  # noqa: PLR2004 - what lies above is too much to remember
            self[code] = plain
        return plain


_TABLE = _Plain()


def plain(text: str) -> str:
    """A text in one case, width and spelling: letters, marks, digits, single blanks and few signs.

    `|` stands for every sign and picture, `(`, `)` and `"` for all brackets and quotes; `'`, `-`, `,`, `.`, `@`, `_`,
    `/` and a lone `&` are kept. Accents go from Latin and Greek letters only: elsewhere marks are vowels.
    """
    text = _KEYCAP.sub("|", text[: 5 * LIMIT]).translate(_BEFORE_NFKC)
    text = unicodedata.normalize("NFKC", text).casefold().replace("l·l", "ll").translate(_TABLE)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _LOOSE_ACCENTS.sub("", text))
        text = "".join(_parted(text))
    text = " ".join(text.split())
    return text if len(text) <= LIMIT else text[:LIMIT].rpartition(" ")[0]


def unmasked(words: list[str]) -> tuple[list[str], bool]:
    """Plain words with look-alikes of Latin letters put right, and whether there were any.

    A word that mixes Latin with letters that look like none comes out empty.
    """
    if all(map(str.isascii, words)):
        return words, False
    among_latin = any(_has_latin(word) and not _has_other(word) for word in words)
    found = [_unmask(word, among_latin=among_latin) for word in words]
    return found, found != words


def is_cjk(word: str) -> bool:
    """Whether a word is all Han, kana and Hangul."""
    return not word.isascii() and all(map(_is_cjk, word))


def is_kana(word: str) -> bool:
    """Whether a word is all kana."""
    return not word.isascii() and all(_is_in(_KANA, char) for char in word)


def _parted(text: str) -> Iterator[str]:
    """The text with a blank where Han, kana or Hangul meet another script or an @: 山田太郎bot, 山田太郎@acme."""
    before = None
    for char in text:
        after = _is_cjk(char) if char.isalnum() else None
        if (before and char == "@") or (before is not None and after is not None and before != after):
            yield " "
        yield char
        before = after


def _unmask(word: str, *, among_latin: bool) -> str:
    has_latin = _has_latin(word)
    if not _has_other(word) or not (has_latin or among_latin):
        return word
    latin = word.translate(_look_alikes())
    if not _has_other(latin):
        return latin
    return "" if has_latin else word


def _plain(char: str) -> str:
    if char.isspace():
        return " "
    if char in _SIGNS:
        return _SIGNS[char]
    category = unicodedata.category(char)
    if category.startswith("L"):
        return _folded(char)
    return char if category in _KEPT else _CATEGORIES.get(category, "|")


def _folded(letter: str) -> str:
    if not _is_in(_LATIN + _GREEK, letter):
        return letter
    base = unicodedata.normalize("NFD", letter)[0]
    return _LETTERS.get(base, base)


@cache
def _look_alikes() -> dict[int, str]:
    rows = (line.split("\t") for line in listed("look_alikes"))
    return str.maketrans({letter: latin for latin, letters in rows for letter in letters})


def _has_latin(word: str) -> bool:
    return any(map(_is_latin, word))


def _has_other(word: str) -> bool:
    return any(char.isalpha() and not _is_latin(char) for char in word)


@lru_cache(4096)
def _is_latin(char: str) -> bool:
    return _is_in(_LATIN, char)


@lru_cache(4096)
def _is_cjk(char: str) -> bool:
    return char > "\u10ff" and _is_in(_HAN + _KANA + _HANGUL, char)


def _is_in(ranges: Ranges, char: str) -> bool:
    code = ord(char)
    return any(low <= code <= high for low, high in ranges)
