"""Companies and contacts as commands show them, and what adding, importing and merging did."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from devsignal_cli.model.records import Entity, Value
from devsignal_cli.results.runs import ErrorItem
from devsignal_cli.results.signals import Signal


@dataclass(frozen=True, slots=True)
class Company:
    """A company, everywhere. `queued`: the next bulk enrichment asks for it; `outcome`: what was last said of it."""

    id: str
    org: str
    domain: str | None
    aliases: tuple[str, ...]
    name: str | None
    description: str | None
    industry: str | None
    size: str | None
    website: str | None
    custom_fields: dict[str, Value]
    source: str
    created_at: datetime
    updated_at: datetime
    queued: bool
    outcome: str | None
    provider: str | None
    enriched_at: datetime | None
    contacts: int
    signals: int


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact, everywhere. `company` is what people call the company, `company_domain` its domain."""

    id: str
    org: str
    email: str | None
    first_name: str | None
    last_name: str | None
    title: str | None
    avatar: str | None
    company_id: str | None
    company: str | None
    company_domain: str | None
    x_user_id: str | None
    custom_fields: dict[str, Value]
    source: str
    created_at: datetime
    updated_at: datetime
    queued: bool
    outcome: str | None
    provider: str | None
    enriched_at: datetime | None
    signals: int


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A value that was recorded for a field: where it comes from, and whether it is the one that is shown.

    `value` None: a person emptied the field then. `revoked_at`: an undo has put it back.
    """

    field: str
    value: Value | None
    source: str
    run: str | None
    at: datetime
    revoked_at: datetime | None
    shown: bool


@dataclass(frozen=True, slots=True)
class LinkedAuthor:
    """An X user who is tied to a record, and how surely."""

    id: str
    username: str | None
    state: str
    method: str


@dataclass(frozen=True, slots=True)
class CompanyShown(Company):
    """A company with the history of each field (oldest first), its people, and what they wrote last."""

    history: tuple[FieldValue, ...] = ()
    people: tuple[Contact, ...] = ()
    recent: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactShown(Contact):
    """A contact with the history of each field (oldest first), their accounts on X, and what they wrote last."""

    history: tuple[FieldValue, ...] = ()
    authors: tuple[LinkedAuthor, ...] = ()
    recent: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True)
class CompanyList:
    """Companies, newest first, with the cursor of the next page."""

    items: tuple[Company, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class ContactList:
    """Contacts, newest first, with the cursor of the next page."""

    items: tuple[Contact, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class RecordImport:
    """What one import of companies or contacts did; with --dry-run (`status` skipped) what it would do.

    `columns` says which field each column holds, `unused` which columns hold none. `total` rows were read; `failed`
    ones could not be used (`errors` names the first hundred by line), `forgotten` ones are of people who were forgotten
    on request. `companies_created` came into being, by rows or by contacts' e-mails;
    `authors_resolved` are authors of stored posts that it tied to what it imported.
    """

    org: str
    entity: Entity
    run: str | None
    status: Literal["complete", "partial", "skipped"]
    reason: str | None
    total: int
    created: int
    updated: int
    unchanged: int
    failed: int
    forgotten: int
    companies_created: int
    authors_resolved: int
    columns: dict[str, str]
    unused: tuple[str, ...]
    errors: tuple[ErrorItem, ...]


@dataclass(frozen=True, slots=True)
class RecordsRemoved:
    """What was removed: the records by id, or (an import taken back) how many, and what stays and why."""

    org: str
    entity: Entity
    run: str | None
    removed: int
    values_put_back: int
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompaniesMerged:
    """What a merge did: the fields that the other company's values fill now, and how many people came over."""

    org: str
    id: str
    merged: str
    fields_taken: tuple[str, ...]
    contacts: int
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote into a file."""

    org: str
    entity: Entity
    file: str
    format: Literal["jsonl", "csv", "parquet"]
    rows: int
