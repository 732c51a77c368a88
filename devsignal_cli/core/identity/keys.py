"""The normal forms by which people are found: handles, names, domains. Pure."""

import re
import unicodedata
from dataclasses import replace
from urllib.parse import urlsplit

from devsignal_cli.model.posts import Profile

_BLANKS = re.compile(r"\s+")


def handle_key(handle: str) -> str:
    """A handle without @, in one case: X's handles do not differ by capitals."""
    return handle.strip().removeprefix("@").lower()


def name_key(name: str) -> str:
    """A display name with one case, one width and single blanks."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", name)).strip().casefold()


def domain_key(url: str) -> str:
    """The host of a URL without `www.`, or nothing if there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def keyed(profile: Profile) -> Profile:
    """The profile with its normal forms filled in."""
    return replace(
        profile,
        username_key=handle_key(profile.username),
        name_key=name_key(profile.name),
        domain=domain_key(profile.url),
    )
