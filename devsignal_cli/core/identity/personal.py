"""Whether a domain is an author's own, by the author's name and handle. Pure."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

from devsignal_cli.core.hosts import domains, suffixes

Owner = Literal["own", "unclear", "other"]
"""Whose a domain is: the author's own; the author's or that of the author's company; not the author's by its name."""

_MAX_PARTS = 5
_SEPARATOR = re.compile(
    r"[|•·@\uff20(\[{\uff08【,/:;~\u2013—\\<>\uff1d=+&→!?]|\s-\s|[\u2300-\u27bf\U0001f000-\U0001fbff]"
)
_BLANKS = re.compile(r"[\s.\-_\u200b-\u200f\u2066-\u2069]+")
_SPELLED_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ł": "l", "đ": "d", "ð": "d"}
)
_SPELLED_SHORT = str.maketrans({"ø": "o", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "þ": "th"})
_TITLES = frozenset("dr prof mr mrs ms mx sir phd md the iam im".split())
_JOINTS = frozenset("at from of by is for with in on and builds building".split())
_COMPANY_WORDS = frozenset(
    "ab ag ai academy agency api app apps bot bv capital careers cloud club co collective community company conf "
    "consulting corp corporation data dev devs devrel digital engineering foundation games gmbh group health hq inc "
    "institute io jobs lab labs limited llc ltd magazine media network news official oss oy platform plc podcast pro "
    "project research robotics sa sas security software solutions srl status studio studios support systems team tech "
    "technologies technology tools university ventures weekly".split()
)
_PREFIXES = ("iam", "im", "hey", "hi", "hello", "the", "its", "meet", "mr", "ask", "dr")
_SUFFIXES = (
    *(
        "dev",
        "codes",
        "code",
        "coder",
        "writes",
        "blog",
        "tech",
        "online",
        "web",
        "me",
        "io",
        "design",
        "builds",
        "makes",
    ),
    *("js", "official", "site", "net", "hq", "app", "labs", "ai", "inc"),
)
_SUFFIXES_OF_COMPANIES = ("hq", "app", "labs", "ai", "inc", "io", "co", "dev", "tech")


class Person(NamedTuple):
    """An author's names, squeezed to letters and digits: the display name's parts in two spellings, and the handle.

    `is_person`: the display name is like a person's; else `parts` may be a company's.
    """

    parts: tuple[str, ...]
    parts_spelled_out: tuple[str, ...]
    handle: str
    is_person: bool


def person(name: str, handle: str) -> Person:
    """The names of an author, from a display name (up to its first decoration) and a handle."""
    parts = _parts(name)
    is_person = len(parts) > 1 and _COMPANY_WORDS.isdisjoint(parts)
    short = tuple(_squeezed(part, _SPELLED_SHORT) for part in parts)
    spelled = tuple(_squeezed(part, _SPELLED_OUT) for part in parts)
    return Person(short, spelled, handle.casefold().replace("_", ""), is_person)


def owner(domain: str, author: Person, *, speaks_as_person: bool, speaks_as_company: bool) -> Owner:
    """Whose a domain is, by its label, and by how the author's bio speaks where names leave it open."""
    label, whole = _label(domain)
    if author.is_person:
        if not (_is_of_name(label, author) or _is_of_name(whole, author)):
            return "unclear" if _is_of_handle(label, whole, author) else "other"
        return "unclear" if speaks_as_company and label == "".join(author.parts) else "own"
    if _is_of_company(label, author.parts):
        return "unclear" if speaks_as_person else "other"
    return "unclear" if _is_of_handle(label, whole, author) else "other"


def label_of(domain: str) -> str:
    """A domain without its ending, as people write it in a sentence."""
    return _label(domain)[0]


@lru_cache(maxsize=1024)
def _label(domain: str) -> tuple[str, str]:
    """A domain without its ending, and with it, both squeezed."""
    suffix = suffixes.suffix_of(domain)
    found = domains.read(domain) if "xn--" in domain else None
    shown = found.shown if isinstance(found, domains.Domain) else domain
    labels = shown.split(".")
    name = ".".join(labels[: len(labels) - (suffix.name.count(".") + 1 if suffix else 0)])
    return _squeezed(name, _SPELLED_SHORT), _squeezed(shown, _SPELLED_SHORT)


def _parts(name: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFKC", name[:200]).lstrip(" \ufe0f\u200d")
    pieces = (piece for piece in _SEPARATOR.split(text) if any(map(str.isalpha, piece)))
    words = [word for word in _BLANKS.split(next(pieces, "").casefold()) if any(map(str.isalpha, word))]
    end = next((place for place, word in enumerate(words) if place and word in _JOINTS), len(words))
    return tuple(word for word in words[:end] if word not in _TITLES)[:_MAX_PARTS]


def _squeezed(text: str, spelling: dict[int, str]) -> str:
    text = text.casefold()
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text.translate(spelling))
    return "".join(letter for letter in plain if letter.isalnum())


def _is_of_name(label: str, author: Person) -> bool:
    return any(_is_made_of(label, parts) for parts in {author.parts, author.parts_spelled_out})


def _is_made_of(label: str, parts: tuple[str, ...]) -> bool:
    if _is_composed(label, parts, has_whole=False):
        return True
    shorter = [label.removeprefix(prefix) for prefix in _PREFIXES if label.startswith(prefix)]
    shorter += [label.removesuffix(suffix) for suffix in _SUFFIXES if label.endswith(suffix)]
    return any(len(rest) > 2 and _is_composed(rest, parts, has_whole=False) for rest in shorter)  # noqa: PLR2004


def _is_composed(label: str, parts: tuple[str, ...], *, has_whole: bool) -> bool:
    """Whether a label is parts of a name or their initials, in any order, one of them whole; or all the initials."""
    if not label:
        return has_whole
    if not has_whole and len(parts) > 1 and label == "".join(part[:1] for part in parts):
        return True
    for place, part in enumerate(parts):
        rest = (*parts[:place], *parts[place + 1 :])
        if part and label.startswith(part) and _is_composed(label[len(part) :], rest, has_whole=True):
            return True
        if part and label.startswith(part[0]) and _is_composed(label[1:], rest, has_whole=has_whole):
            return True
    return False


def _is_of_handle(label: str, whole: str, author: Person) -> bool:
    handles = {author.handle, author.handle.rstrip("0123456789")} - {""}
    return label in handles or whole in handles


def _is_of_company(label: str, parts: tuple[str, ...]) -> bool:
    """Whether a label is a company's name: all of it, or all but words like "Inc"."""
    name, core = "".join(parts), "".join(part for part in parts if part not in _COMPANY_WORDS)
    names = {name, core} - {""}
    return label in names or any(label == each + suffix for each in names for suffix in _SUFFIXES_OF_COMPANIES)
