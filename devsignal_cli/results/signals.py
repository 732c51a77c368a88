"""Signals as every command shows them."""

from dataclasses import dataclass
from datetime import datetime

from devsignal_cli.model.words import IdentityState, PostType, Sentiment


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time whose posts X no longer serves; JSON says `from` and `to`."""

    from_: datetime
    to: datetime


@dataclass(frozen=True, slots=True)
class Author:
    """The X user who wrote a signal, as far as X has told."""

    id: str | None
    username: str | None
    name: str | None
    followers: int | None


@dataclass(frozen=True, slots=True)
class SignalMetrics:
    """The four figures of a post that everybody asks for."""

    likes: int | None
    reposts: int | None
    replies: int | None
    quotes: int | None


@dataclass(frozen=True, slots=True)
class Signal:
    """A post stored for an organization, as every command shows it."""

    id: str
    org: str
    source: str
    type: PostType
    sentiment: Sentiment
    score: float
    post_id: str
    posted_at: datetime
    text: str
    url: str
    lang: str | None
    author: Author
    contact_id: str | None
    company_id: str | None
    identity_state: IdentityState
    metrics: SignalMetrics
    keywords: tuple[str, ...]
    muted: bool
    done: bool
    spam: tuple[str, ...] = ()
    sentiment_by_hand: bool = False
    type_by_hand: bool = False


@dataclass(frozen=True, slots=True)
class SignalList:
    """Signals, newest first, with the cursor of the next page."""

    items: tuple[Signal, ...]
    next: str | None = None
