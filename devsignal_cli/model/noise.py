"""Noise: what an organization mutes, what the rules know of an account, and the rules as the store is given them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

MuteKind = Literal["handle", "term", "spam"]


@dataclass(frozen=True, slots=True)
class Mute:
    """What an organization takes for noise. `author_id`: whom a handle means, once that is known."""

    kind: MuteKind
    text: str
    author_id: int | None = None
    created_at: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """A public profile as far as the marks of spam need it; times are Unix seconds, `seen_at` when X showed it."""

    id: int
    username_key: str
    seen_at: int
    followers: int | None = None
    posts: int | None = None
    created_at: int | None = None
    is_verified: bool = False
    is_affiliated: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What the signs of spam take of an account; it changes seldom, the account's figures always."""

    created_at: int | None
    has_few_followers: bool
    has_many_posts: bool
    is_known: bool


@dataclass(frozen=True, slots=True)
class TermMatcher:
    """Some terms made ready: whether a text, or the links that it leads to, has one; `needs_links` if links can."""

    has: Callable[[str, str], bool]
    needs_links: bool


class Signs(Protocol):
    """Says which signs of spam a post bears."""

    def __call__(self, account: Account, posted_at: int, *, is_repeated: bool, is_contact: bool) -> tuple[str, ...]:
        """The signs, none unless they are enough for the mark."""


@dataclass(frozen=True, slots=True)
class NoiseRules:
    """The rules of noise, of which the store knows only what they take and answer.

    Args:
        signs: the signs of spam that a post bears.
        standing: all that they take of an account.
        copies: how many posts with one text make it a repeated one.
        terms: makes terms ready to be looked for.
        links: the links of a post's raw JSON.
    """

    signs: Signs
    standing: Callable[[Account], Standing]
    copies: int
    terms: Callable[[Sequence[str]], TermMatcher]
    links: Callable[[bytes], Sequence[str]]
