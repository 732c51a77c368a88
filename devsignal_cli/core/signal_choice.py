"""Which signals a person asks for: days, words and places of a list as they are typed. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta, tzinfo

from devsignal_cli.core import zones
from devsignal_cli.errors import UsageError

_LONGEST_WORDS = 200
_LARGEST = 2**63 - 1


def storable(text: str) -> str:
    """A text as a database takes it: what was typed in no encoding becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def words(text: str | None) -> str | None:
    """The words that posts are to have.

    Raises:
        UsageError: there are none, or too many.
    """
    if text is None:
        return None
    if len(text) > _LONGEST_WORDS:
        raise UsageError("That is too long to be looked for.", f"Take {_LONGEST_WORDS} characters at most.")
    if not text.strip():
        raise UsageError("There are no words to look for.", 'Say some, such as --text "does not start".')
    return storable(text)


def between(start: date | None, end: date | None, in_zone: tzinfo) -> tuple[int | None, int | None]:
    """Local days, both ends within, in Unix seconds; the second one is not within.

    Raises:
        UsageError: they end before they begin.
    """
    if start and end and start > end:
        raise UsageError(f"The period from {start} to {end} has no day.", "Let --from come before --to.")
    begun = zones.midnight(start, in_zone) if start else None
    return begun, zones.midnight(end + timedelta(days=1), in_zone) if end else None


def cursor_of(place: Sequence[int] | None) -> str | None:
    """The cursor of the page behind a place."""
    return None if place is None else "-".join(map(str, place))


def place_of(cursor: str | None, length: int) -> tuple[int, ...] | None:
    """The place that a cursor names, in a list that is ordered by so many values.

    Raises:
        UsageError: it is none of such a list.
    """
    if cursor is None:
        return None
    parts = cursor.split("-")
    is_ours = len(parts) == length and all(part.isascii() and part.isdigit() for part in parts)
    place = tuple(int(part) for part in parts if len(part) <= len(str(_LARGEST))) if is_ours else ()
    if len(place) != length or max(place) > _LARGEST:
        raise UsageError(f"The cursor {cursor!r} is none of this list.", "Begin anew, without --cursor.")
    return place
