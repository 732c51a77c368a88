"""From a line of a file to the record that it tells of, or why it tells of none. Pure."""

import json
from collections.abc import Mapping
from typing import Any

from devsignal_cli.core.hosts import domains, emails
from devsignal_cli.core.identity.keys import name_key
from devsignal_cli.core.records import fields
from devsignal_cli.errors import UsageError
from devsignal_cli.model import field_values as values
from devsignal_cli.model.records import BadRow, Entity, NewRecord, RecordRow, Value


def row_of(entity: Entity, line: int, cells: Mapping[str, Any]) -> RecordRow | BadRow:
    """The record of a line whose cells are named by field; cells of a JSON line keep their types."""
    cells = {name: raw for name, raw in cells.items() if not fields.is_nothing(raw)}
    try:
        return _company(line, cells) if entity == "company" else _contact(line, cells)
    except fields.BadValueError as error:
        return BadRow(line, str(error))
    except UsageError as error:
        return BadRow(line, error.message.removesuffix("."))


def _company(line: int, cells: Mapping[str, Any]) -> RecordRow | BadRow:
    told = _key_text(cells, "domain")
    given = _values("company", cells, leave_out={"domain", "aliases", "custom_fields"})
    website = given.get("website")
    domain = domains.typed(told) if told else _domain_of(str(website)) if website else None
    if domain is None and not given.get("name"):
        return BadRow(line, "it has no domain and no name")
    aliases = tuple(alias for text in fields.listed(cells.get("aliases")) if (alias := domains.typed(text)) != domain)
    return RecordRow(line, NewRecord("company", domain, values=given), aliases)


def _contact(line: int, cells: Mapping[str, Any]) -> RecordRow | BadRow:
    told = _key_text(cells, "email")
    email = emails.typed(told) if told else None
    given = _values("contact", cells, leave_out={"email", "name", "company", "companyDomain", "custom_fields"})
    given = {**_names(values.text(cells.get("name"))), **given}
    if email is None and not {"first_name", "last_name", "twitterHandle", "x_user_id"} & set(given):
        return BadRow(line, "it has no e-mail, no name and no handle on X")
    company = fields.read("contact", "companyName", cells.get("company"))
    by_email = email.company_domain if email else None
    told_domain = _company_domain(values.text(cells.get("companyDomain"))) or domains.derived(_domain_like(company))
    if company and not (told_domain or by_email):
        given["companyName"] = company  # all that is known of the company
    new = (
        NewRecord("contact", email.address, email.key, given, by_email, email.is_person)
        if email
        else NewRecord("contact", None, values=given)
    )
    return RecordRow(line, new, company_domain=told_domain, company_key=name_key(str(company or "")) or None)


def _key_text(cells: Mapping[str, Any], name: str) -> str | None:
    """The text that a record is known by; nothing else may stand there, for it would make another record."""
    raw = cells.get(name)
    if raw is not None and not isinstance(raw, str):
        raise fields.BadValueError(f"{name} is not a text")
    text = values.text(raw)
    if text and "\ufffd" in text:
        raise fields.BadValueError(f"{name} has a character that is none")
    return text


def _domain_like(company: Value | None) -> str:
    """A company's name that is its domain, as our exports have where no name is known."""
    return company if isinstance(company, str) and "." in company and " " not in company else ""


def _company_domain(site: str | None) -> str | None:
    """The company's domain that a contact's line names; nothing where it is a page, or mail, of everybody's."""
    domain = _domain_of(site) if site else None
    is_bare = site and "/" not in site and "@" not in site  # a bare host is a person's word
    return domain if is_bare else domain and domains.derived(domain)


def _domain_of(website: str) -> str | None:
    """The domain of the site that a line names as the company's own; nothing where it is a page on another's."""
    try:
        return domains.typed(website)
    except UsageError:
        return None


def _values(entity: Entity, cells: Mapping[str, Any], leave_out: set[str]) -> dict[str, Value | None]:
    named = {name: raw for name, raw in cells.items() if name not in leave_out}
    read = {name: fields.read(entity, name, raw) for name, raw in {**_custom(entity, cells), **named}.items()}
    return {name: value for name, value in read.items() if value is not None}


def _custom(entity: Entity, cells: Mapping[str, Any]) -> dict[str, Any]:
    """The fields within `custom_fields`, as our own exports have them: an object, or its JSON."""
    raw = cells.get("custom_fields")
    if isinstance(raw, str) and raw.strip():
        try:
            raw = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise fields.BadValueError("custom_fields are no JSON object") from error
    if raw in (None, "", {}):
        return {}
    if not isinstance(raw, dict):
        raise fields.BadValueError("custom_fields are no JSON object")
    return {name: value for name, value in raw.items() if fields.is_field(entity, name)}


def _names(whole: str | None) -> dict[str, Value | None]:
    """First and last name of a whole one: "Jo van Marsh", or "van Marsh, Jo"."""
    if not whole:
        return {}
    last, comma, first = (part.strip() for part in whole.partition(","))
    if not (comma and first):
        first, _, last = (part.strip() for part in whole.partition(" "))
    return {name: value for name, value in (("first_name", first), ("last_name", last)) if value}
