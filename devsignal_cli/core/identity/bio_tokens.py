"""A bio as a row of tokens: words, what points to companies, and what parts one item from the next. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from devsignal_cli.core.hosts import domains
from devsignal_cli.core.identity import pointers
from devsignal_cli.core.identity.pointers import Pointer

MAX_CHARACTERS = 500  # X allows 160; the rest is for links that stand in full

TokenKind = Literal[
    "word",
    "at",
    "handle",
    "bio_link",
    "bio_domain",
    "email",
    "elsewhere",
    "soft",
    "stop",
    "open",
    "close",
    "on",
    "back",
]


class Token(NamedTuple):
    """A word in small letters, or a pointer to a company, or a mark.

    `at`: an @ alone. `elsewhere`: an address that points to no company. `soft`: a comma, or an "and" and the like;
    `stop`: a full stop and the like. `on`, `back`: arrows.
    """

    kind: TokenKind
    text: str = ""
    pointer: Pointer | None = None


_HOST = r"(?:[^\W_][\w-]{0,62}\.)+[^\W\d_][\w-]*"
_HANDLE = r"[A-Za-z0-9_]{1,15}(?![A-Za-z0-9_@\uff20])"
_WORD = r"[^\W_]+(?:['\u2019][^\W_]+)*|❤"
_SOFT = r"[,\uff0c、&\uff06+\uff0b/\uff0f\u00d7]|(?<=\s)x(?=\s)"
_STOP = (
    r"\.(?!\w)|[!?|;\n\r…·•‧・∙⋅●○◦▪。\uff01\uff1f\uff5c\uff1b—―~\u2223¦]|(?<=\s)[-\u2013*](?=\s)"
    r"|[\u2300-\u23ff\u2500-\u27bf\u2b00-\u2bff\U0001f000-\U0001fbff]+"
)
_YEARS = r"(?<!\w)(?:(?:19|20)\d\d\s?[-\u2013—]\s?(?:19|20)?\d\d|['\u2019\u2018]\d\d|[WSFwsf]\d\d)(?!\w)"
_FORMER = re.compile(r"(?<![\w@])[Ee][Xx]-(?=[A-Za-z@])|(?<![\u3400-\u9fff])(?:元|前)(?=[A-Za-z@])")
_TOKEN = re.compile(
    r"[^\S\n\r]*(?:(?P<plain>[^\W\d_]{2,}(?=[ ,]))"  # most words, and the quickest way to them
    rf"|(?P<years>{_YEARS})|(?P<no>!=|≠)"
    r"|(?P<url>[Hh][Tt][Tt][Pp][Ss]?://[^\s<>|,;\"“”]+)"
    r"|(?P<email>(?<![\w@.+-])[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_])?@[^\W_][\w.-]*)"
    r"|(?P<elsewhere>(?<!\w)[@\uff20][A-Za-z0-9_.-]{1,64}[@\uff20][\w.-]+)"
    rf"|(?<![\w@\uff20])[@\uff20](?P<dotted>{_HOST})"
    rf"|(?<![A-Za-z0-9_@\uff20])[@\uff20](?P<handle>{_HANDLE})"
    r"|(?<![\w@\uff20])(?P<at>[@\uff20])(?!\w)"
    rf"|(?P<site>(?<![@\uff20.]){_HOST}(?:/[^\s<>|,;()\"“”]*)?)"
    rf"|(?P<soft>{_SOFT})|(?P<word>{_WORD})"
    r"|(?P<on>-+>|=+>|[→➔➜➡⟶⇒►▶\u203a»>])|(?P<back><-+|<=+|[←⇐\u2039«])"
    rf"|(?P<open>[(\[{{\uff08【「])|(?P<close>[)\]}}\uff09】」])|(?P<stop>{_STOP}))"
)
_FIRST_HANDLE = re.compile(_HANDLE)
_LAST_PIECE = re.compile(r"\S*\Z")
_JOINERS = frozenset({"and", "et", "und", "y"})
_COMMAS = frozenset(",\uff0c、")
_SHORTENED = frozenset("acq asst dir dr eng ex fmr inc jr mgr prev prof sr vs".split())
_CAP = "🎓"
_UNEQUAL = frozenset({"!=", "≠"})
_TAIL = ".,:!?'\u2019…*)]}"


def tokens(bio: str, links: Mapping[str, Sequence[str]]) -> Iterator[Token]:
    """The tokens of a bio; `links` say where X's short links in it lead to."""
    bio = bio if len(bio) <= MAX_CHARACTERS else _LAST_PIECE.sub("", bio[:MAX_CHARACTERS])
    bio = _FORMER.sub("ex ", bio)
    place, last_word = 0, ""
    while found := _TOKEN.search(bio, place):
        kind, place = found.lastgroup or "", found.end()
        text = found[kind]
        match kind:
            case "plain" | "word":
                last_word = text.lower().replace("\u2019", "'")
                yield Token("soft", "and") if last_word in _JOINERS else Token("word", last_word)
                continue
            case "stop" if text == "." and last_word in _SHORTENED:
                continue
            case "url":
                yield from _of_url(text, links)
            case "site" | "dotted":
                token, length = _of_host(text) if kind == "site" else _of_dotted(text)
                place = found.start(kind) + length
                yield token
            case _:
                yield _of_mark(kind, text)
                if _CAP in text:
                    yield Token("word", "student")
        last_word = ""


def _of_url(text: str, links: Mapping[str, Sequence[str]]) -> Iterator[Token]:
    text = text.rstrip(_TAIL)
    if text not in links:
        yield _pointing("bio_domain", pointers.of_url(text))
        return
    found = dict.fromkeys(pointers.of_expanded(url) for url in links[text])
    yield from (_pointing("bio_link", pointer) for pointer in found)


def _of_host(text: str) -> tuple[Token, int]:
    """The token of a host in a sentence, and how many characters it takes: the next sentence may hang on it."""
    host = text.partition("/")[0]
    joint = pointers.joint(host)
    if joint is not None:
        before = text[:joint]
        return (_of_host(before)[0] if "." in before else Token("word", before.lower())), joint
    pointer = pointers.of_word(text.rstrip(_TAIL))
    if pointer is None and not isinstance(domains.read(host), domains.Domain):
        return Token("word", text.lower()), len(text)
    return _pointing("bio_domain", pointer), len(text)


def _of_dotted(text: str) -> tuple[Token, int]:
    """`@acme.com` is a domain, `@acme.Then` a handle and the next sentence."""
    token, length = _of_host(text)
    handle = _FIRST_HANDLE.match(text)
    if handle is None or (token.kind != "word" and length == len(text)):
        return token, length
    return _of_mark("handle", handle[0]), handle.end()


def _of_mark(kind: str, text: str) -> Token:
    match kind:
        case "handle":
            return Token("handle", pointer=Pointer("handle", text.lower()))
        case "email":
            return _pointing("email", pointers.of_email(text.rstrip(_TAIL)))
        case "years" | "no":
            return Token("word", _word_for(text))
        case "soft":
            return Token("soft", "," if text in _COMMAS else "and")
        case "stop" | "open" | "close" | "on" | "back" | "at":
            return Token(kind)
        case _:
            return Token("elsewhere")


def _word_for(text: str) -> str:
    """The word that says the same as a mark: "W21" and "'19" are a batch and a class, "2015-2019" is over."""
    if text[0].isdigit():
        return "until"
    return "not" if text in _UNEQUAL else "batch"


def _pointing(kind: TokenKind, pointer: Pointer | None) -> Token:
    return Token("elsewhere") if pointer is None else Token(kind, pointer=pointer)
