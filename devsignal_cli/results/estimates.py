"""What a sync is expected to read and cost, before it does."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class QueryEstimate:
    """One query, from when on a sync would read it, and how many posts are still to come by X's count."""

    query: str
    keywords: tuple[str, ...]
    from_: datetime
    posts: int
    posts_usd: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A whole sync. `authors` is a guess from earlier posts and authors; `left_usd` what the budget has left."""

    queries: tuple[QueryEstimate, ...]
    posts: int
    authors: int
    usd: float
    left_usd: float | None
