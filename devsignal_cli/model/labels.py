"""A stored post's labels and who said them."""

from collections.abc import Callable
from dataclasses import dataclass

from devsignal_cli.model.words import PostType, Sentiment


@dataclass(frozen=True, slots=True)
class Labelled:
    """A stored post's text and labels. `classifier` is the version that said what no person said, and the score."""

    text: str
    sentiment: Sentiment
    score: float
    type: PostType
    classifier: str
    is_sentiment_by_hand: bool
    is_type_by_hand: bool
    is_withheld: bool


@dataclass(frozen=True, slots=True)
class Relabelled:
    """A signal that was to be labelled anew: its number, what it bore before, and that nothing is left of a deleted."""

    id: int
    post_key: int
    before: Labelled
    is_deleted: bool


Relabel = Callable[[Labelled], Labelled]
"""A rule that says what labels a signal is to bear."""
