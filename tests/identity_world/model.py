"""What a world holds: records as a company keeps them, profiles as X shows them, and the truth that nobody is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Evidence = Literal["handle_on_file", "user_id", "unique_full_name", "company", "affiliation"]
Kind = Literal[
    "contact", "colleague", "stranger", "company", "bot", "brand_fan", "impersonator", "parody", "fan", "handle_taker"
]


@dataclass(frozen=True, slots=True)
class Company:
    """A record. `handle` is the one on file; `account` and `user_id` are of its account on X, on file or not."""

    number: int
    domain: str
    aliases: tuple[str, ...]
    name: str
    handle: str | None
    account: str | None
    user_id: int | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A record; `company` is the number of the one on file, which the person may have left."""

    number: int
    first_name: str
    last_name: str
    email: str | None
    company: int | None
    handle: str | None
    user_id: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A username that an account bore earlier, and when it was seen with it (Unix seconds)."""

    username: str
    seen_at: int


@dataclass(frozen=True, slots=True)
class Author:
    """A profile. `entities` and `affiliation` are JSON as X has them; `link` is where the profile's t.co leads to."""

    user_id: int
    username: str
    seen_at: int
    former: tuple[Seen, ...]
    name: str
    bio: str
    location: str
    link: str | None
    entities: str
    affiliation: str | None
    followers: int
    created_at: int


@dataclass(frozen=True, slots=True)
class Post:
    """A post, and the username that its author bore then."""

    id: int
    author_id: int
    username: str
    text: str
    posted_at: int


@dataclass(frozen=True, slots=True)
class Truth:
    """Who is who, by user id. What is not a key has no such thing.

    `names` are display names before they were decorated, `traps` what may mislead about an author. `named` are the
    authors whose profile names the present employer by a link, a domain, an affiliation or a handle on file. Contacts
    in `twins` have an account that plays them. The `undecidable` are out of date with no sign, or bear a handle that
    a contact gave up before anybody was seen with it: no care could tell.
    """

    contact_of: Mapping[int, int]
    company_of: Mapping[int, int]
    evidence: Mapping[int, tuple[Evidence, ...]]
    named: frozenset[int]
    twins: frozenset[int]
    kinds: Mapping[int, Kind]
    names: Mapping[int, str]
    traps: Mapping[int, tuple[str, ...]]
    undecidable_company: frozenset[int]
    undecidable_contact: frozenset[int]


@dataclass(frozen=True, slots=True)
class World:
    """All of it; records by number from 1 in the order of their files, authors and posts in the order of time."""

    seed: int
    companies: tuple[Company, ...]
    contacts: tuple[Contact, ...]
    authors: tuple[Author, ...]
    posts: tuple[Post, ...]
    truth: Truth


@dataclass(frozen=True, slots=True)
class Tie:
    """What somebody says of an author, in the world's numbers; a state is `confirmed`, `probable`, or None."""

    contact: int | None = None
    company: int | None = None
    contact_state: str | None = None
    company_state: str | None = None
