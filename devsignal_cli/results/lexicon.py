"""Own words as commands show them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OwnWordItem:
    """One of an organization's own words."""

    term: str
    weight: float
    added_at: datetime


@dataclass(frozen=True, slots=True)
class OwnWordList:
    """The own words of an organization."""

    items: tuple[OwnWordItem, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class OwnWordDone:
    """What adding or removing a word did: its weight now and before, None where it had none."""

    org: str
    changed: bool
    term: str
    weight: float | None
    previous: float | None
    message: str
