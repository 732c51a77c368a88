"""A page of a list that is short enough to be read whole. Pure."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from devsignal_cli.errors import UsageError

T = TypeVar("T")


def page_of(
    items: Sequence[T], name: Callable[[T], str], limit: int, cursor: str | None
) -> tuple[tuple[T, ...], str | None]:
    """At most `limit` items behind the one that `cursor` names, and the next page's cursor if there is one.

    Raises:
        UsageError: the cursor names nothing of this list.
    """
    names = [name(item) for item in items]
    if cursor is not None and cursor not in names:
        raise UsageError(f"The cursor {cursor!r} is none of this list.", "Begin anew, without --cursor.")
    start = 0 if cursor is None else names.index(cursor) + 1
    shown = tuple(items[start : start + limit])
    return shown, names[start + limit - 1] if start + limit < len(items) else None
