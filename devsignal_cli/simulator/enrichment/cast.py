"""The companies and people of the seeded world: who there is and what is special about them; nobody here is real."""

import random
import unicodedata
from collections.abc import Iterator
from typing import Any

from devsignal_cli.simulator.people import COMPANIES, FIRST_NAMES, LAST_NAMES

Entry = tuple[str, dict[str, Any]]
_OWN = (("Acme", "acme"), ("Globex", "globex"))
_NULLS: tuple[dict[str, Any], ...] = (
    {},
    {"description": None},
    {"foundedYear": None, "metrics": {"estimatedAnnualRevenue": None, "raised": None}},
    {"category": {"subIndustry": None, "industry": None}},
    {"metrics": {"employees": None, "employeesRange": None}},
    {"linkedin": {"handle": None}, "tech": [], "techCategories": []},
)


def companies(seed: int) -> Iterator[Entry]:
    """Domains with what differs from the invented record: the name, now and then an alias, and holes in turn."""
    for number, (name, handle) in enumerate((*_OWN, *COMPANIES), seed):
        aliases = [] if number % 4 else [f"get{handle}.dev"]
        yield f"{handle}.dev", {"name": name, "domainAliases": aliases, **_NULLS[number % len(_NULLS)]}


def people(seed: int) -> Iterator[Entry]:
    """Two to four people of each company, first.last@domain."""
    rng = random.Random(f"people:{seed}")
    for domain, _ in companies(seed):
        firsts = rng.sample(FIRST_NAMES, rng.randrange(2, 5))
        for first in firsts:
            last = rng.choice(LAST_NAMES)
            name = {"fullName": f"{first} {last}", "givenName": first, "familyName": last}
            yield f"{_plain(first)}.{_plain(last)}@{domain}", {"name": name}


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.lower())
    return "".join(sign for sign in folded if sign.isascii() and sign.isalnum())
