"""Why an author is who they are said to be: the rules step by step, the profile, the history. No SQL, no output."""

from collections.abc import Sequence
from typing import Literal, Protocol

from devsignal_cli.core.identity import resolver
from devsignal_cli.core.identity.steps import Step
from devsignal_cli.model.people import Claim, Link, People
from devsignal_cli.model.words import IdentityState
from devsignal_cli.results.identity import IdentityExplained, IdentityLink, IdentityStep, Person, ProfileClaim


class ExplainingStore(Protocol):
    """The store, as an explanation needs it."""

    @property
    def org(self) -> str:
        """The name of the organization."""

    def standing(self, author_id: int) -> tuple[Person, IdentityState, IdentityLink | None]:
        """An author's profile, how surely they are known, and what they are tied to."""

    def history(self, author_id: int) -> tuple[IdentityLink, ...]:
        """All links that an author ever had, oldest first."""

    def people(self, author_id: int) -> People:
        """Everything that bears on who an author is."""


def explained(store: ExplainingStore, author_id: int) -> IdentityExplained:
    """Who an author is, how surely, and why."""
    author, state, link = store.standing(author_id)
    people, history = store.people(author_id), store.history(author_id)
    return IdentityExplained(
        org=store.org,
        mode=people.mode,
        author=author,
        state=state,
        link=link,
        steps=tuple(_step(step, history) for step in resolver.steps(people, author_id)),
        claims=tuple(_claim(claim, people) for claim in people.authors[author_id].claims),
        history=history,
    )


def _step(step: Step, history: Sequence[IdentityLink]) -> IdentityStep:
    found = {_key(link) for link in step.links}
    live = tuple(link.id for link in history if link.decided_by == "rule" and _shown_key(link) in found)
    return IdentityStep(step.rule, step.found, _outcome(step), live)


def _outcome(step: Step) -> Literal["tied", "review", "nothing"]:
    if not step.links:
        return "nothing"
    return "review" if all(link.state == "review" for link in step.links) else "tied"


def _key(link: Link) -> tuple[object, ...]:
    contact, company = (None if number is None else str(number) for number in (link.contact_id, link.company_id))
    return contact, company, link.method, link.evidence, link.state


def _shown_key(link: IdentityLink) -> tuple[object, ...]:
    contact, company = (None if one is None else one.id for one in (link.contact, link.company))
    return contact, company, link.method, link.evidence, link.state


def _claim(claim: Claim, people: People) -> ProfileClaim:
    by_value = people.companies_by_domain if claim.kind == "domain" else people.companies_by_handle
    found = by_value.get(claim.value, ())
    return ProfileClaim(claim.kind, claim.value, claim.source, claim.stance, str(found[0].id) if found else None)
