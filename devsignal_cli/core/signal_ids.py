"""What people call a signal: its number, its post's id, or the link to its post. Pure."""

import re

from devsignal_cli.errors import NotFoundError

_NUMBER = re.compile(r"(?:https?://\S*/status/)?([0-9]{1,19})(?:[/?#]\S*)?", re.IGNORECASE)
_LARGEST = 2**63 - 1


def number_of(text: str) -> int | None:
    """The number in what a person typed or copied; None if it names no signal."""
    found = _NUMBER.fullmatch(text.strip())
    number = int(found[1]) if found else None
    return number if number is not None and number <= _LARGEST else None


def unknown(names: str) -> NotFoundError:
    """There is no signal of these names."""
    return NotFoundError(
        f"There is no signal {names} here.", "`devsignal twitter recent` shows the newest with their numbers."
    )
