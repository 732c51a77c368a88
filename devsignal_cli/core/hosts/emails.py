"""E-mail addresses: their normal form, what makes them unique, and whether they tell a company. Pure."""

import unicodedata
from dataclasses import dataclass
from typing import Literal, NamedTuple

from devsignal_cli.core.hosts import address, domains, known
from devsignal_cli.errors import UsageError

Kind = Literal["work", "free", "relay"]
_MAX_BYTES = 254  # RFC 3696, erratum 1690
_TOO_LONG = f"it has more than {_MAX_BYTES} characters."


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address that could be real.

    `address` keeps the spelling before the @; `key` is the same in one case, its domain in ASCII: two addresses are one
    if their keys are. `kind`: free or disposable mail is `free`, hidden and unread mail `relay`. `is_role`: it belongs
    to a role (info@), not to a person. `company_domain`: the domain of the company that gave the address out, where the
    address can tell.
    """

    address: str
    key: str
    domain: str
    kind: Kind
    is_role: bool
    company_domain: str | None

    @property
    def is_person(self) -> bool:
        """Whether it may be a person's: neither a role's, nor passed on for somebody hidden, nor read by nobody."""
        return self.kind != "relay" and not self.is_role


class _Parts(NamedTuple):
    local: str
    address: str
    domain: str
    key: str


def read(text: str) -> Email | None:
    """The e-mail address that a text is, blanks around it aside; nothing if it is none. Never raises."""
    parts = _parts(text)
    return None if isinstance(parts, str) else _email(parts)


def typed(text: str) -> Email:
    """The e-mail address that a person typed.

    Raises:
        UsageError: it is none; says what is wrong with it.
    """
    parts = _parts(text)
    if isinstance(parts, str):
        raise UsageError(f"{address.quoted(text)} is no e-mail address: {parts}", "Give one such as ana@acme.com.")
    return _email(parts)


def _email(parts: _Parts) -> Email:
    kind = _kind(parts.domain)
    company = _company_domain(parts.domain) if kind == "work" else None
    return Email(parts.address, parts.key, parts.domain, kind, known.is_role(parts.local), company)


def _kind(domain: str) -> Kind:
    if known.is_relay(domain):
        return "relay"
    return "free" if known.is_free(domain) else "work"


def _company_domain(domain: str) -> str | None:
    company, site = domains.read(domain), known.site(domain)
    if isinstance(company, domains.DomainFault) or company.is_hosted or (site and site.kind == "social"):
        return None
    return company.name


def _parts(text: str) -> _Parts | str:
    """The parts of an address, or in words why it is none."""
    text = text.strip()
    if len(text) > _MAX_BYTES:
        return _TOO_LONG
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - costs three bare start-ups

    try:
        found = validate_email(text, check_deliverability=False)
    except EmailNotValidError as error:
        return _plain(str(error))
    except UnicodeError:
        return "it has characters that stand for nothing."
    local, domain = found.local_part, found.ascii_domain.lower()
    key = f"{_one_case(local)}@{domain}"
    return _TOO_LONG if len(key.encode()) > _MAX_BYTES else _Parts(local, found.normalized, domain, key)


def _one_case(local: str) -> str:
    """Small letters, composed anew, because small letters may compose where capitals do not."""
    return unicodedata.normalize("NFC", local.lower())


def _plain(reason: str) -> str:
    """The library's sentence as the second half of one of ours."""
    return reason[:1].lower() + reason[1:].replace("email address", "e-mail address")
