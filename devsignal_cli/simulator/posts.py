"""The values of the simulated world: authors, posts and what stands in a text. No JSON and no rules here."""

from dataclasses import dataclass, field
from typing import Literal

AuthorStatus = Literal["active", "suspended", "not_found"]
ReferenceType = Literal["replied_to", "quoted", "retweeted"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A hashtag or cashtag; offsets count code points of the unescaped text, `end` is exclusive."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Mention:
    """An @handle in a text."""

    start: int
    end: int
    username: str


@dataclass(frozen=True, slots=True)
class Link:
    """A t.co link in a text and what it leads to."""

    start: int
    end: int
    url: str
    expanded_url: str
    display_url: str


@dataclass(frozen=True, slots=True)
class Entities:
    """All that X recognises in one text."""

    mentions: tuple[Mention, ...] = ()
    hashtags: tuple[Tag, ...] = ()
    cashtags: tuple[Tag, ...] = ()
    urls: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Metrics:
    """The public counters of a post."""

    reposts: int = 0
    replies: int = 0
    likes: int = 0
    quotes: int = 0
    bookmarks: int = 0
    impressions: int = 0


@dataclass(frozen=True, slots=True)
class Withheld:
    """Where and why a post is withheld."""

    country_codes: tuple[str, ...]
    copyright: bool = False
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class SimAuthor:
    """An X user. Only `active` ones are returned by /2/users; the others come as errors there."""

    id: int
    username: str
    name: str
    description: str = ""
    location: str = ""
    url: str = ""
    created_ms: int = 1_420_070_400_000
    followers: int = 0
    following: int = 0
    post_count: int = 0
    listed: int = 0
    likes: int = 0
    verified: bool = False
    verified_type: Literal["blue", "business", "government", "none"] = "none"
    protected: bool = False
    status: AuthorStatus = "active"


@dataclass(frozen=True, slots=True)
class SimPost:
    """A post. `text` is unescaped and has t.co links; a long post keeps its whole text in `note_text`."""

    id: int
    author_id: int
    created_ms: int
    text: str
    lang: str = "en"
    entities: Entities = field(default_factory=Entities)
    metrics: Metrics = field(default_factory=Metrics)
    conversation_id: int = 0
    in_reply_to_user_id: int | None = None
    referenced: tuple[tuple[ReferenceType, int], ...] = ()
    note_text: str | None = None
    note_entities: Entities = field(default_factory=Entities)
    edit_history: tuple[int, ...] = ()
    withheld: Withheld | None = None
    possibly_sensitive: bool = False

    @property
    def is_retweet(self) -> bool:
        """Whether this only repeats another post; search never returns such posts."""
        return any(kind == "retweeted" for kind, _ in self.referenced)
