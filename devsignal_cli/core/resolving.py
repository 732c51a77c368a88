"""The identity rules run over all authors of an organization: after a change of rules or of their mode, or on request.

Every change of an author, a contact or a company is followed at once where it is stored, so such a run changes nothing
on a database that was made by the same rules. Each page is one short transaction; a run that was stopped is completed
by the next one.
"""

from typing import Protocol

from devsignal_cli.core.ports import Clock, CountProgress
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.people import IdentityMode
from devsignal_cli.results.identity import IdentityResolved

PAGE = 500


class ResolvingStore(Protocol):
    """The store, as resolving all authors needs it."""

    def mode(self) -> IdentityMode:
        """How far the rules may go."""

    def version(self) -> str:
        """What links are made by now."""

    def is_stale(self) -> bool:
        """Whether links were made by something else, or by a run that was stopped."""

    def total(self) -> int:
        """How many authors there are."""

    def states(self) -> dict[str, int]:
        """How many authors are known how surely."""

    def read_profiles(self, after: int, limit: int) -> int | None:
        """Read the next profiles anew if other rules have read them; the last one's id, None when all are read."""

    def read_contacts(self, after: int, limit: int) -> int | None:
        """Read the names of the next contacts anew; the last one's id, None when all are read."""

    def resolve_page(self, after: int, limit: int, now: int) -> tuple[int | None, int, tuple[int, int]]:
        """Resolve the next authors: the last one's id, how many, and how many contacts and companies that ties."""

    def finish(self, version: str, now: int) -> None:
        """Note that all authors were resolved by that version."""


def resolve_all(
    store: ResolvingStore, organization: Organization, progress: CountProgress, clock: Clock, page_size: int = PAGE
) -> IdentityResolved:
    """Resolve all authors by today's rules."""
    version = store.version()
    for read in (store.read_profiles, store.read_contacts):
        after: int | None = 0
        while after is not None:
            after = read(after, page_size)
    authors = contacts = companies = 0
    progress.start(store.total())
    after = 0
    while after is not None:
        after, number, tied = store.resolve_page(after, page_size, clock())
        authors, contacts, companies = authors + number, contacts + tied[0], companies + tied[1]
        progress.done(authors)
    store.finish(version, clock())
    return IdentityResolved(organization.name, store.mode(), authors, contacts, companies, store.states())


def resolve_stale(store: ResolvingStore, organization: Organization, progress: CountProgress, clock: Clock) -> None:
    """Resolve all authors if something else than today's rules has made their links."""
    if store.is_stale():
        resolve_all(store, organization, progress, clock)
