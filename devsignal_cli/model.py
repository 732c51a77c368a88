"""The words that every room may use: posts, authors, windows, results. Values only, nothing that acts.

Ids of X are integers here and strings in results (`Signal`, `SyncResult` …). Times are Unix seconds (UTC) in values
that are stored, and aware datetimes in results. Money is in USD.
"""

from dataclasses import dataclass, field
from typing import Literal, NewType

OrganizationId = NewType("OrganizationId", int)
RunId = NewType("RunId", int)

Sentiment = Literal["positive", "negative", "neutral"]
PostType = Literal["twitter_mention", "twitter_question", "twitter_complaint", "twitter_praise"]
IdentityState = Literal["confirmed", "probable", "review", "rejected", "revoked", "unknown"]

SENTIMENTS: tuple[Sentiment, ...] = ("positive", "negative", "neutral")
POST_TYPES: tuple[PostType, ...] = ("twitter_mention", "twitter_question", "twitter_complaint", "twitter_praise")

POST_PRICE_USD = 0.005
USER_PRICE_USD = 0.010
COUNTS_PRICE_USD = 0.005
PAGE_SMALLEST, PAGE_LARGEST = 10, 100


@dataclass(frozen=True, slots=True)
class Organization:
    """A customer whose data is kept apart. `time_zone` None means the machine's."""

    id: OrganizationId
    name: str
    time_zone: str | None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class QuerySettings:
    """What every query of an organization shares."""

    excludes: tuple[str, ...] = ()
    lang: str | None = None
    own_accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Connection:
    """An organization's access to a service. `secret` is encrypted; only its last four characters are in the open."""

    organization_id: OrganizationId
    service: str
    account: str
    secret: str | None
    secret_last4: str
    settings: QuerySettings
    monthly_budget_usd: float
    create_companies: bool
    connected_at: int
    is_disconnected: bool = False


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word, phrase, #tag, @handle or domain to watch, or one raw query.

    `place` is the newest post up to which everything is stored; `covered_until` (Unix seconds) is the time up to
    which X was asked, which an unmentioned keyword reaches without a post.
    """

    id: int
    text: str
    topic: str | None = None
    is_raw: bool = False
    place: int | None = None
    covered_until: int | None = None
    created_at: int | None = None


@dataclass(frozen=True, slots=True)
class PackedQuery:
    """A query of at most 512 characters and the keywords that it asks for."""

    query: str
    keywords: tuple[Keyword, ...]

    @property
    def since_id(self) -> int | None:
        """The place that all its keywords share."""
        return self.keywords[0].place

    @property
    def covered_until(self) -> int | None:
        """The time up to which X was asked for all its keywords; None if one of them was never asked for."""
        times = [keyword.covered_until for keyword in self.keywords if keyword.covered_until is not None]
        return min(times) if len(times) == len(self.keywords) else None

    @property
    def created_at(self) -> int | None:
        """When the first of its keywords was added."""
        return min((keyword.created_at for keyword in self.keywords if keyword.created_at), default=None)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of posts of one query that a sync walks, newest first, and closes when it is whole.

    `since_id` or `start_time` is its old end; `until_id` is set when a walk goes on without its token. `stalled`
    counts pages in a row without an older post. `covered_from` and `covered_until` (Unix seconds) are the times up
    to which X was asked before this walk, and by it. `gap` (from, to) is what X no longer serves.
    """

    query: str
    keyword_ids: tuple[int, ...]
    since_id: int | None = None
    start_time: int | None = None
    until_id: int | None = None
    id: int | None = None
    newest_id: int | None = None
    oldest_id: int | None = None
    next_token: str | None = None
    posts_read: int = 0
    pages: int = 0
    stalled: int = 0
    opened_at: int = 0
    covered_from: int | None = None
    covered_until: int | None = None
    gap: tuple[int, int] | None = None
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Metrics:
    """What X counted for a post when it was read; None where X did not say."""

    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    quotes: int | None = None
    bookmarks: int | None = None
    impressions: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """What X returned, in one vocabulary. `root_id` is the first id of its edit chain; `raw` the JSON as it came."""

    id: int
    root_id: int
    text: str
    author_id: int | None
    posted_at: int
    raw: bytes
    lang: str | None = None
    conversation_id: int | None = None
    in_reply_to_user_id: int | None = None
    is_repost: bool = False
    is_withheld: bool = False
    is_sensitive: bool = False
    metrics: Metrics = field(default_factory=Metrics)
    hashtags: tuple[str, ...] = ()
    cashtags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """A public profile that X returned; `raw` is the JSON as it came.

    `username_key`, `name_key` and `domain` are the normal forms by which people are found; `core.identity` fills them.
    """

    id: int
    username: str
    raw: bytes
    username_key: str = ""
    name: str = ""
    name_key: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    domain: str = ""
    entities: str = ""
    affiliation: str = ""
    is_protected: bool = False
    is_verified: bool = False
    verified_type: str | None = None
    followers: int | None = None
    following: int | None = None
    posts: int | None = None
    listed: int | None = None
    created_at: int | None = None


@dataclass(frozen=True, slots=True)
class AuthorFacts:
    """What the identity rules know of an author."""

    id: int
    username_key: str | None


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """What the identity rules know of a contact."""

    id: int
    x_user_id: int | None
    handle_key: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """What the identity rules found: an author tied to a contact or a company, how surely, and why."""

    author_id: int
    contact_id: int | None
    company_id: int | None
    method: str
    confidence: float
    evidence: str
    state: IdentityState


@dataclass(frozen=True, slots=True)
class Damaged:
    """An item that did not parse, kept as it came; it is billed all the same if it has an id."""

    raw: bytes
    reason: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One page asked of recent search. `start_time` is Unix seconds; X refuses it beside `since_id`."""

    query: str
    max_results: int
    since_id: int | None = None
    until_id: int | None = None
    start_time: int | None = None
    next_token: str | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of posts, newest first; `server_time` is X's clock, in Unix seconds."""

    posts: tuple[Post, ...]
    server_time: int
    next_token: str | None = None
    damaged: tuple[Damaged, ...] = ()
    errors: tuple[str, ...] = ()
    missing_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """The answer of one author look-up; `missing` are ids that X does not know any more."""

    profiles: tuple[Profile, ...]
    missing: tuple[int, ...]
    server_time: int
    damaged: tuple[Damaged, ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """What X says of the token's project: posts used and allowed this month, and the day the cap starts anew."""

    project_id: str | None
    posts_used: int | None
    posts_cap: int | None
    reset_day: int | None


@dataclass(frozen=True, slots=True)
class Classified:
    """A post with what the classifier says of it and which keywords it matched (`certain` False: by query only)."""

    post: Post
    sentiment: Sentiment
    score: float
    type: PostType
    keyword_ids: tuple[int, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class PageStored:
    """What one stored page changed, each list one entry a signal."""

    window_id: int | None
    created: tuple[Classified, ...] = ()
    updated: int = 0
    duplicates: int = 0
    spend_usd: float = 0.0
    unseen_authors: tuple[int, ...] = ()
    contacts: int = 0
    companies: int = 0


@dataclass(frozen=True, slots=True)
class ProfilesStored:
    """What one author look-up changed."""

    profiles: int
    contacts: int
    companies: int
    spend_usd: float
