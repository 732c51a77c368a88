"""What the identity rules know and find."""

from dataclasses import dataclass

from devsignal_cli.model.words import IdentityState


@dataclass(frozen=True, slots=True)
class AuthorFacts:
    """What the identity rules know of an author."""

    id: int
    username_key: str | None


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """What the identity rules know of a contact."""

    id: int
    x_user_id: int | None
    handle_key: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """What the identity rules found: an author tied to a contact or a company, how surely, and why."""

    author_id: int
    contact_id: int | None
    company_id: int | None
    method: str
    confidence: float
    evidence: str
    state: IdentityState
