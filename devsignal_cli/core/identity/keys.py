"""The normal forms by which people and firms are found: handles, names, and what a profile points to. Pure."""

import re
import unicodedata
from dataclasses import replace

from devsignal_cli.model.posts import Profile

VERSION = "identity-1"
"""Changes whenever `keyed` or `contact_key` may say another thing of the same record: what is stored is read anew."""

_BLANKS = re.compile(r"\s+")


def handle_key(handle: str) -> str:
    """A handle without @, in one case: X's handles do not differ by capitals."""
    return handle.strip().removeprefix("@").lower()


def name_key(name: str) -> str:
    """A name of a company, or of a contact whatever its parts, with one case, one width and single blanks."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", name)).strip().casefold()


def contact_key(first: str, last: str) -> str | None:
    """The normal form of a contact's full name; None if it is none."""
    from devsignal_cli.core.identity import names  # noqa: PLC0415 - lists and patterns that few commands need

    name = names.of_contact(first, last)
    return name.key if name else None


def keyed(profile: Profile) -> Profile:
    """The profile with what its author is found by filled in."""
    from devsignal_cli.core.identity import claims, names  # noqa: PLC0415 - as above

    profile = replace(profile, username_key=handle_key(profile.username))
    name = names.of_display(profile.name)
    return replace(profile, person_key=name.key if name else None, claims=claims.read(profile))
