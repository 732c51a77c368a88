"""How X cuts text into tokens: at punctuation and symbols, case and accents ignored, each emoji and CJK sign alone."""

import re
import unicodedata

_LINK = re.compile(r"https?://\S+")
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+|[\u2190-\u2bff\U0001f000-\U0001faff]")


def tokens(text: str) -> list[str]:
    """The tokens of a text in order."""
    return _TOKEN.findall(_plain(text))


def padded(text: str) -> str:
    """The tokens of a text as one string in which a token sequence can be looked for as ` a b `."""
    return f" {' '.join(tokens(text))} "


def without_links(text: str) -> str:
    """A text without its links: keywords do not match inside t.co addresses."""
    return _LINK.sub(" ", text)


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(sign for sign in split if unicodedata.category(sign) != "Mn"))
