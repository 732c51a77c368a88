"""One record on a person's word: found, added, edited. What is typed is read here, and refused with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from devsignal_cli.core.hosts import domains, emails
from devsignal_cli.core.records import fields
from devsignal_cli.core.records.ports import RecordStore
from devsignal_cli.errors import NotFoundError, UsageError
from devsignal_cli.model.records import Entity, Key, NewRecord, Record, RecordEdit, Value


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed of a record, as they typed it: None where nothing was said, an empty text to empty a field.

    `pairs` are FIELD=VALUE; `key` is a new domain or e-mail; `company` names a contact's company by id or domain.
    """

    values: Mapping[str, str | None]
    pairs: tuple[str, ...] = ()
    key: str | None = None
    aliases: tuple[str, ...] = ()
    aliases_gone: tuple[str, ...] = ()
    company: str | None = None


def find(store: RecordStore, entity: Entity, text: str) -> Record:
    """The record that a person names by id, domain or e-mail.

    Raises:
        NotFoundError: there is none.
        UsageError: the text is no id, domain or e-mail.
    """
    key = None if text.isdigit() else key_of(entity, text)
    found = store.find(entity, text, None if key is None else key.form or key.text)
    if found is None:
        shown = text if key is None else key.text
        raise NotFoundError(
            f"There is no {entity} {shown}.", f"`devsignal {entity} list` shows all; `devsignal {entity} add` adds one."
        )
    return found


def key_of(entity: Entity, text: str) -> Key:
    """The domain or e-mail that a person typed.

    Raises:
        UsageError: it is none.
    """
    if entity == "company":
        return Key(domains.typed(text))
    email = emails.typed(text)
    return Key(email.address, email.key, email.company_domain, email.is_person)


def add(store: RecordStore, entity: Entity, typed: Typed, now: int) -> Record:
    """Make the record that a person describes.

    Raises:
        UsageError: it has no key and no name, is on file already, or something of it cannot be meant.
    """
    values = fields.typed(entity, typed.values, typed.pairs)
    key = key_of(entity, typed.key) if typed.key else None
    _must_name(entity, key, values)
    by_email = _domain_by_email(key, typed)
    new = NewRecord(entity, key.text, key.form, {}, by_email, key.is_asked) if key else NewRecord(entity, None)
    return store.add(new, _edit(store, typed, values), now)


def edit(store: RecordStore, record: Record, typed: Typed, now: int) -> Record:
    """Change what a person names, and nothing else.

    Raises:
        UsageError: nothing is named, or something of it cannot be meant.
    """
    values = fields.typed(record.entity, typed.values, typed.pairs)
    key = key_of(record.entity, typed.key) if typed.key else None
    if not (values or key or typed.aliases or typed.aliases_gone or typed.company is not None):
        raise UsageError("Nothing is named that could be changed.", f"See `devsignal {record.entity} edit --help`.")
    return store.edit(record, replace(_edit(store, typed, values), key=key), now)


def _edit(store: RecordStore, typed: Typed, values: dict[str, Value | None]) -> RecordEdit:
    ids, company_domain = _company(store, typed.company)
    return RecordEdit(
        {**values, **ids},
        aliases=_domains(typed.aliases),
        aliases_gone=_domains(typed.aliases_gone),
        company_domain=company_domain,
    )


def _domains(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(domains.typed(text) for text in texts)


def _company(store: RecordStore, text: str | None) -> tuple[dict[str, Value | None], str | None]:
    """A contact's company: by id (the field's value), by domain, or none (an empty text)."""
    if text is None:
        return {}, None
    if not text:
        return {"company_id": None}, None
    if text.isdigit():
        return {"company_id": find(store, "company", text).id}, None
    return {}, domains.typed(text)


def _domain_by_email(key: Key | None, typed: Typed) -> str | None:
    """The domain of the company that an e-mail names, unless the person names one."""
    return None if key is None or typed.company is not None else key.company_domain


def _must_name(entity: Entity, key: Key | None, values: Mapping[str, Value | None]) -> None:
    named = ("name",) if entity == "company" else ("first_name", "last_name", "twitterHandle", "x_user_id")
    if key is None and not any(values.get(name) for name in named):
        wanted = "a domain, or --name" if entity == "company" else "an e-mail, a name, or --handle"
        example = "acme.io" if entity == "company" else "jo@acme.io"
        raise UsageError(f"A {entity} needs {wanted}.", f"Such as: devsignal {entity} add {example}")
