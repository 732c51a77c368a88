"""Lists, small changes, the demo."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KeywordItem:
    """One keyword and how far it is stored."""

    text: str
    topic: str | None
    raw: bool
    place: str | None
    covered_until: datetime | None


@dataclass(frozen=True, slots=True)
class KeywordList:
    """The keywords of an organization."""

    items: tuple["KeywordItem", ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class OrganizationItem:
    """One organization in a list."""

    name: str
    tz: str | None
    chosen: bool
    connected: bool
    keep: str | None = None


@dataclass(frozen=True, slots=True)
class OrganizationList:
    """All organizations."""

    items: tuple[OrganizationItem, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What a small change did, in one sentence."""

    org: str
    changed: bool
    message: str


@dataclass(frozen=True, slots=True)
class DemoRun:
    """The demo's commands and what each answered; `home` is where the data was kept, if it was."""

    home: str | None
    steps: tuple[dict[str, object], ...]
