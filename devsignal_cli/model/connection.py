"""Organizations, connections, keywords, and the windows that a sync walks."""

from dataclasses import dataclass

from devsignal_cli.model.words import OrganizationId


@dataclass(frozen=True, slots=True)
class Organization:
    """A customer whose data is kept apart. `time_zone` None means the machine's.

    `keep_seconds`: how long its posts are kept; None: for ever.
    """

    id: OrganizationId
    name: str
    time_zone: str | None
    chosen: bool = False
    keep_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class QuerySettings:
    """What every query of an organization shares."""

    excludes: tuple[str, ...] = ()
    lang: str | None = None
    own_accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Connection:
    """An organization's access to a service of a provider. Of the encrypted `secret`, the last four signs are open."""

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
    provider: str = "x"


@dataclass(frozen=True, slots=True)
class Billed:
    """What a service billed within some days: USD, posts, posts read again for nothing; the first day with any."""

    usd: float
    posts: int
    free_posts: int
    first_day: str | None


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
