"""Who authors are: pairs to review, what a person decided, why somebody is tied, and a run of the rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from devsignal_cli.model.people import ClaimKind, ClaimSource, IdentityMode, Stance
from devsignal_cli.model.words import IdentityState
from devsignal_cli.results.signals import Signal


@dataclass(frozen=True, slots=True)
class Person:
    """An author's profile at the last look; `handles` are all that were seen, oldest first.

    `shares_handle`: another author with a signal here was seen with the same handle, so that only the id tells who.
    """

    id: str
    username: str | None
    name: str | None
    description: str | None
    url: str | None
    location: str | None
    followers: int | None
    handles: tuple[str, ...]
    signals: int
    shares_handle: bool = False


@dataclass(frozen=True, slots=True)
class TiedContact:
    """A contact as a link names it."""

    id: str
    name: str | None
    email: str | None
    title: str | None
    handle: str | None
    company_id: str | None
    company: str | None


@dataclass(frozen=True, slots=True)
class TiedCompany:
    """A company as a link names it."""

    id: str
    name: str | None
    domain: str | None
    handle: str | None


@dataclass(frozen=True, slots=True)
class IdentityLink:
    """A link from an author to a contact, a company or both, of any state; `id` is what confirm and reject take."""

    id: str
    org: str
    author: Person
    contact: TiedContact | None
    company: TiedCompany | None
    method: str
    confidence: float
    evidence: str
    state: IdentityState
    decided_by: str
    created_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class IdentityLinks:
    """A page of links."""

    items: tuple[IdentityLink, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class IdentityCase:
    """One author with what a person may decide: `links` are the candidates, `tie` is what they are tied to now."""

    author: Person
    links: tuple[IdentityLink, ...]
    tie: IdentityLink | None = None
    recent: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True)
class IdentityScreen:
    """A case as a review asks about it: the how-manieth of how many, and whether there is a decision to undo."""

    case: IdentityCase
    number: int
    total: int
    is_undoable: bool


@dataclass(frozen=True, slots=True)
class IdentityDecided:
    """What a person's word did: `state` and `link` are what stands now, the author's `signals` follow it.

    `changed` false: it was so before. `back` is the command that says the opposite, if there is one. `written` are the
    links that this word made; `refused_company` is what `unlink` refuses along with its contact.
    """

    org: str
    action: Literal["confirm", "reject", "link", "unlink"]
    changed: bool
    author: Person
    state: IdentityState
    link: IdentityLink | None
    signals: int
    message: str
    back: str | None
    written: tuple[str, ...] = ()
    refused_company: TiedCompany | None = None


@dataclass(frozen=True, slots=True)
class IdentitiesDecided:
    """What several words of a person did, in the order in which the links were named."""

    items: tuple[IdentityDecided, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class IdentityReviewed:
    """How a review at the terminal went, in authors; `left` still wait, `probable` are tied but not for sure.

    `left_probable` of those that wait count as probable meanwhile.
    """

    org: str
    confirmed: int
    rejected: int
    skipped: int
    left: int
    probable: int
    left_probable: int = 0


@dataclass(frozen=True, slots=True)
class IdentityStep:
    """One rule's look at the evidence, and the live links that came of it."""

    rule: str
    found: str
    outcome: Literal["tied", "review", "nothing"]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProfileClaim:
    """A company to which a profile points, how it stands to it, and which company on file that is."""

    kind: ClaimKind
    value: str
    source: ClaimSource
    stance: Stance
    company_id: str | None


@dataclass(frozen=True, slots=True)
class IdentityExplained:
    """Why an author is who they are said to be: today's rules step by step, and all links there ever were."""

    org: str
    mode: IdentityMode
    author: Person
    state: IdentityState
    link: IdentityLink | None
    steps: tuple[IdentityStep, ...]
    claims: tuple[ProfileClaim, ...]
    history: tuple[IdentityLink, ...]


@dataclass(frozen=True, slots=True)
class IdentityResolved:
    """What a run of the rules over all authors did; the states count authors with a signal."""

    org: str
    mode: IdentityMode
    authors: int
    contacts_resolved: int
    companies_resolved: int
    states: dict[str, int]


@dataclass(frozen=True, slots=True)
class IdentityModeSet:
    """The mode of an organization, and what a change of it did (None: nothing was changed)."""

    org: str
    mode: IdentityMode
    resolved: IdentityResolved | None
