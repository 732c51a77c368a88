"""Stored signals as classifying anew needs them, and what it made of them."""

from dataclasses import dataclass

from devsignal_cli.model.words import PostType, Sentiment


@dataclass(frozen=True, slots=True)
class StoredText:
    """What a label is told from: a signal's text, and what it is besides."""

    post_key: int
    text: str
    is_withheld: bool
    is_repost: bool


@dataclass(frozen=True, slots=True)
class Relabelled:
    """A signal that was classified anew, with its sentiment and type before and after.

    `is_by_hand`: a person set one of them, which stayed. `is_written`: something changed, be it only the score, the
    version or the text key.
    """

    id: int
    post_id: int
    text: str
    sentiment_before: Sentiment
    sentiment: Sentiment
    type_before: PostType
    type: PostType
    is_by_hand: bool
    is_written: bool

    @property
    def is_changed(self) -> bool:
        """Whether people see another label now."""
        return (self.sentiment_before, self.type_before) != (self.sentiment, self.type)
