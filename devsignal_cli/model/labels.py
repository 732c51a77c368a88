"""What an organization says about words, and what a classifier says about a text."""

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
