"""What people call an author: @handle, X's user id, or the link to the profile. Pure."""

import re
from collections.abc import Sequence

from devsignal_cli.core.identity.keys import handle_key
from devsignal_cli.errors import NotFoundError, UsageError
from devsignal_cli.results.identity import Person

_LINK = re.compile(
    r"(?:https?://)?(?:www\.|mobile\.)?(?:x|twitter)\.com/(?:i/user/)?@?(\w{1,50})(?:[/?#]\S*)?", re.IGNORECASE
)
_NAME = re.compile(r"\w{1,50}")
_LARGEST = 2**63 - 1


def read(text: str) -> tuple[int | None, str]:
    """The user id and the normal form of the handle that a person may have meant; digits may be either."""
    found = _LINK.fullmatch(text.strip())
    name = handle_key(found[1] if found else text)
    number = int(name) if name.isascii() and name.isdigit() and len(name) <= len(str(_LARGEST)) else None
    return (number if number is not None and number <= _LARGEST else None), name


def unknown(text: str) -> NotFoundError:
    """There is no such author here."""
    _, name = read(text)
    if not _NAME.fullmatch(name):
        return NotFoundError(f"{text!r} names no author.", "Name an @handle, a user id, or a link to a profile on X.")
    who = name if name.isdigit() else f"@{name}"
    return NotFoundError(
        f"No signal of {who} is stored here.", "`devsignal twitter recent` and `devsignal stats` show who writes."
    )


def ambiguous(text: str, found: Sequence[int]) -> UsageError:
    """The handle fits several authors."""
    _, name = read(text)
    ids = " and ".join(map(str, found))
    return UsageError(f"@{name} fits {len(found)} authors: {ids}.", "Name one by the user id.")


def shown(author: Person) -> str:
    """An author as people call them; with the id where the handle does not tell who."""
    if author.username is None:
        return f"user {author.id}"
    return f"@{author.username} (id {author.id})" if author.shares_handle else f"@{author.username}"


def typed(author: Person) -> str:
    """An author as commands take them: by the id where the handle may name another."""
    if author.username is None or author.shares_handle or author.username.isdigit():
        return author.id
    return f"@{author.username}"
