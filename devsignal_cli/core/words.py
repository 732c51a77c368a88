"""The words of a text as X sees them: case and accents do not count, and whatever is no letter or digit parts words."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
_EMOJI = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff]")


def has_emoji(text: str) -> bool:
    """Whether a text has a sign that X searches for by itself."""
    return bool(_EMOJI.search(text))


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return split(folded(text))


def split(folded_text: str) -> list[str]:
    """The words of a text that is folded already."""
    return _WORD.findall(folded_text)


def folded(text: str) -> str:
    """A text in one case and without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join([letter for letter in plain if letter < "\u0300" or not unicodedata.combining(letter)])
