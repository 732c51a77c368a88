"""What the identity rules know of authors, contacts and companies, and what they find."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeVar

from devsignal_cli.model.words import IdentityState

T = TypeVar("T")

IdentityMode = Literal["strict", "balanced", "off"]
IDENTITY_MODES: tuple[IdentityMode, ...] = ("strict", "balanced", "off")

ClaimKind = Literal["domain", "handle"]
ClaimSource = Literal["affiliation", "link", "bio_link", "bio_domain", "bio_handle"]
Stance = Literal["works", "unclear", "not", "own"]
"""How a profile stands to a company: works there; names it without saying why; did, advises it, is its fan, and the
like; or: the domain is the person's own."""


class Claim(NamedTuple):
    """A company that a profile points to, by a domain or by a handle in its normal form.

    `founds`: the domain alone may make a company that is not on file.
    """

    kind: ClaimKind
    value: str
    source: ClaimSource
    stance: Stance
    founds: bool = False


@dataclass(frozen=True, slots=True)
class AuthorFacts:
    """What is known of an author: texts as X has them; by each handle ever seen on them, when it was seen first."""

    id: int
    name: str = ""
    person_key: str | None = None
    description: str = ""
    handle: str | None = None
    handles: Mapping[str, int] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """What is known of a contact; `person_key` is the normal form of a full name."""

    id: int
    first_name: str = ""
    last_name: str = ""
    person_key: str | None = None
    x_user_id: int | None = None
    handle: str | None = None
    company_id: int | None = None


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """What is known of a company: its domains, aliases among them, and its handle on X."""

    id: int
    domains: frozenset[str] = frozenset()
    handle: str | None = None


class Target(NamedTuple):
    """A contact or a company."""

    kind: Literal["contact", "company"]
    id: int


class Proposal(NamedTuple):
    """A link as a person saw it, who now decides about it."""

    link_id: int
    author_id: int
    target: Target
    evidence: str


class People:
    """Everything that bears on whom some authors are, in one organization, with its indexes.

    Args:
        mode: how far the rules may go.
        authors: those asked about, and all who bear a name or a handle of the contacts.
        contacts: those with a user id, a handle or a full name of the authors.
        companies: those to which the authors' profiles point, and the contacts' own.
        rejected: pairs of author and target that a person has refused.
        decided: the authors whom a person has tied by hand, each to what; `holders` has them by what they are tied to.

    `backing` is for the rules to keep what many authors share.
    """

    def __init__(
        self,
        mode: IdentityMode = "balanced",
        authors: Iterable[AuthorFacts] = (),
        contacts: Iterable[ContactFacts] = (),
        companies: Iterable[CompanyFacts] = (),
        rejected: Iterable[tuple[int, Target]] = (),
        decided: Mapping[int, Target] | None = None,
    ) -> None:
        self.mode = mode
        self.authors = {author.id: author for author in authors}
        self.contacts = {contact.id: contact for contact in contacts}
        self.companies = {company.id: company for company in companies}
        self.rejected = frozenset(rejected)
        self.decided = dict(decided or {})
        self.holders: dict[Target, frozenset[int]] = defaultdict(frozenset)
        for author_id, target in self.decided.items():
            self.holders[target] |= {author_id}
        self.backing: dict[Hashable, frozenset[int]] = {}
        everyone, known = sorted(self.authors.values(), key=_number), sorted(self.contacts.values(), key=_number)
        self.authors_by_name = _grouped(everyone, lambda author: [author.person_key])
        self.authors_by_handle = _grouped(everyone, lambda author: author.handles)
        self.contacts_by_user = _grouped(known, lambda contact: [contact.x_user_id])
        self.contacts_by_handle = _grouped(known, lambda contact: [contact.handle])
        self.contacts_by_name = _grouped(known, lambda contact: [contact.person_key])
        firms = sorted(self.companies.values(), key=_number)
        self.companies_by_domain = _grouped(firms, lambda company: company.domains)
        self.companies_by_handle = _grouped(firms, lambda company: [company.handle])


@dataclass(frozen=True, slots=True)
class Link:
    """What the identity rules found: an author tied to a contact or a company, how surely, and why.

    `company_id` of a contact's link is the company for which the author writes: the contact's, unless the profile says
    otherwise.
    """

    author_id: int
    contact_id: int | None
    company_id: int | None
    method: str
    confidence: float
    evidence: str
    state: IdentityState


def _number(facts: AuthorFacts | ContactFacts | CompanyFacts) -> int:
    return facts.id


def _grouped(facts: Sequence[T], keys: Callable[[T], Iterable[Hashable]]) -> Mapping[Hashable, list[T]]:
    """Facts by their keys, each list in the order of ids; a key that is None groups nobody."""
    groups: dict[Hashable, list[T]] = defaultdict(list)
    for one in facts:
        for key in keys(one):
            if key is not None:
                groups[key].append(one)
    return dict(groups)
