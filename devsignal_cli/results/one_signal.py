"""One signal: in full, explained, and after a correction by hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from devsignal_cli.model.words import PostType, Sentiment
from devsignal_cli.results.identity import IdentityLink
from devsignal_cli.results.judged import Flag
from devsignal_cli.results.signals import Signal


@dataclass(frozen=True, slots=True)
class Today:
    """What today's classifier says of a stored post, with the organization's own words and keywords."""

    classifier: str
    sentiment: Sentiment
    score: float
    type: PostType
    evidence: tuple[dict[str, object], ...]
    flag: Flag | None


@dataclass(frozen=True, slots=True)
class SignalExplained:
    """Why a signal bears its labels. `today` is null where no text is left, or none was X's author's.

    `differs` names what `twitter reclassify` would change: what is by hand is never among it.
    """

    id: str
    org: str
    post_id: str
    url: str
    text: str
    sentiment: Sentiment
    score: float
    type: PostType
    sentiment_by_hand: bool
    type_by_hand: bool
    classifier: str
    state: Literal["stored", "withheld", "deleted"]
    today: Today | None
    differs: tuple[Literal["sentiment", "type"], ...]


@dataclass(frozen=True, slots=True)
class SignalShown(Signal):
    """A signal in full: what every command shows, and what the store knows beside it.

    `identity` is the link that ties its author, with the evidence. `conversation` has the stored signals around it,
    oldest first, itself among them; none where no other is stored. `conversation_signals` counts all of them.
    """

    classifier: str = ""
    note: str | None = None
    repost: bool = False
    withheld: bool = False
    stored_at: datetime | None = None
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    identity: IdentityLink | None = None
    conversation: tuple[Signal, ...] = ()
    conversation_signals: int = 0


@dataclass(frozen=True, slots=True)
class Labels:
    """What a signal is called, whether a person said so, and what a person noted."""

    sentiment: Sentiment
    type: PostType
    sentiment_by_hand: bool
    type_by_hand: bool
    done: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SignalCorrected(Signal):
    """A signal after a correction, with its note; `was` is what was said of it before."""

    note: str | None = None
    was: Labels | None = None


@dataclass(frozen=True, slots=True)
class SignalsCorrected:
    """Several signals after a correction, in the order in which they were named."""

    items: tuple[SignalCorrected, ...]
    next: str | None = None
