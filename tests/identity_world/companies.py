"""Companies with domains, names and accounts on X; some names are everyday words, some have an account not on file."""

from collections.abc import Container
from random import Random

from tests.identity_world.accounts import Accounts
from tests.identity_world.model import Company
from tests.identity_world.names import Person
from tests.identity_world.spelling import ascii_letters

_WORDS = (
    "Anchor", "Prism", "Lantern", "Beacon", "Harbor", "Pepper", "Meadow", "Summit", "Juniper", "Magnet", "Bridge", "Copper",
    "Thunder", "Ladder", "Stream", "Garden", "Feather", "Compass", "Pocket", "Canvas",
)  # fmt: skip
_FRONT = "bright north quartz vector ember lumen cobalt terra hyper kite zeno maple orbit pylon strato velvet".split()
_BACK = "forge base loop stack ware grid flow mesh cloud labs works point bit deck scale lane data nest".split()
_ENDINGS = (
    "com",
    "io",
    "dev",
    "ai",
    "com",
    "com",
    "co",
    "de",
    "co.uk",
    "com.br",
    "co.jp",
    "fr",
    "net",
    "tech",
    "cloud",
)
_ALIASES = ("io", "app", "org", "eu", "in")


def made(count: int, accounts: Accounts, random: Random) -> list[Company]:
    """So many companies."""
    names = [*_WORDS[: count // 8], *_made_up_names(count - len(_WORDS[: count // 8]), random)]
    random.shuffle(names)
    return [_company(number, name, accounts, random) for number, name in enumerate(names, 1)]


def of_one(number: int, person: Person, taken: Container[str], accounts: Accounts) -> Company:
    """A freelancer's own: a company on file whose domain is the person's name."""
    label = ascii_letters(person.first + person.last) or f"studio{number}"
    domain = f"{label}.dev" if f"{label}.dev" not in taken else f"{label}{number}.dev"
    return Company(number, domain, (), person.full, None, None, accounts.born()[0])


def outside(random: Random) -> Company:
    """An employer that nobody has on file; its number is 0."""
    label = f"{random.choice(_FRONT)}{random.choice(_BACK)}{random.randint(10, 99_999)}"
    handle = f"{label[:8]}{random.randint(100, 99_999)}x"
    return Company(0, f"{label}.{random.choice(_ENDINGS)}", (), label.capitalize(), None, handle, None)


def _made_up_names(count: int, random: Random) -> list[str]:
    names: dict[str, str] = {}
    while len(names) < count:
        parts = [random.choice(_FRONT), random.choice(("", "", *_FRONT[:4])), random.choice(_BACK)]
        in_words = " ".join(part.capitalize() for part in parts if part)
        whole = "".join(parts)
        names[whole] = random.choice((whole.capitalize(), whole.capitalize(), in_words))
    return list(names.values())


def _company(number: int, name: str, accounts: Accounts, random: Random) -> Company:
    label = name.lower().replace(" ", "")
    front = random.choice(("get", "use", "try")) if name in _WORDS else random.choice(("", "", "", "get", "use"))
    domain = f"{front}{label}.{random.choice(_ENDINGS)}"
    aliases = (f"{label}-{number}.{random.choice(_ALIASES)}",) if random.random() < 0.2 else ()
    if random.random() < 0.2:
        return Company(number, domain, aliases, name, None, None, None)
    wish = random.choice((label, label, f"{label}hq", f"get{label}", f"{label}_io", f"{label}dev"))
    account = accounts.free(wish)
    is_on_file = random.random() < 0.75
    return Company(number, domain, aliases, name, account if is_on_file else None, account, accounts.born()[0])
