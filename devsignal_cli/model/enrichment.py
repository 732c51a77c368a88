"""What is asked of an enrichment provider, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from devsignal_cli.errors import DevsignalError
from devsignal_cli.model.records import Entity, Value

AnswerOutcome = Literal["found", "not_found", "pending", "invalid", "suppressed"]
"""`suppressed`: the person asked the provider to be left alone (451): never ask again, keep nothing of it."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """One thing to ask: a company by its domain, a person by e-mail, or both in one (combined) call.

    `company_id` and `contact_id` name the records of ours that the answer is for. `hints` (given_name, family_name,
    company_domain) help some providers to find a person.
    """

    domain: str | None = None
    email: str | None = None
    company_id: int | None = None
    contact_id: int | None = None
    hints: Mapping[str, str] = field(default_factory=dict)

    @property
    def item(self) -> str:
        """What a person would call it: the e-mail, else the domain."""
        return self.email or self.domain or ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a provider knows of a company or a person.

    `fields` are the product's 16 or 10 fields, but for a contact's `company_id`; `extras` what is useful beyond them;
    neither holds an empty value. `raw` is the object as it came. A company: its canonical `domain` and its `aliases`,
    as the provider says (unchecked: they may be typing errors or free-mail hosts). A person: where they work.
    `is_fuzzy`: the provider is not sure that this is the person. `has_left`: they left that employer.
    """

    entity: Entity
    fields: Mapping[str, Value]
    extras: Mapping[str, Value]
    raw: bytes
    domain: str | None = None
    aliases: tuple[str, ...] = ()
    employment_domain: str | None = None
    employment_name: str | None = None
    is_fuzzy: bool = False
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The outcome for one entity; `found` is there exactly when the outcome is `found`.

    `is_by_email`: a company that was asked for by a person's e-mail; a miss may be the person's alone. `unread`: what
    came instead, if it tells something of which nothing could be read.
    """

    outcome: AnswerOutcome
    found: Found | None = None
    is_cached: bool = False
    is_by_email: bool = False
    unread: bytes | None = None


@dataclass(frozen=True, slots=True)
class LookedUp:
    """How one look-up ended: what was told of the company and of the person, as far as each was asked for.

    `calls` requests were sent for it, `counted` of them count at the provider. With `error` one of its calls
    failed after all its tries: what was told before is there, of the rest nothing is known.
    """

    lookup: Lookup
    company: Told | None = None
    person: Told | None = None
    calls: int = 0
    counted: int = 0
    error: DevsignalError | None = None


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """What a provider said of a key, at no cost; figures it does not tell are None."""

    plan: str | None = None
    used: float | None = None
    available: float | None = None
    resets_on: str | None = None
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Following:
    """What an answer means beyond its values.

    `retry_at` is when to ask again (Unix seconds; None: not by itself). A person's employer, if it may be trusted, is
    named by the domain of a firm and by the key of its name.
    """

    retry_at: int | None
    employer_domain: str | None = None
    employer_key: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be asked for, by its domain or e-mail; the rest is known of contacts alone."""

    id: int
    key: str
    first_name: str | None = None
    last_name: str | None = None
    company_id: int | None = None
