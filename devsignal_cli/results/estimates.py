"""What a sync is expected to read and cost, before it does."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class QueryEstimate:
    """One query, the stretch that a sync would walk, and how many posts X counts in it."""

    query: str
    keywords: tuple[str, ...]
    from_: datetime
    to: datetime | None
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
