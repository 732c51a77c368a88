"""What classifying stored signals anew changed."""

from dataclasses import dataclass
from typing import Literal

from devsignal_cli.model.words import PostType, Sentiment


@dataclass(frozen=True, slots=True)
class Turn:
    """How many signals went from one label to another; JSON says `from` and `to`."""

    from_: str
    to: str
    count: int


@dataclass(frozen=True, slots=True)
class Example:
    """A signal whose label changed."""

    id: str
    post_id: str
    text: str
    sentiment_before: Sentiment
    sentiment: Sentiment
    type_before: PostType
    type: PostType


@dataclass(frozen=True, slots=True)
class Reclassified:
    """What one run did; its fields are the keys of `twitter reclassify --json`.

    `signals` were read; of them `changed` have another sentiment or type, and `renewed` only another score, version
    or text key; of `by_hand` a person set the sentiment or the type, which stayed. `status` is partial when the run was
    stopped, and `dry_run` says that nothing was stored.
    """

    org: str
    status: Literal["complete", "partial"]
    classifier: str
    signals: int
    changed: int
    renewed: int
    by_hand: int
    sentiment: tuple[Turn, ...]
    types: tuple[Turn, ...]
    examples: tuple[Example, ...]
    dry_run: bool
