"""The identity rules, as the store asks them."""

from collections.abc import Callable
from dataclasses import dataclass

from devsignal_cli.model.people import Link, People
from devsignal_cli.model.posts import Profile

Decide = Callable[[People, int], tuple[Link, ...]]
"""From everything that bears on an author, given by id, to what they are tied to and what a person is to look at."""


@dataclass(frozen=True, slots=True)
class IdentityRules:
    """The rules by which authors are told.

    `version` changes with what `keyed` and `contact_key` say; what is stored is then read anew. `keyed` fills in what
    profiles are found by, `contact_key` gives the normal form of a contact's first and last name.
    """

    version: str
    keyed: Callable[[Profile], Profile]
    contact_key: Callable[[str, str], str | None]
    decide: Decide
