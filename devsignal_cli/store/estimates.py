"""What X counted before a run: remembered for a day, so that a run that is refused again and again pays once."""

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Session

KEPT_SECONDS = 86_400
ENOUGH_POSTS = 100
_SAVE = """
INSERT INTO estimate (organization_id, query, from_time, posts, counted_at)
VALUES (:organization_id, :query, :from_time, :posts, :counted_at)
ON CONFLICT (organization_id, query) DO UPDATE SET from_time = excluded.from_time, posts = excluded.posts,
    counted_at = excluded.counted_at
"""
_FIND = """
SELECT posts FROM estimate WHERE organization_id = :organization_id AND query = :query
    AND counted_at > :since AND :from_time >= from_time AND :from_time - from_time <= :now - counted_at + 60
"""
_BILLED = """
SELECT coalesce(sum(CASE WHEN kind = 'post' THEN count ELSE 0 END), 0) AS posts,
    coalesce(sum(CASE WHEN kind = 'user' THEN count ELSE 0 END), 0) AS users
FROM ledger WHERE organization_id = :organization_id
"""


def find(session: Session, organization_id: OrganizationId, query: str, from_time: int, now: int) -> int | None:
    """How many posts X counted for a query since `from_time`, if that was asked within a day before `now`.

    The seven days that X serves move on with the clock; so may `from_time`.
    """
    asked = {"organization_id": organization_id, "query": query, "from_time": from_time, "now": now}
    posts = session.value(_FIND, asked | {"since": now - KEPT_SECONDS})
    return None if posts is None else int(posts)


def save(
    session: Session, organization_id: OrganizationId, query: str, from_time: int, posts: int, counted_at: int
) -> None:
    """Remember a count and forget those that are too old."""
    session.execute(
        "DELETE FROM estimate WHERE organization_id = :organization_id AND counted_at <= :before",
        {"organization_id": organization_id, "before": counted_at - KEPT_SECONDS},
    )
    session.execute(
        _SAVE,
        {
            "organization_id": organization_id,
            "query": query,
            "from_time": from_time,
            "posts": posts,
            "counted_at": counted_at,
        },
    )


def authors_a_post(session: Session, organization_id: OrganizationId) -> float | None:
    """How many authors were billed for each billed post of an organization; None below a hundred posts."""
    row = session.row(_BILLED, {"organization_id": organization_id})
    return row["users"] / row["posts"] if row and row["posts"] >= ENOUGH_POSTS else None
