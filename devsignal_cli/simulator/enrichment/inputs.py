"""What the find endpoints take: well-formed domains and addresses of people. Strict, so that a test sees slips."""

import re
from typing import Literal

Kind = Literal["company", "person", "combined"]
FREE_MAIL = frozenset(
    {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "gmx.de"}
)
ROLE_MAILBOXES = frozenset(
    "abuse admin billing careers contact hello help hr info jobs legal mail marketing no-reply noreply office "
    "postmaster press privacy sales security support team webmaster".split()
)
_NO_TLDS = frozenset({"invalid", "localhost", "test"})  # RFC 6761; "example" is left for inventing companies
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+([a-z]{{2,63}}|xn--[a-z0-9-]{{1,59}})")
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LONGEST_DOMAIN, _LONGEST_LOCAL = 253, 64


def read_input(kind: Kind, text: str) -> str | None:
    """The lower-cased domain or e-mail address that is looked up; None when the services would answer 422."""
    return read_domain(text) if kind == "company" else read_email(text)


def read_domain(text: str) -> str | None:
    """A domain in lower case; None for URLs, addresses, single labels, and what no name server knows."""
    domain = text.lower()
    found = _DOMAIN.fullmatch(domain)
    if not found or len(domain) > _LONGEST_DOMAIN or found[1] in _NO_TLDS:
        return None
    return domain


def read_email(text: str) -> str | None:
    """An address in lower case; None when it is malformed or a role's mailbox such as info@."""
    local, _, domain = text.lower().rpartition("@")
    if not _LOCAL.fullmatch(local) or len(local) > _LONGEST_LOCAL or local in ROLE_MAILBOXES:
        return None
    return f"{local}@{domain}" if read_domain(domain) else None
