"""Domains by which companies are known: read from hosts, URLs and addresses, typed by people, or derived. Pure."""

import ipaddress
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from devsignal_cli.core.hosts import address, known, suffixes
from devsignal_cli.errors import UsageError

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")  # RFC 1123
_ABOVE = re.compile(r"(?:[a-z0-9_*-]{1,63}\.)*")  # sub-domains may be names of records (_dmarc) or wildcards
_OWN_PREFIXES = ("www.", "m.")


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain that somebody registered, or was given by a host of pages.

    `name` is ASCII and lower case, `shown` the same in its own script. `is_hosted`: its ending belongs to a company
    that lets it to its customers (acme.github.io, acme.myshopify.com).
    """

    name: str
    shown: str
    is_hosted: bool


class DomainFault(StrEnum):
    """Why a text names no domain."""

    EMPTY = "empty"
    IP_ADDRESS = "ip_address"
    NO_PUBLIC_SUFFIX = "no_public_suffix"
    IS_PUBLIC_SUFFIX = "is_public_suffix"
    INVALID_LABEL = "invalid_label"


def read(text: str) -> Domain | DomainFault:
    """The domain that a host, a URL or an e-mail address belongs to, by the public suffix list; never raises."""
    given = address.parse(text)
    host = address.normal(given.host) if given else None
    return DomainFault.INVALID_LABEL if host is None else _domain(host)


def typed(text: str) -> str:
    """The domain of the company that a person means by a host or a URL.

    Raises:
        UsageError: it is none, or somebody's page on a host of pages.
    """
    domain = read(text)
    if isinstance(domain, DomainFault):
        raise _usage_error(domain, address.quoted(text))
    if site := _site_of_page(text):
        raise _page_error(site, address.quoted(text))
    return domain.name


def derived(url_or_host: str) -> str | None:
    """The domain that may be taken for a company's without a person's word, or nothing.

    Nothing, too, for what is let to customers, for pages below a host, and for hosts of other people's pages or mail.
    """
    domain, given = read(url_or_host), address.parse(url_or_host)
    if isinstance(domain, DomainFault) or domain.is_hosted or given is None or given.has_path:
        return None
    host = address.normal(given.host) or domain.name
    site = known.site(host)
    if site and (site.kind != "pages" or not _is_whole_site(host, site)):
        return None
    return None if known.is_free(host) or known.is_relay(host) else domain.name


def _domain(host: str) -> Domain | DomainFault:
    """The domain of a host in its normal form."""
    if not host:
        return DomainFault.EMPTY
    if _is_ip_address(host):
        return DomainFault.IP_ADDRESS
    known_part = host.rpartition("..")[2]
    suffix = suffixes.suffix_of(known_part)
    if suffix is None:
        return DomainFault.NO_PUBLIC_SUFFIX
    name = suffixes.registrable(known_part)
    if name is None:
        return DomainFault.IS_PUBLIC_SUFFIX
    shown = _shown(name)
    if shown is None or not _ABOVE.fullmatch(host[: -len(name)]):
        return DomainFault.INVALID_LABEL
    return Domain(name, shown, suffix.is_private)


def _is_ip_address(host: str) -> bool:
    if ":" not in host and not host[-1].isdigit():
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _shown(name: str) -> str | None:
    """A domain in its own script; nothing if a label of it cannot be registered."""
    labels = [_shown_label(label) for label in name.split(".")]
    return None if None in labels else ".".join(label for label in labels if label)


def _shown_label(label: str) -> str | None:
    if not _LABEL.fullmatch(label):
        return None
    if not label.startswith("xn--"):
        return label
    import idna  # noqa: PLC0415 - costs as much as a bare start-up, few hosts need it

    try:
        shown = idna.ulabel(label)
        return shown if idna.alabel(shown).decode("ascii") == label else None
    except UnicodeError:
        return None


def _site_of_page(text: str) -> known.Site | None:
    """The site on which a text names a page: by a path, or by a sub-domain where those are its customers'."""
    given = address.parse(text)
    host = address.normal(given.host) if given else None
    site = known.site(host) if host else None
    if given is None or host is None or site is None:
        return None
    has_customers_below = site.kind not in ("social", "code")
    return site if given.has_path or (has_customers_below and not _is_whole_site(host, site)) else None


def _is_whole_site(host: str, site: known.Site) -> bool:
    """Whether a host is a site's front door, and that a domain of its own."""
    for prefix in _OWN_PREFIXES:
        host = host.removeprefix(prefix)
    return host == site.host == suffixes.registrable(site.host)


def _page_error(site: known.Site, text: str) -> UsageError:
    if site.kind == "shortener":
        return UsageError(
            f"{text} is a short link, not a company's domain.", "Open it and give the domain it leads to."
        )
    is_company = site.host == suffixes.registrable(site.host)
    itself = f"; for {site.name} itself, {site.host}" if is_company else ""
    return UsageError(
        f"{text} is a page at {site.name}, not a company's domain.",
        f"Give the company's own domain, such as acme.com{itself}.",
    )


def _usage_error(fault: DomainFault, text: str) -> UsageError:
    match fault:
        case DomainFault.EMPTY:
            return UsageError(f"{text} names no domain.", "Give a company's domain, such as acme.com.")
        case DomainFault.IP_ADDRESS:
            return UsageError(f"{text} is an IP address, not a domain.", "Give the company's domain, such as acme.com.")
        case DomainFault.NO_PUBLIC_SUFFIX:
            return UsageError(f"{text} has no ending that domains have.", "Give the whole domain, such as acme.com.")
        case DomainFault.IS_PUBLIC_SUFFIX:
            return UsageError(
                f"{text} names only an ending that many domains share.",
                "Give the whole domain, such as acme.com or acme.co.uk.",
            )
        case DomainFault.INVALID_LABEL:
            return UsageError(
                f"{text} is not spelled as domains are.",
                "Between its dots stand 1 to 63 letters, digits or hyphens, no hyphen first or last; type it anew.",
            )
    assert_never(fault)
