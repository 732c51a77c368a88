"""Open windows, the places of keywords, and gaps: how far each walk has come."""

import json
from collections.abc import Sequence

from devsignal_cli.model.connection import Window
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store.db import Row, Session, chunks, holders

_SAVE = """
INSERT INTO open_window (id, organization_id, query, keyword_ids, since_id, start_time, until_id,
    newest_id, oldest_id, next_token, posts_read, pages, stalled, opened_at, covered_from, covered_until)
VALUES (:id, :organization_id, :query, :keyword_ids, :since_id, :start_time, :until_id,
    :newest_id, :oldest_id, :next_token, :posts_read, :pages, :stalled, :opened_at, :covered_from, :covered_until)
ON CONFLICT (id) DO UPDATE SET since_id = excluded.since_id, start_time = excluded.start_time,
    query = excluded.query, keyword_ids = excluded.keyword_ids,
    until_id = excluded.until_id, newest_id = excluded.newest_id, oldest_id = excluded.oldest_id,
    next_token = excluded.next_token,
    posts_read = excluded.posts_read, pages = excluded.pages, stalled = excluded.stalled,
    covered_until = excluded.covered_until
RETURNING id
"""
_ABSURD_SECONDS = 3_600
_DROP = "DELETE FROM open_window WHERE organization_id = :organization_id AND id = :id"
_ADD_GAP = """
INSERT INTO gap (organization_id, run_id, query, from_time, to_time)
VALUES (:organization_id, :run_id, :query, :from_time, :to_time)
"""


def every(session: Session, organization_id: OrganizationId) -> list[Window]:
    """The open windows of an organization, oldest first."""
    question = "SELECT * FROM open_window WHERE organization_id = :organization_id ORDER BY id"
    return [_window(row) for row in session.rows(question, {"organization_id": organization_id})]


def save(session: Session, organization_id: OrganizationId, window: Window) -> int:
    """Store how far an open window has come; its id."""
    row = session.row(
        _SAVE,
        {
            "id": window.id,
            "organization_id": organization_id,
            "query": window.query,
            "keyword_ids": json.dumps(window.keyword_ids),
            "since_id": window.since_id,
            "start_time": window.start_time,
            "until_id": window.until_id,
            "newest_id": window.newest_id,
            "oldest_id": window.oldest_id,
            "next_token": window.next_token,
            "posts_read": window.posts_read,
            "pages": window.pages,
            "stalled": window.stalled,
            "opened_at": window.opened_at,
            "covered_from": window.covered_from,
            "covered_until": window.covered_until,
        },
    )
    assert row is not None  # noqa: S101 - an upsert with RETURNING gives one row
    return int(row["id"])


def close(session: Session, organization_id: OrganizationId, window: Window) -> None:
    """Move the places of a whole window's keywords and drop the window."""
    place_keywords(session, window.keyword_ids, window.newest_id, window.covered_until)
    session.execute(_DROP, {"organization_id": organization_id, "id": window.id})


def drop(session: Session, organization_id: OrganizationId, window: Window) -> None:
    """Forget a window that no keyword needs any more."""
    session.execute(_DROP, {"organization_id": organization_id, "id": window.id})


def place_keywords(session: Session, ids: Sequence[int], place: int | None, covered_until: int | None) -> None:
    """Move keywords to a place, never back; None leaves a value as it is.

    A time far ahead of the new one came from a wrong clock of X; it goes back.
    """
    for part in chunks(ids):
        session.execute(
            f"""
            UPDATE keyword SET
                place = CASE WHEN place IS NULL OR place < :place THEN coalesce(:place, place) ELSE place END,
                covered_until = CASE WHEN covered_until IS NULL OR covered_until < :covered_until
                    OR covered_until > :covered_until + {_ABSURD_SECONDS}
                    THEN coalesce(:covered_until, covered_until) ELSE covered_until END
            WHERE id IN ({holders(part)})
            """,
            {**part, "place": place, "covered_until": covered_until},
        )


def add_gap(session: Session, organization_id: OrganizationId, run_id: RunId, query: str, gap: tuple[int, int]) -> None:
    """Remember a stretch of time (Unix seconds) that X no longer served."""
    session.execute(
        _ADD_GAP,
        {
            "organization_id": organization_id,
            "run_id": run_id,
            "query": query,
            "from_time": gap[0],
            "to_time": gap[1],
        },
    )


def _window(row: Row) -> Window:
    return Window(
        query=row["query"],
        keyword_ids=tuple(json.loads(row["keyword_ids"])),
        since_id=row["since_id"],
        start_time=row["start_time"],
        until_id=row["until_id"],
        id=row["id"],
        newest_id=row["newest_id"],
        oldest_id=row["oldest_id"],
        next_token=row["next_token"],
        posts_read=row["posts_read"],
        pages=row["pages"],
        stalled=row["stalled"],
        opened_at=row["opened_at"],
        covered_from=row["covered_from"],
        covered_until=row["covered_until"],
    )
