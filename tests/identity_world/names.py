"""Names of people in many scripts: the lists that faker has by locale, mixed with a long tail of made-up surnames.

The lists alone are far shorter than the world's surnames, so people drawn from them would share names too often. A
surname comes from a list with the probability `head`, else from the tail, where hardly two are alike. Two people
share a full name only if both come from the lists, so collisions grow with the square of `head`; `Names.head_for`
solves that for a wished number of namesakes a contact, whatever the size of the world and of faker's lists.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import accumulate
from random import Random

from tests.identity_world.surnames import made_up

LOCALES: Mapping[str, float] = {
    "en_US": 0.27, "en_IN": 0.10, "de_DE": 0.09, "fr_FR": 0.07, "es_MX": 0.07, "pt_BR": 0.06, "pl_PL": 0.05,
    "tr_TR": 0.04, "ru_RU": 0.05, "uk_UA": 0.03, "ja_JP": 0.04, "ko_KR": 0.03, "zh_CN": 0.03, "vi_VN": 0.02,
    "ar_AA": 0.02, "hi_IN": 0.02, "el_GR": 0.01,
}  # fmt: skip
"""The share of each; faker has the names of Egypt under ar_AA."""
FAMILY_FIRST = frozenset({"ja_JP", "ko_KR", "zh_CN"})
_GENDERS = ("female", "male")
_SKEW = 1.0  # lists without weights: the n-th name is borne in proportion to 1 / n


@dataclass(frozen=True, slots=True)
class Person:
    """A name as its bearer would give it."""

    first: str
    last: str
    locale: str

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"


class _List:
    """Names with the shares in which they are borne."""

    def __init__(self, names: Mapping[str, float] | Sequence[str], key: str) -> None:
        if not isinstance(names, Mapping):
            mixed = sorted(set(names))
            Random(key).shuffle(mixed)
            names = {name: (place + 1) ** -_SKEW for place, name in enumerate(mixed)}
        self.names = tuple(names)
        self._sums = tuple(accumulate(names.values()))
        self.chance_of_two = sum(share**2 for share in names.values()) / self._sums[-1] ** 2

    def draw(self, random: Random) -> str:
        return random.choices(self.names, cum_weights=self._sums)[0]


class Names:
    """Draws people of all locales; `head` is the share of surnames out of the lists."""

    def __init__(self) -> None:
        self._lists = {
            (locale, gender, part): _List(_found(locale, gender, part), f"{locale} {gender} {part}")
            for locale in LOCALES
            for gender in _GENDERS
            for part in ("first", "last")
        }
        self._locales = tuple(LOCALES)
        self._sums = tuple(accumulate(LOCALES.values()))
        self.head = 1.0

    def head_for(self, namesakes: float, people: int) -> float:
        """The share with which a person has so many namesakes among `people`, at most 1."""
        if not people:
            return 1.0
        return min(1.0, math.sqrt(namesakes / (people * self._chance_of_two())))

    def person(self, random: Random) -> Person:
        locale = random.choices(self._locales, cum_weights=self._sums)[0]
        gender = random.choice(_GENDERS)
        first = self._lists[locale, gender, "first"].draw(random)
        is_listed = random.random() < self.head
        last = self._lists[locale, gender, "last"].draw(random) if is_listed else made_up(locale, random)
        return Person(first, last, locale)

    def _chance_of_two(self) -> float:
        """The probability that two people out of the lists share a full name: of one locale, and of one gender."""
        return sum(
            share**2 / 4 * self._lists[locale, gender, "first"].chance_of_two
            * self._lists[locale, gender, "last"].chance_of_two
            for locale, share in LOCALES.items()
            for gender in _GENDERS
        )  # fmt: skip


def _found(locale: str, gender: str, part: str) -> Mapping[str, float] | Sequence[str]:
    """A list of faker's; those of surnames by gender are called in two ways, or there is one for both."""
    provider = import_module(f"faker.providers.person.{locale}").Provider
    other_way = "feminine" if gender == "female" else "masculine"
    for name in (f"{part}_names_{gender}", f"{gender}_{part}_names", f"{other_way}_{part}_names"):
        if found := getattr(provider, name, None):
            return _typed(found)
    return _typed(getattr(provider, f"unisex_{part}_names", None) or getattr(provider, f"{part}_names"))


def _typed(names: Mapping[str, float] | Sequence[str]) -> Mapping[str, float] | Sequence[str]:
    if isinstance(names, Mapping):
        return {name: float(share) for name, share in names.items()}
    return [" ".join(name.split()) for name in names]
