"""Which company an address points to: a domain, or a handle on X. Knows nothing of the words around it. Pure."""

from functools import cache
from itertools import pairwise
from pathlib import Path
from re import ASCII, IGNORECASE
from re import compile as pattern
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from devsignal_cli.core.hosts import address, domains, emails, known, suffixes
from devsignal_cli.model.people import ClaimKind


class Pointer(NamedTuple):
    """A company by its domain or its handle, both in their normal form."""

    kind: ClaimKind
    value: str


_HANDLE_PATH = pattern(r"/@?([a-z0-9_]{1,15})/?", ASCII | IGNORECASE)
_PAGES_OF_X = frozenset(
    "about account compose download explore hashtag help home i intent jobs login logout messages notifications oauth "
    "privacy rules search settings share signup tos who_to_follow widgets".split()
)
_OF_X = ("x.com", "twitter.com")
_OWN_PREFIXES = ("www.", "mobile.", "m.")
_FILE_ENDINGS = frozenset("md mk ml mov pm ps py rs sh tf zip".split())
_TECHNIQUES = frozenset("ado.net asp.net dot.net ml.net vb.net".split())
_SCHOOLS = frozenset({"ac", "edu", "gov", "gob", "gouv", "govt", "mil", "int", "museum", "sch", "school", "k12"})
_BARE = pattern(r"http://(?!www\.)([^/?#]+)/?", IGNORECASE)


def of_url(url: str) -> Pointer | None:
    """The company behind a URL or a host; nothing for pages of others, personal mail and short links."""
    given = address.parse(url)
    host = address.normal(given.host) if given else None
    if given is None or not host:
        return None
    front = _front(host)
    if front in _OF_X and given.has_path:
        return _of_page_on_x(given.path)
    domain = domains.read(host)
    if isinstance(domain, domains.DomainFault) or domain.is_hosted or known.is_free(host) or known.is_relay(host):
        return None
    site = known.site(host)
    if site is None:
        return Pointer("domain", domain.name)
    is_front_door = not given.has_path and front == site.host == suffixes.registrable(site.host)
    return Pointer("domain", domain.name) if is_front_door and site.kind != "shortener" else None


def of_word(text: str) -> Pointer | None:
    """The company behind a host in a sentence, maybe with a path; nothing for files, techniques and abbreviations."""
    host = text.partition("/")[0].lower()
    is_meant = host.startswith("www.") or _front(host) in _OF_X or _is_plain_host(host)
    return of_url(text) if is_meant else None


def of_expanded(url: str) -> Pointer | None:
    """The company behind a link in a bio; X makes links, with http, of much that was not meant as one."""
    bare = _BARE.fullmatch(url)
    if bare and (not _is_plain_host(bare[1].lower()) or joint(bare[1]) is not None):
        return None
    return of_url(url)


def of_email(text: str) -> Pointer | None:
    """The company that gave an e-mail address out, if it can tell."""
    found = emails.read(text)
    if found is None or found.kind != "work" or found.company_domain is None:
        return None
    return Pointer("domain", found.company_domain) if known.site(found.domain) is None else None


def joint(host: str) -> int | None:
    """Where two sentences meet without a blank ("great.Working"), as a place in the text, or nothing."""
    place = 0
    for before, after in pairwise(host.split(".")):
        place += len(before)
        is_spelled_so = after.isupper() and before[:1] not in ascii_lowercase
        if after[:1] in ascii_uppercase and not is_spelled_so:
            return place
        place += 1
    return None


def may_found(url: str) -> bool:
    """Whether a profile's link may make a company that is not on file: the front door of one, no school, no project."""
    domain = domains.derived(url)
    if domain is None or domain in _projects():
        return False
    return _SCHOOLS.isdisjoint(domain.split(".")[1:])


def _is_plain_host(host: str) -> bool:
    name, _, ending = host.rpartition(".")
    return len(name) > 1 and ending not in _FILE_ENDINGS and host not in _TECHNIQUES


def _front(host: str) -> str:
    for prefix in _OWN_PREFIXES:
        host = host.removeprefix(prefix)
    return host


def _of_page_on_x(path: str) -> Pointer | None:
    found = _HANDLE_PATH.fullmatch(path)
    handle = found[1].lower() if found else ""
    return Pointer("handle", handle) if handle and handle not in _PAGES_OF_X else None


@cache
def _projects() -> frozenset[str]:
    text = Path(__file__).with_name("projects.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("# "))
