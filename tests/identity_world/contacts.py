"""Contacts as a company has them on file: with work mail, free mail or none, and names in the spelling of a form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.identity_world import companies
from tests.identity_world.accounts import Accounts
from tests.identity_world.model import Company, Contact
from tests.identity_world.names import Names, Person
from tests.identity_world.spelling import SHORT_FORMS, ascii_letters, key, without_marks

_FREE_MAIL = ("gmail.com", "outlook.com", "yahoo.com", "proton.me", "gmx.de", "icloud.com")


@dataclass(frozen=True, slots=True)
class Known:
    """A contact and the person behind it; `employer` is where that person really works, `own` an own company."""

    contact: Contact
    person: Person
    employer: Company | None
    left: Company | None = None
    is_own: bool = False


def made(count: int, names: Names, firms: list[Company], accounts: Accounts, random: Random) -> list[Known]:
    """So many contacts; the companies of freelancers among them are added to `firms`."""
    people = _people(count, names, random)
    known = [_known(number, person, firms, random) for number, person in enumerate(people, 1)]
    for place in random.sample(range(count), k=max(3, count // 250)):
        own = companies.of_one(len(firms) + 1, people[place], {firm.domain for firm in firms}, accounts)
        firms.append(own)
        contact = replace(
            known[place].contact, email=f"{ascii_letters(people[place].first) or 'me'}@{own.domain}", company=own.number
        )
        known[place] = Known(contact, people[place], own, is_own=True)
    return _told_apart(known)


def _people(count: int, names: Names, random: Random) -> list[Person]:
    """People, of whom one in a hundred is called like another one."""
    people = [names.person(random) for _ in range(count)]
    for _ in range(count // 100):
        one, other = random.sample(range(count), k=2)
        people[one] = people[other]
    return people


def _known(number: int, person: Person, firms: Sequence[Company], random: Random) -> Known:
    company = random.choice(firms) if random.random() < 0.9 else None
    first, last = _on_file(person, random)
    contact = Contact(
        number, first, last, _email(person, number, company, random), company.number if company else None, None, None
    )
    if not first and contact.email is None:
        contact = replace(contact, email=f"contact{number}@gmail.com")
    if company is None or random.random() >= 0.12:
        return Known(contact, person, company)
    others = [firm for firm in random.sample(list(firms), k=2) if firm is not company]
    new = others[0] if random.random() < 0.6 else companies.outside(random)
    return Known(contact, person, new, left=company)


def _on_file(person: Person, random: Random) -> tuple[str, str]:
    chance = random.random()
    if chance < 0.01:
        return (person.first, "") if chance < 0.006 else ("", "")
    if chance < 0.06:
        return without_marks(person.first), without_marks(person.last)
    if chance < 0.10:
        return SHORT_FORMS.get(person.first, person.first), person.last
    return (person.first.upper(), person.last.upper()) if chance < 0.12 else (person.first, person.last)


def _email(person: Person, number: int, company: Company | None, random: Random) -> str | None:
    first, last = ascii_letters(person.first), ascii_letters(person.last)
    local = random.choice((f"{first}.{last}", f"{first}{last}", f"{first[:1]}{last}", first)).strip(".") or "me"
    chance = random.random()
    if company and chance < 0.75:
        return f"{local}{number}@{company.domain}"
    return f"{local}{number}@{random.choice(_FREE_MAIL)}" if chance < 0.9 else None


def _told_apart(known: list[Known]) -> list[Known]:
    """Contacts of one name all have an e-mail, because a file's rows without one are known by the name."""
    seen: set[str] = set()
    found = []
    for each in known:
        name = key(each.person.full)
        if name in seen and each.contact.email is None:
            email = f"namesake{each.contact.number}@gmail.com"
            found.append(replace(each, contact=replace(each.contact, email=email)))
        else:
            found.append(each)
        seen.add(name)
    return found
