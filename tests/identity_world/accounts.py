"""What each account of X has of its own: a username that nobody else bears, an id, a time of birth, followers."""

import re
from random import Random

from tests.identity_world.names import Person
from tests.identity_world.spelling import ascii_letters

FIRST_SEEN, SEEN, LAST_SEEN = 1_748_736_000, 1_754_006_400, 1_759_276_800
"""The first days of June, August and October 2025: three times at which a world is looked at."""
PERIOD = 50 * 86_400
_EPOCH_MS = 1_288_834_974_657
_BORN, _SNOWFLAKES = 1_240_000_000, 1_450_000_000
_LONGEST = 15
_PARTS = ("dev", "codes", "hq", "io", "_", "ops", "writes", "x", "tech", "builds")
_LONERS = ("pixel", "quokka", "lambda", "nimbus", "kettle", "zephyr", "marble", "orbit", "walnut", "cobalt", "fjord")


def snowflake(seconds: int, low: int) -> int:
    """An id of X made at that time; `low` fills the 22 bits below the millisecond."""
    return ((seconds * 1000 - _EPOCH_MS) << 22) | low


class Accounts:
    """Gives out usernames and ids, each once; a username that was given up stays taken until it is handed on."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._names: set[str] = set()
        self._ids: set[int] = set()

    def born(self) -> tuple[int, int]:
        """An id, and when its account was made: early ids are short, later ones carry the time."""
        made = self._random.randint(_BORN, FIRST_SEEN - 86_400)
        low = self._random.getrandbits(22)
        number = snowflake(made, low) if made > _SNOWFLAKES else 20_000_000 + (made - _BORN) * 14 + low % 14
        if number in self._ids:
            return self.born()
        self._ids.add(number)
        return number, made

    def followers(self) -> int:
        return int(self._random.lognormvariate(5.5, 1.8))

    def of_person(self, person: Person) -> str:
        """A username that most people would choose: out of their names, now and then something else."""
        first, last = ascii_letters(person.first), ascii_letters(person.last)
        if len(first) < 2 or len(last) < 2 or self._random.random() < 0.15:
            return self.free(self._random.choice(_LONERS) + self._random.choice(_PARTS))
        initials = first[0] + last, last + first[0], first + last[0]
        proud = f"{first.capitalize()}{last.capitalize()}", f"the{first}{last}", f"{first}dev"
        wishes = (first + last, f"{first}_{last}", f"{last}_{first}", *initials, *proud)
        return self.free(self._random.choice(wishes))

    def free(self, wish: str) -> str:
        """A username like the wished one."""
        wish = re.sub(r"\W", "", wish, flags=re.ASCII)[:_LONGEST] or "user"
        name = wish
        while name.lower() in self._names:
            digits = str(self._random.randint(1, 99_999))
            name = wish[: _LONGEST - len(digits)] + digits
        self._names.add(name.lower())
        return name
