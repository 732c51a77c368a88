"""What a person looks at and says of identities: each writing method is one short transaction."""

from collections.abc import Sequence

from devsignal_cli.errors import NotFoundError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.people import People, Proposal, Target
from devsignal_cli.model.records import RecordRules
from devsignal_cli.model.words import IdentityState
from devsignal_cli.results.identity import IdentityCase, IdentityLink, IdentityLinks, Person
from devsignal_cli.store import decisions, identity_views, links, people, persons, proposals
from devsignal_cli.store.db import Database


class IdentityStore:
    """Who the authors of one organization are.

    Args:
        database: the file.
        organization: whose authors.
        rules: who is who, what is noise, what wins.
    """

    def __init__(self, database: Database, organization: Organization, rules: RecordRules) -> None:
        self._database = database
        self._id = organization.id
        self._rules = rules
        self._name = organization.name

    @property
    def org(self) -> str:
        """The name of the organization."""
        return self._name

    def authors(self, user_id: int | None, handle_key: str) -> list[int]:
        """The author of a signal with that user id, those with that handle now, or else those with that handle once."""
        with self._database.read() as session:
            return persons.find_authors(session, self._id, user_id, handle_key)

    def waiting(self, *, is_probable: bool) -> list[int]:
        """The authors with something to review, or with a probable link; those with most signals first."""
        with self._database.read() as session:
            return identity_views.waiting(session, self._id, is_probable=is_probable)

    def case(self, author_id: int) -> IdentityCase | None:
        """An author with what a person may decide about them, and their newest posts; None: no longer on file."""
        with self._database.read() as session:
            return identity_views.case(session, self._id, author_id)

    def page(self, states: Sequence[IdentityState], limit: int, after: int) -> IdentityLinks:
        """Live links of rules of some states with ids above `after`, oldest first."""
        with self._database.read() as session:
            return identity_views.page(session, self._id, states, limit, after)

    def link_named(self, link_id: int) -> IdentityLink | None:
        """A link by its id, of any state."""
        with self._database.read() as session:
            return identity_views.link(session, self._id, link_id)

    def standing(self, author_id: int) -> tuple[Person, IdentityState, IdentityLink | None]:
        """An author's profile, how surely they are known, and what they are tied to.

        Raises:
            NotFoundError: the author is no longer on file.
        """
        with self._database.read() as session:
            live = links.live_links(session, self._id, [author_id]).get(author_id)
            state: IdentityState = live["identity_state"] if live else "unknown"
            person = persons.persons(session, self._id, [author_id]).get(author_id)
            if person is None:
                raise NotFoundError(f"Author {author_id} is no longer on file.")
            return person, state, identity_views.tie(session, self._id, author_id)

    def history(self, author_id: int) -> tuple[IdentityLink, ...]:
        """All links that an author ever had, oldest first."""
        with self._database.read() as session:
            return identity_views.history(session, self._id, author_id)

    def people(self, author_id: int) -> People:
        """Everything that bears on who an author is."""
        with self._database.read() as session:
            return people.people(session, self._id, [author_id])

    def confirm(self, proposal: Proposal, now: int) -> tuple[int, ...]:
        """Tie an author as a link proposes that still stands: the rows written; none: a person had said so before."""
        told = f"a person confirmed: {proposal.evidence}"
        with self._database.write() as session:
            proposals.require_open(session, self._id, [proposal])
            return decisions.tie(session, self._id, proposal.author_id, proposal.target, told, self._rules, now)

    def reject(self, author_id: int, refused: Sequence[Proposal], now: int) -> tuple[int, ...]:
        """Refuse some links of an author that still stand, for good: the rows written."""
        targets = [(proposal.target, proposal.evidence) for proposal in refused]
        with self._database.write() as session:
            proposals.require_open(session, self._id, refused)
            return decisions.refuse(session, self._id, author_id, targets, self._rules, now)

    def tie(self, author_id: int, target: Target, evidence: str, now: int) -> tuple[int, ...]:
        """Tie an author to a contact or a company on a person's word: the rows written; none: it was so."""
        with self._database.write() as session:
            proposals.require_on_file(session, self._id, author_id, target)
            return decisions.tie(session, self._id, author_id, target, evidence, self._rules, now)

    def untie(self, author_id: int, now: int) -> list[Target]:
        """Take an author's link back for good: what was refused with it; nothing: there is no link."""
        with self._database.write() as session:
            return decisions.untie(session, self._id, author_id, self._rules, now)

    def take_back(self, author_id: int, ids: Sequence[int], now: int) -> None:
        """Take back the rows that one word of a person wrote, unless somebody has decided since."""
        with self._database.write() as session:
            decisions.take_back(session, self._id, author_id, ids, self._rules, now)
