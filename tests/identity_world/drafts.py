"""An author in the making: what is decided of it before it is put into the form of X."""

from dataclasses import dataclass, field
from random import Random

from tests.identity_world.accounts import Accounts
from tests.identity_world.decorations import decorated, joke
from tests.identity_world.model import Company, Kind
from tests.identity_world.names import FAMILY_FIRST, Person
from tests.identity_world.profiles import Shown
from tests.identity_world.spelling import SHORT_FORMS, ascii_letters, latin, without_marks

_WAYS = {
    "exact": 70, "joke": 6, "first_only": 5, "middle_initial": 4, "last_first": 3, "short_form": 5, "no_marks": 2,
    "last_initial": 3, "transliterated": 2,
}  # fmt: skip


@dataclass(slots=True)
class Draft:
    """An author. `name` is undecorated, `display` what X shows; `company` is the true employer's number."""

    kind: Kind
    user_id: int
    created_at: int
    username: str
    name: str
    display: str
    shown: Shown
    company: int | None = None
    contact: int | None = None
    former: str | None = None
    is_late: bool = False
    traps: list[str] = field(default_factory=list)
    is_undecidable_company: bool = False
    is_undecidable_contact: bool = False


def of_person(
    kind: Kind, person: Person, shown: Shown, employer: Company | None, accounts: Accounts, random: Random
) -> Draft:
    """The account of a person, a third of them with something around the name."""
    name, way = _shown_name(person, random)
    display, traps = name, [way, *shown.traps]
    if random.random() < 1 / 3:
        display = decorated(name, employer.name if employer else None, random)
        traps.append("decorated")
    draft = plain(kind, name, display, shown, accounts.of_person(person), accounts)
    draft.company = employer.number if employer and employer.number else None
    draft.traps += traps
    return draft


def plain(kind: Kind, name: str, display: str, shown: Shown, username: str, accounts: Accounts) -> Draft:
    """An account of any kind."""
    user_id, created_at = accounts.born()
    return Draft(kind, user_id, created_at, username, name, display, shown)


def own_link(person: Person, random: Random) -> str | None:
    """Where somebody's own link leads: nowhere, to an own domain, or to one of the hosts that everybody uses."""
    name = f"{ascii_letters(person.first)}{ascii_letters(person.last)}" or random.choice(("nimbus", "walnut", "fjord"))
    pages = (
        f"https://{name}.{random.choice(('com', 'me', 'io', 'codes'))}", f"https://www.{name}.com/blog",
        f"https://{name}.github.io", f"https://github.com/{name}", f"https://medium.com/@{name}",
        f"https://{name}.medium.com", f"https://{name}.substack.com", f"https://linktr.ee/{name}",
        f"https://www.youtube.com/@{name}", f"https://www.linkedin.com/in/{name}", f"https://{name}.carrd.co",
        f"https://bento.me/{name}", f"https://dev.to/{name}", f"https://{name}.hashnode.dev",
        f"https://www.twitch.tv/{name}", f"https://{name}.netlify.app", f"https://hachyderm.io/@{name}",
        f"https://bit.ly/{name[:7]}", f"https://{name}.notion.site/me", f"https://cal.com/{name}",
        f"https://{name}.wordpress.com", f"https://patreon.com/{name}", f"https://t.me/{name}",
    )  # fmt: skip
    return random.choice((*pages, pages[0], pages[0], pages[2], pages[7])) if random.random() < 0.55 else None


def _shown_name(person: Person, random: Random) -> tuple[str, str]:
    """A person's name as a profile has it, and in which way; the exact one where a way changes nothing."""
    if person.locale in FAMILY_FIRST and random.random() < 0.8:
        return random.choice((f"{person.last}{person.first}", f"{person.last} {person.first}")), "last_first"
    way = random.choices(tuple(_WAYS), tuple(_WAYS.values()))[0]
    name = _written(person, way, random)
    return (name, way) if name != person.full else (name, "exact")


def _written(person: Person, way: str, random: Random) -> str:
    first, last = person.first, person.last
    ways = {
        "first_only": first,
        "middle_initial": f"{first} {random.choice('ABCDEJKLMRST')}. {last}",
        "last_first": random.choice((f"{last} {first}", f"{last}, {first}")),
        "short_form": f"{SHORT_FORMS.get(first, first)} {last}",
        "no_marks": without_marks(person.full),
        "last_initial": f"{first} {last[0]}.",
        "transliterated": latin(person.full),
    }
    return joke(random) if way == "joke" else ways.get(way, person.full)
