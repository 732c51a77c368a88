"""Companies and contacts: their fields, their recorded values, and the rules by which the store chooses among them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from devsignal_cli.model.identity import IdentityRules
from devsignal_cli.model.noise import NoiseRules

Entity = Literal["company", "contact"]
Value = str | int | float | bool | list[str]
"""A field's value as JSON has it."""

HAND, IMPORT = "hand", "import"
DERIVED = frozenset({"email", "domain", "profile"})
"""Where values come from: typed by a person, imported by one, derived by us; any other source is a provider's name."""

COMPANY_COLUMNS = ("name", "description", "industry", "size", "website")
COMPANY_FIELDS = (
    *COMPANY_COLUMNS, "logo", "country", "city", "annualRevenue", "totalFunding", "techStack", "twitterHandle",
    "linkedinHandle", "sector", "subIndustry", "foundedYear",
)  # fmt: skip
CONTACT_COLUMNS = ("first_name", "last_name", "title", "avatar", "company_id", "x_user_id")
CONTACT_FIELDS = (
    "first_name", "last_name", "title", "avatar", "company_id", "twitterHandle", "linkedinHandle", "location",
    "seniority", "role",
)  # fmt: skip
COLUMNS: Mapping[Entity, tuple[str, ...]] = {"company": COMPANY_COLUMNS, "contact": CONTACT_COLUMNS}
"""Fields with a column of their own; all others lie in `custom_fields`."""
FIELDS: Mapping[Entity, tuple[str, ...]] = {"company": COMPANY_FIELDS, "contact": CONTACT_FIELDS}
"""What enrichment writes by the product's contract, in its order."""
SIZES = ("startup", "small", "medium", "large", "enterprise")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A value of a field as it was recorded once; `value` None: a person emptied the field then."""

    field: str
    value: Value | None
    source: str
    run_id: int | None = None
    recorded_at: int = 0
    id: int | None = None
    revoked_at: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A value on file that outranks the one that was offered, and where it comes from."""

    field: str
    value: Value | None
    source: str
    offered: Value | None


@dataclass(frozen=True, slots=True)
class Merged:
    """What given values make of a record.

    `recorded` is what to record; `values` the new value of each field that changes (None: it becomes empty).
    """

    recorded: Mapping[str, Value | None]
    values: Mapping[str, Value | None]
    kept: tuple[Kept, ...]


Merge = Callable[[Mapping[str, Sequence[Recorded]], Mapping[str, Value | None], str], Merged]
Choose = Callable[[Sequence[Recorded]], Recorded | None]
Live = Callable[[Sequence[Recorded]], list[Recorded]]


@dataclass(frozen=True, slots=True)
class RecordRules:
    """The rules that the store asks: what wins, by which keys people and firms are found, what is noise, who is who."""

    merge: Merge
    choose: Choose
    live: Live
    name_key: Callable[[str], str]
    handle_key: Callable[[str], str]
    noise: NoiseRules
    identity: IdentityRules


@dataclass(frozen=True, slots=True)
class Record:
    """A company or contact with all its values; times in Unix seconds.

    `key` is the domain of a company or the e-mail of a contact; `queued_at` is when it was put in the queue of
    enrichment, `retry_at` when it may be asked for again, `enriched_at` when a provider last found it.
    """

    entity: Entity
    id: int
    key: str | None
    values: Mapping[str, Value]
    source: str
    created_at: int
    updated_at: int
    aliases: tuple[str, ...] = ()
    run_id: int | None = None
    queued_at: int | None = None
    tried_at: int | None = None
    outcome: str | None = None
    retry_at: int | None = None
    enriched_at: int | None = None
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record to be made: its key and values, and (a contact's) the domain of the company that its e-mail names.

    `is_asked`: providers are asked for it; not for an e-mail that names nobody.
    """

    entity: Entity
    key: str | None
    key_form: str | None = None
    values: Mapping[str, Value | None] = field(default_factory=dict)
    company_domain: str | None = None
    is_asked: bool = True


@dataclass(frozen=True, slots=True)
class FileRow:
    """A line that is not blank: its number in the file (the first is 1) and its cells by the names of the columns."""

    line: int
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record as a line of a file tells it.

    `aliases` are further domains of a company. A contact's line may name its company: by `company_domain`, or by a name
    whose key is `company_key`; `new.company_domain` is what its e-mail says.
    """

    line: int
    new: NewRecord
    aliases: tuple[str, ...] = ()
    company_domain: str | None = None
    company_key: str | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that holds no record, and why."""

    line: int
    reason: str


RowOutcome = Literal["created", "updated", "unchanged", "ambiguous", "forgotten"]
"""`ambiguous`: several records fit a line that has no domain or e-mail. `forgotten`: never to be stored again."""


@dataclass(frozen=True, slots=True)
class Key:
    """A domain or an e-mail as a person gives it to a record; `form` makes e-mails unique (None: a domain)."""

    text: str
    form: str | None = None
    company_domain: str | None = None
    is_asked: bool = True


@dataclass(frozen=True, slots=True)
class RecordEdit:
    """What a person says of a record; all that is not named stays.

    `values` None: the field is emptied. `company_domain` names a contact's company, made if it is new.
    """

    values: Mapping[str, Value | None] = field(default_factory=dict)
    key: Key | None = None
    aliases: tuple[str, ...] = ()
    aliases_gone: tuple[str, ...] = ()
    company_domain: str | None = None
