"""Whether a name is one that many people bear, by lists of the most common given and family names. Pure."""

from collections.abc import Sequence
from functools import cache
from itertools import chain

from devsignal_cli.core.identity.decorations import GENERATIONS, PARTICLES
from devsignal_cli.core.identity.lists import listed


def are_common(parts: Sequence[str]) -> bool:
    """Whether the given name and the family name are both most common, in either order, and so is all between them.

    Rules: a hyphen counts for nothing; a given name may stand in several parts; a lone part is a family name of one to
    three characters, and the given name.
    """
    names = [part.replace("-", "") for part in parts if part not in GENERATIONS]
    if len(names) == 1:
        return any(_is_borne([names[0][at:], names[0][:at]]) for at in (1, 2, 3))
    return _is_borne(names) or _is_borne([*names[1:], names[0]]) or _is_borne(names[::-1])


def _is_borne(names: Sequence[str]) -> bool:
    """Whether the last is a common family name, and those before it a common given name."""
    *given, family = names
    if family not in _family():
        return False
    return "".join(given) in _given() or (given[0] in _given() and all(map(_is_filling, given[1:])))


def _is_filling(name: str) -> bool:
    return name in _given() or name in _family() or name in PARTICLES


@cache
def _given() -> frozenset[str]:
    return _without_hyphens(listed("common_given"))


@cache
def _family() -> frozenset[str]:
    return _without_hyphens(listed("common_family"))


def _without_hyphens(names: frozenset[str]) -> frozenset[str]:
    return frozenset(chain.from_iterable((name, name.replace("-", "")) for name in names))
