"""What a person says of who an author is, and what follows from it, in words. No SQL, no output."""

from collections.abc import Sequence
from typing import Literal, Protocol

from devsignal_cli.core.author_names import shown, typed
from devsignal_cli.errors import DecidedError
from devsignal_cli.model.people import Proposal, Target
from devsignal_cli.model.words import IdentityState
from devsignal_cli.results.identity import IdentityDecided, IdentityLink, Person, TiedCompany

Action = Literal["confirm", "reject", "link", "unlink"]


class DecidingStore(Protocol):
    """The store, as decisions need it: each writing method is one short transaction."""

    @property
    def org(self) -> str:
        """The name of the organization."""

    def link_named(self, link_id: int) -> IdentityLink | None:
        """A link by its id, of any state."""

    def standing(self, author_id: int) -> tuple[Person, IdentityState, IdentityLink | None]:
        """An author's profile, how surely they are known, and what they are tied to."""

    def confirm(self, proposal: Proposal, now: int) -> tuple[int, ...]:
        """Tie an author as a link proposes that still stands: the rows written; none: a person had said so before."""

    def reject(self, author_id: int, refused: Sequence[Proposal], now: int) -> tuple[int, ...]:
        """Refuse some links of an author that still stand, for good: the rows written."""

    def tie(self, author_id: int, target: Target, evidence: str, now: int) -> tuple[int, ...]:
        """Tie an author on a person's word: the rows written; none: a person had said so before."""

    def untie(self, author_id: int, now: int) -> list[Target]:
        """Take an author's link back for good: what was refused with it; nothing: there is no link."""


def confirm(store: DecidingStore, link: IdentityLink, now: int) -> IdentityDecided:
    """Take a proposed or probable pair for sure, if it still stands."""
    return _tied(store, "confirm", int(link.author.id), store.confirm(_proposal(link), now))


def tie(store: DecidingStore, author_id: int, target: Target, now: int) -> IdentityDecided:
    """Tie an author to a contact or a company."""
    return _tied(store, "link", author_id, store.tie(author_id, target, "a person said so", now))


def reject(store: DecidingStore, links: Sequence[IdentityLink], now: int) -> IdentityDecided:
    """Refuse some pairs of one author for good, if they still stand."""
    author_id = int(links[0].author.id)
    written = store.reject(author_id, [_proposal(link) for link in links], now)
    author, state, tied = store.standing(author_id)
    told = f"{shown(author)} {_verb(links[0], 'is not', 'does not work for')} {_nobody(links)}.{_now(state, tied)}"
    opposite = _link_command(author, links[0]) if len(links) == 1 else None
    return _decided(store.org, "reject", author, state, tied, told, opposite, written)


def untie(store: DecidingStore, author_id: int, now: int) -> IdentityDecided:
    """Take an author's link back for good."""
    author, state, before = store.standing(author_id)
    refused = store.untie(author_id, now) if before is not None else []
    if before is None or not refused:
        waits = " Something waits for review." if state == "review" else ""
        told = f"{shown(author)} is tied to nobody; nothing was changed.{waits}"
        return _decided(store.org, "unlink", author, state, None, told, None, is_changed=False)
    author, state, tied = store.standing(author_id)
    company = _refused_company(before, refused)
    also = f" and, as their company, {company.name or company.domain or f'company {company.id}'}" if company else ""
    told = f"{shown(author)} is no longer tied to {whom(before)}{also}; {_follow(author)}.{_now(state, tied)}"
    return _decided(
        store.org, "unlink", author, state, tied, told, _link_command(author, before), refused_company=company
    )


def target_of(link: IdentityLink) -> Target:
    """The contact of a link, or the company of one without."""
    if link.contact is not None:
        return Target("contact", int(link.contact.id))
    assert link.company is not None  # noqa: S101 - a link has one of them
    return Target("company", int(link.company.id))


def whom(link: IdentityLink) -> str:
    """Whom or what a link ties an author to, in a few words."""
    if link.contact is not None:
        return link.contact.name or link.contact.email or f"contact {link.contact.id}"
    assert link.company is not None  # noqa: S101 - a link has one of them
    return link.company.name or link.company.domain or f"company {link.company.id}"


def _proposal(link: IdentityLink) -> Proposal:
    return Proposal(int(link.id), int(link.author.id), target_of(link), link.evidence)


def _nobody(links: Sequence[IdentityLink]) -> str:
    """Whom an author is not; candidates of one name are told apart by e-mail, company or number."""
    names = [whom(link) for link in links]
    told = [
        name if names.count(name) == 1 else f"{name} ({_told_apart(link)})"
        for name, link in zip(names, links, strict=True)
    ]
    return " nor ".join(told)


def _told_apart(link: IdentityLink) -> str:
    contact, company = link.contact, link.company
    if contact is not None:
        return contact.email or contact.company or f"contact {contact.id}"
    assert company is not None  # noqa: S101 - a link has one of them
    return company.domain or f"company {company.id}"


def _refused_company(before: IdentityLink, refused: Sequence[Target]) -> TiedCompany | None:
    """The company that is refused along with the contact who writes for it."""
    contact, company = before.contact, before.company
    if contact is None or not any(target.kind == "company" for target in refused):
        return None
    return company or TiedCompany(contact.company_id or "", contact.company, None, None)


def _tied(store: DecidingStore, action: Action, author_id: int, written: tuple[int, ...]) -> IdentityDecided:
    author, state, link = store.standing(author_id)
    if link is None:  # somebody took it back in this very moment
        raise DecidedError(
            f"{shown(author)} was decided about meanwhile.", f"devsignal identity explain {typed(author)}"
        )
    told = f"{shown(author)} {_verb(link, 'is', 'works for')} {whom(link)}"
    told += f"; {_follow(author)}." if written else ", as a person said before; nothing was changed."
    opposite = f"devsignal identity unlink {typed(author)}"
    return _decided(store.org, action, author, state, link, told, opposite, written, is_changed=bool(written))


def _decided(
    org: str,
    action: Action,
    author: Person,
    state: IdentityState,
    link: IdentityLink | None,
    message: str,
    opposite: str | None,
    written: tuple[int, ...] = (),
    *,
    is_changed: bool = True,
    refused_company: TiedCompany | None = None,
) -> IdentityDecided:
    ids = tuple(map(str, written))
    return IdentityDecided(
        org, action, is_changed, author, state, link, author.signals, message, opposite, ids, refused_company
    )


def _verb(link: IdentityLink, of_contact: str, of_company: str) -> str:
    return of_company if link.contact is None else of_contact


def _follow(author: Person) -> str:
    return "1 signal follows" if author.signals == 1 else f"{author.signals:,} signals follow"


def _now(state: IdentityState, link: IdentityLink | None) -> str:
    """What stands after a pair is gone, if anything does."""
    if link is not None:
        return f" Now: {_verb(link, '', 'works for ')}{whom(link)}, {state}."
    return " Another pair waits for review." if state == "review" else ""


def _link_command(author: Person, link: IdentityLink) -> str:
    target = target_of(link)
    return f"devsignal identity link {typed(author)} {'--company ' if target.kind == 'company' else ''}{target.id}"
