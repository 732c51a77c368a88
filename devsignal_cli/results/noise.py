"""Mutes as commands show them."""

from dataclasses import dataclass
from datetime import datetime

from devsignal_cli.model.noise import MuteKind


@dataclass(frozen=True, slots=True)
class MuteItem:
    """One mute and how many stored posts it mutes now; `handle_now` where the muted person has another by now."""

    kind: MuteKind
    text: str
    signals: int
    created_at: datetime
    handle_now: str | None = None


@dataclass(frozen=True, slots=True)
class MuteList:
    """What an organization has muted."""

    items: tuple[MuteItem, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class MuteDone:
    """What muting or taking back did: how many stored posts are muted that were not, or shown again."""

    org: str
    changed: bool
    muted: int
    unmuted: int
    items: tuple[MuteItem, ...]
    message: str
