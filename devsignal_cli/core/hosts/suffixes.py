"""The public suffix list: which part of a host one owner registered. Wants hosts in ASCII and lower case."""

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

_PRIVATE_SECTION = "// ===BEGIN PRIVATE DOMAINS==="


class Suffix(NamedTuple):
    """The ending of a host that many owners share.

    `is_private`: a company lets it to its customers (github.io), no registry sells it.
    """

    name: str
    is_private: bool


class _Rules(Protocol):
    def publicsuffix(self, domain: str) -> str | None: ...


@lru_cache(maxsize=4096)
def suffix_of(host: str) -> Suffix | None:
    """The longest ending of a host that is on the list, or nothing."""
    registries, companies = _rules()
    sold, let = registries.publicsuffix(host), companies.publicsuffix(host)
    if let and len(let) > len(sold or ""):
        return Suffix(let, is_private=True)
    return Suffix(sold, is_private=False) if sold else None


def registrable(host: str) -> str | None:
    """The ending of a host and one label more; nothing for an ending alone or one that is not on the list."""
    suffix = suffix_of(host)
    if suffix is None or len(host) <= len(suffix.name):
        return None
    return host[host.rfind(".", 0, -len(suffix.name) - 1) + 1 :]


@cache
def _rules() -> tuple[_Rules, _Rules]:
    """The rules of registries and those of companies; apart, they tell which of them made an ending."""
    from publicsuffixlist import PSLFILE, PublicSuffixList  # noqa: PLC0415 - costs as much as a bare start-up

    registries, _, companies = Path(PSLFILE).read_text(encoding="utf-8").partition(_PRIVATE_SECTION)
    return (
        PublicSuffixList(_ascii(registries.split("\n")), accept_unknown=False, accept_encoded_idn=False),
        PublicSuffixList(_ascii(companies.split("\n")), accept_unknown=False, accept_encoded_idn=False),
    )


def _ascii(lines: Iterable[str]) -> list[str]:
    """The rules alone, in ASCII: the library's own way to that takes four times as long."""
    rules = (line for line in lines if line and not line.startswith("//"))
    return [rule if rule.isascii() else ".".join(_ascii_label(label) for label in rule.split(".")) for rule in rules]


def _ascii_label(label: str) -> str:
    """The list is in NFC and lower case, so that Punycode is all that is missing (RFC 3492)."""
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
