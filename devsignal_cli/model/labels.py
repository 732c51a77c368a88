"""What an organization says about words, what a classifier says about a text, and who said a stored label."""

from collections.abc import Callable
from dataclasses import dataclass

from devsignal_cli.model.words import PostType, Sentiment


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word or phrase that an organization weighs in its own way: -3 to 3, 0 silences it."""

    term: str
    weight: float
    added_at: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """What the classifier says of a post's text; `text_key` is the same for the same text, None for a short one."""

    sentiment: Sentiment
    score: float
    type: PostType
    text_key: int | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A stored post's text and labels, and what a person noted of it.

    `classifier` is the version that said what no person said, and the score.
    """

    text: str
    sentiment: Sentiment
    score: float
    type: PostType
    classifier: str
    is_sentiment_by_hand: bool
    is_type_by_hand: bool
    is_withheld: bool
    is_done: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A signal that was to be labelled anew: its number, what it bore before, and that nothing is left of a deleted."""

    id: int
    post_key: int
    before: Labelled
    is_deleted: bool


Correct = Callable[[Labelled], Labelled]
"""A rule that says what labels a signal is to bear."""
