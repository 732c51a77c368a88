"""A whole world out of a seed: companies, contacts, authors, posts, and who is who.

The order of everything is drawn once more at the end, so that no place in a file tells what an author is. Namesakes are
calibrated by `NAMESAKES`: of the pairs that the exact full name gives, about 85 in 100 are right, as was measured on
inventors of patents. `Names.head_for` turns that into the share of surnames that come out of faker's lists; in worlds
of less than about 3,000 authors the lists alone make too few namesakes, and the share of right pairs is higher.
"""

from dataclasses import dataclass
from random import Random

from tests.identity_world import assemble, cast, companies, contacts, crowd
from tests.identity_world.accounts import Accounts
from tests.identity_world.cast import Stage
from tests.identity_world.model import World
from tests.identity_world.names import Names

NAMESAKES = 0.1
"""How many authors share a contact's full name by chance, on average, if all wrote theirs exactly."""


def generate(seed: int, contacts: int = 5_000, authors: int = 20_000, taken_unseen: float = 0.0) -> World:
    """The world of a seed, always the same one.

    `taken_unseen` is the weight of handles on file that a stranger took before anybody was seen with them, beside 1 for
    all other fates of a handle; nobody could decide those.
    """
    return _World(seed, contacts, authors, taken_unseen).whole()


@dataclass(frozen=True, slots=True)
class _World:
    seed: int
    contact_count: int
    author_count: int
    taken_unseen: float

    def whole(self) -> World:
        accounts, names = Accounts(self._random("accounts")), Names()
        names.head = names.head_for(NAMESAKES, self.author_count)
        firms = companies.made(max(40, self.contact_count // 10), accounts, self._random("companies"))
        known = contacts.made(self.contact_count, names, firms, accounts, self._random("contacts"))
        of_one = {each.contact.company for each in known if each.is_own}
        firms_of_many = [firm for firm in firms if firm.number not in of_one]
        stage = Stage(names, firms_of_many, accounts, self._random("authors"))
        on_file, found = cast.of_contacts(known, stage, self.taken_unseen)
        found += crowd.of_players(known, found, stage)
        found += crowd.of_companies(firms_of_many, stage)
        found += crowd.of_bots(self.author_count // 100, stage)
        found += crowd.of_brand_fans(self.author_count // 150, stage)
        missing = self.author_count - len(found)
        if missing < 0:
            raise ValueError(f"{self.author_count} authors are too few for {self.contact_count} contacts")
        found += crowd.of_strangers(missing, stage)
        random = self._random("order")
        random.shuffle(found)
        return assemble.world(self.seed, firms, on_file, found, random)

    def _random(self, part: str) -> Random:
        return Random(f"{self.seed} {part}")
