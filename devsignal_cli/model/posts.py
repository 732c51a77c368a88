"""Posts and profiles as X returned them, pages of them, and what storing them changed."""

from dataclasses import dataclass, field

from devsignal_cli.model.people import Claim
from devsignal_cli.model.words import PostType, Sentiment


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
    reposted_author_id: int | None = None
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

    `username_key`, `person_key` (of a full name) and `claims` (companies to which it points) are what people are found
    by; `core.identity` fills them.
    """

    id: int
    username: str
    raw: bytes
    username_key: str = ""
    name: str = ""
    person_key: str | None = None
    description: str = ""
    location: str = ""
    url: str = ""
    entities: str = ""
    affiliation: str = ""
    claims: tuple[Claim, ...] = ()
    is_protected: bool = False
    is_verified: bool = False
    verified_type: str | None = None
    followers: int | None = None
    following: int | None = None
    posts: int | None = None
    listed: int | None = None
    created_at: int | None = None


@dataclass(frozen=True, slots=True)
class Damaged:
    """An item that did not parse, kept as it came; it is billed all the same if it has an id."""

    raw: bytes
    reason: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One page asked of recent search. `start_time` is Unix seconds; X refuses it beside `since_id`.

    `free_until` (Unix seconds, X's clock): what it looks at again is billed anew from then on.
    """

    query: str
    max_results: int
    since_id: int | None = None
    until_id: int | None = None
    start_time: int | None = None
    next_token: str | None = None
    free_until: int | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of posts, newest first; `server_time` is X's clock, in Unix seconds, or ours if X did not tell it."""

    posts: tuple[Post, ...]
    server_time: int
    next_token: str | None = None
    damaged: tuple[Damaged, ...] = ()
    errors: tuple[str, ...] = ()
    missing_fields: tuple[str, ...] = ()
    is_time_told: bool = True


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """The answer of one author look-up; `missing` are ids that X does not know any more."""

    profiles: tuple[Profile, ...]
    missing: tuple[int, ...]
    server_time: int
    damaged: tuple[Damaged, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """How many posts X counted, and its clock (Unix seconds): an estimate, billed at a flat price."""

    posts: int
    server_time: int


@dataclass(frozen=True, slots=True)
class Usage:
    """What X says of the token's project: posts used and allowed this month, and the day the cap starts anew."""

    project_id: str | None
    posts_used: int | None
    posts_cap: int | None
    reset_day: int | None


@dataclass(frozen=True, slots=True)
class Classified:
    """A post with what the classifier says of it and which keywords it matched (`certain` False: by query only).

    `read_at` (Unix seconds) is when X sent it; `text_key` is the same for the same text, None for a short one.
    """

    post: Post
    sentiment: Sentiment
    score: float
    type: PostType
    keyword_ids: tuple[int, ...]
    certain: bool
    read_at: int
    text_key: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """What an organization did not store: of forgotten authors, too old; `damaged` items are of the former."""

    forgotten: int = 0
    too_old: int = 0
    damaged: tuple[Damaged, ...] = ()


NOTHING_REFUSED = Refused()


@dataclass(frozen=True, slots=True)
class PageStored:
    """What one stored page changed, each list one entry a signal."""

    window_id: int | None
    created: tuple[Classified, ...] = ()
    updated: int = 0
    duplicates: int = 0
    spend_usd: float = 0.0
    free: int = 0
    unseen_authors: tuple[int, ...] = ()
    contacts: int = 0
    companies: int = 0
    refused: Refused = NOTHING_REFUSED


@dataclass(frozen=True, slots=True)
class ProfilesStored:
    """What one author look-up changed."""

    profiles: int
    contacts: int
    companies: int
    spend_usd: float
