"""Full names, read out of display names and of contacts' columns, so that an exact key can compare them. Pure.

A wrong full name is worse than none: what may be a handle, a phrase or a team gives None.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from devsignal_cli.core.identity.commonness import are_common
from devsignal_cli.core.identity.decorations import GENERATIONS, name_words, without_marks
from devsignal_cli.core.identity.letters import is_cjk, is_kana, plain, unmasked
from devsignal_cli.core.identity.lists import listed

MOST_PARTS = 5

_MOST_KEPT = 100  # characters; X allows 50

_CJK = "cjk:"
_NO_PART = re.compile(r"[\d_.@&/]|'s$")
Keyed = tuple[str, tuple[str, ...]] | None
"""A key and its parts."""

_FANS = frozenset({"fan", "fans"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A full name: two parts or more; in Han, kana or Hangul maybe one, where no blank parts them.

    `key` is the normal form: equal for the same name, whatever the order of its parts.
    `parts` stand in their normal form, in the order as written.
    `is_common`: given name and family name are both among the world's most common; many people bear it.
    `is_disguised`: letters of another script stand in for look-alikes.
    `is_marked`: the display name itself says that it is no plain person: parody, bot, fan, fake, "not X".
    """

    key: str
    parts: tuple[str, ...]
    is_common: bool
    is_disguised: bool
    is_marked: bool


def of_display(text: str) -> PersonName | None:
    """The full name in an X display name, or None: a mononym, a handle, a phrase, nothing.

    Several rules ask for the same name, so the last ones are kept.
    """
    return _shown(text) if len(text) <= _MOST_KEPT else _of_display(text)


def _of_display(text: str) -> PersonName | None:
    text, is_marked = without_marks(plain(text))
    words = name_words(text)
    if words and words[-1] in _FANS and _keyed(words[:-1]):  # Fan is a family name, too
        words, is_marked = words[:-1], True
    return _person(words, is_marked=is_marked)


_shown = lru_cache(maxsize=4_096)(_of_display)


def of_contact(first: str, last: str) -> PersonName | None:
    """The full name in a contact's columns, of which one may hold it all; Han, kana and Hangul family name first."""
    given, family = name_words(plain(first)), name_words(plain(last))
    if given and family and all(map(is_cjk, given + family)):
        given, family = family, given
    return _person(given + family, is_marked=False)


def same_order(a: PersonName, b: PersonName) -> bool:
    """Whether two names are the same, and have their parts in the same order."""
    between = "" if a.key.startswith(_CJK) else " "
    return a.key == b.key and between.join(a.parts) == between.join(b.parts)


def _person(words: list[str], *, is_marked: bool) -> PersonName | None:
    words, is_disguised = unmasked(_without_ornaments(words))
    found = _keyed(words)
    if not found:
        return None
    key, parts = found
    return PersonName(key, parts, are_common(parts), is_disguised, is_marked)


def _without_ornaments(words: list[str]) -> list[str]:
    """The words without letters that are there for their looks: Ada Lovelace ツ."""
    if sum(map(str.isascii, words)) in (0, 1, len(words)):
        return words
    return [word for word in words if len(word) > 1 or word.isascii() or (is_cjk(word) and not is_kana(word))]


def _keyed(words: list[str]) -> Keyed:
    cjk = [is_cjk(word) for word in words]
    if not any(cjk):
        return _in_parts(words)
    return _in_cjk(words) if all(cjk) else _first_of_two(words) or _in_parts(words)


def _first_of_two(words: list[str]) -> Keyed:
    """The first of two full names in two scripts: 山田太郎 Taro Yamada."""
    names = [_keyed(list(run)) for _, run in groupby(words, is_cjk)]
    return names[0] if len(names) == 2 and all(names) else None  # noqa: PLR2004


def _in_parts(words: list[str]) -> Keyed:
    parts = (*words[:1], *(word for word in words[1:-1] if not _is_initial(word)), *words[1:][-1:])
    names = [part for part in parts if part not in GENERATIONS]
    if not 2 <= len(names) <= len(parts) <= MOST_PARTS or _is_initial(parts[0]) or _is_initial(parts[-1]):  # noqa: PLR2004
        return None
    if not all(map(_is_part, parts)):
        return None
    return " ".join(sorted(parts)), parts


def _in_cjk(words: Sequence[str]) -> Keyed:
    """The order is unknown where no blank parts the name, so the key is the least of all rotations."""
    joined = "".join(words)
    match len(words):
        case 1:
            is_full = 3 <= len(joined) <= 6 and not is_kana(joined)  # noqa: PLR2004
        case 2:
            is_full = len(joined) <= 8  # noqa: PLR2004
        case _:
            return None
    if not is_full or any(word in joined for word in _cjk_groups()):
        return None
    return _CJK + min(joined[at:] + joined[:at] for at in range(len(joined))), tuple(words)


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and not is_cjk(word)


def _is_part(word: str) -> bool:
    is_plain = word.isalpha() or (any(map(str.isalpha, word)) and not _NO_PART.search(word))
    return is_plain and word not in listed("groups")


@cache
def _cjk_groups() -> tuple[str, ...]:
    return tuple(sorted(entry for entry in listed("groups") if is_cjk(entry)))
