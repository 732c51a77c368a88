"""What one would write first: rules without any care, to measure others by. Each is a function from world to ties."""

import re
from collections.abc import Callable, Iterable, Mapping

from tests.identity_world.model import Author, Contact, Tie, World
from tests.identity_world.spelling import squeezed

_ENOUGH = 0.92
_DOMAIN = re.compile(r"(?:[\w-]+\.)+\w{2,}")
_HANDLE = re.compile(r"@(\w{1,15})", re.ASCII)


def exact_full_name(world: World) -> dict[int, Tie]:
    """The display name is a contact's first and last name."""
    return _by_name(world, squeezed, squeezed)


def first_and_last_word(world: World) -> dict[int, Tie]:
    """The first and the last word of both names are the same."""
    return _by_name(world, _ends, _ends)


def unique_full_name(world: World) -> dict[int, Tie]:
    """The exact name, if no two contacts and no two authors have it."""
    found = exact_full_name(world)
    names = [squeezed(author.name) for author in world.authors]
    contacts = [squeezed(_full(contact)) for contact in world.contacts]
    alone = _once(names) & _once(contacts)
    return {
        author.user_id: found[author.user_id]
        for author in world.authors
        if author.user_id in found and squeezed(author.name) in alone
    }


def similar_name(world: World) -> dict[int, Tie]:
    """The contact with the most similar name by Jaro and Winkler, of those that begin with the same two letters."""
    blocks: dict[str, list[tuple[str, Contact]]] = {}
    for contact in _named(world):
        name = squeezed(_full(contact))
        blocks.setdefault(name[:2], []).append((name, contact))
    found: dict[int, Tie] = {}
    for author in world.authors:
        name = squeezed(author.name)
        rated = [(jaro_winkler(name, other), -contact.number) for other, contact in blocks.get(name[:2], [])]
        best, number = max(rated, default=(0.0, 0))
        if best >= _ENOUGH:
            found[author.user_id] = Tie(contact=-number, contact_state="confirmed")
    return found


def any_domain(world: World) -> dict[int, Tie]:
    """Whatever domain a profile has in its link or its bio is the employer's."""
    return _by_company(world, with_handles=False)


def any_domain_or_handle(world: World) -> dict[int, Tie]:
    """Whatever domain or handle of a company a profile has is the employer's."""
    return _by_company(world, with_handles=True)


RIVALS: Mapping[str, Callable[[World], dict[int, Tie]]] = {
    "exact full name": exact_full_name,
    "unique full name": unique_full_name,
    "first and last word": first_and_last_word,
    "similar name": similar_name,
    "any domain": any_domain,
    "any domain or handle": any_domain_or_handle,
}
"""All of them by name."""


def jaro_winkler(one: str, other: str) -> float:
    """How similar two texts are, 0 to 1; the first four letters count more."""
    reach = max(len(one), len(other)) // 2 - 1
    taken = [False] * len(other)
    mine = []
    for place, sign in enumerate(one):
        for near in range(max(0, place - reach), min(len(other), place + reach + 1)):
            if not taken[near] and other[near] == sign:
                taken[near] = True
                mine.append(sign)
                break
    if not mine:
        return 0.0
    theirs = [sign for sign, is_taken in zip(other, taken, strict=True) if is_taken]
    swapped = sum(a != b for a, b in zip(mine, theirs, strict=True)) / 2
    jaro = (len(mine) / len(one) + len(mine) / len(other) + (len(mine) - swapped) / len(mine)) / 3
    same = next(
        (n for n, (a, b) in enumerate(zip(one[:4], other[:4], strict=False)) if a != b), min(4, len(one), len(other))
    )
    return jaro + same * 0.1 * (1 - jaro)


def _by_name(world: World, of_contact: Callable[[str], str], of_author: Callable[[str], str]) -> dict[int, Tie]:
    numbers: dict[str, int] = {}
    for contact in _named(world):
        numbers.setdefault(of_contact(_full(contact)), contact.number)
    keys = {author.user_id: of_author(author.name) for author in world.authors}
    return {
        author: Tie(contact=numbers[name], contact_state="confirmed")
        for author, name in keys.items()
        if name in numbers
    }


def _by_company(world: World, *, with_handles: bool) -> dict[int, Tie]:
    known: dict[str, int] = {}
    for company in world.companies:
        known |= dict.fromkeys((company.domain, *company.aliases), company.number)
        if company.handle and with_handles:
            known[f"@{company.handle.lower()}"] = company.number
    found: dict[int, Tie] = {}
    for author in world.authors:
        number = next((known[word] for word in _words(author) if word in known), None)
        if number is not None:
            found[author.user_id] = Tie(company=number, company_state="confirmed")
    return found


def _words(author: Author) -> Iterable[str]:
    """All that could be a domain, with what it is below, and all handles."""
    for text in (author.link or "", author.bio, author.entities):
        for domain in _DOMAIN.findall(text.lower()):
            parts = domain.split(".")
            yield from (".".join(parts[place:]) for place in range(len(parts) - 1))
        yield from (f"@{handle.lower()}" for handle in _HANDLE.findall(text))


def _named(world: World) -> list[Contact]:
    return [contact for contact in world.contacts if contact.first_name and contact.last_name]


def _full(contact: Contact) -> str:
    return f"{contact.first_name} {contact.last_name}"


def _ends(name: str) -> str:
    words = squeezed(name).split()
    return f"{words[0]} {words[-1]}" if len(words) > 1 else ""


def _once(names: list[str]) -> set[str]:
    seen: set[str] = set()
    again: set[str] = set()
    for name in names:
        (again if name in seen else seen).add(name)
    return seen - again
