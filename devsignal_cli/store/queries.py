"""The read-only questions that status and lists ask: plain SQL, results in plain values."""

from collections.abc import Sequence
from datetime import UTC, datetime

from devsignal_cli.model.connection import Billed, Window
from devsignal_cli.model.links import post_link
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.signals import Author, Gap, Signal, SignalMetrics
from devsignal_cli.results.status import OpenWindow
from devsignal_cli.snowflake import time_of
from devsignal_cli.store import windows
from devsignal_cli.store.db import Row, Session, chunks, holders

# Muted and deleted posts count nowhere.
SHOWN = "s.organization_id = :organization_id AND s.muted = 0 AND s.deleted_at IS NULL"

SIGNALS = """
SELECT s.*, o.name AS org, a.username, a.name AS author_name, a.followers
FROM signal s JOIN organization o ON o.id = s.organization_id LEFT JOIN author a ON a.id = s.author_id
"""
_RUNS = """
SELECT
    (SELECT max(started_at) FROM run
     WHERE organization_id = :organization_id AND service = :service AND kind = 'sync') AS started_at,
    (SELECT max(finished_at) FROM run
     WHERE organization_id = :organization_id AND service = :service AND kind = 'sync'
        AND status = 'complete') AS success_at,
    (SELECT coalesce(reason, status, 'interrupted') FROM run
     WHERE organization_id = :organization_id AND service = :service AND kind = 'sync'
     ORDER BY id DESC LIMIT 1) AS last_result
"""
_SPEND = """
SELECT coalesce(sum(micro_usd), 0) AS micro_usd, coalesce(sum(CASE WHEN kind = 'post' THEN count END), 0) AS posts,
    coalesce(sum(CASE WHEN kind = 'post' THEN free_count END), 0) AS free_posts, min(day) AS first_day
FROM ledger WHERE organization_id = :organization_id AND kind <> 'enrichment' AND day BETWEEN :first AND :last
"""
_NOISE = """
SELECT coalesce(sum(s.muted), 0) AS muted,
    coalesce(sum(CASE WHEN s.muted = 0 AND s.spam IS NOT NULL THEN 1 ELSE 0 END), 0) AS spam
FROM signal s WHERE s.organization_id = :organization_id AND s.deleted_at IS NULL
"""
_IDENTITY = f"""
SELECT s.identity_state AS state, count(DISTINCT s.author_id) AS n FROM signal s
WHERE {SHOWN} GROUP BY s.identity_state
"""
IDENTITY_STATES = ("confirmed", "probable", "review", "unknown")


def breakdown(session: Session, organization_id: OrganizationId) -> list[tuple[str, str, int]]:
    """All signals by sentiment and type, as (sentiment, type, count)."""
    question = f"SELECT s.sentiment, s.type, count(*) AS n FROM signal s WHERE {SHOWN} GROUP BY s.sentiment, s.type"
    rows = session.rows(question, {"organization_id": organization_id})
    return [(row["sentiment"], row["type"], row["n"]) for row in rows]


def identity_states(session: Session, organization_id: OrganizationId) -> dict[str, int]:
    """How many authors are known how surely."""
    rows = session.rows(_IDENTITY, {"organization_id": organization_id})
    return dict.fromkeys(IDENTITY_STATES, 0) | {row["state"]: row["n"] for row in rows}


def recent(
    session: Session, organization_id: OrganizationId, limit: int, type_: str | None, sentiment: str | None
) -> tuple[Signal, ...]:
    """The newest signals, optionally of one type or sentiment."""
    question = f"""{SIGNALS} WHERE {SHOWN}
        AND (:type IS NULL OR s.type = :type) AND (:sentiment IS NULL OR s.sentiment = :sentiment)
        ORDER BY s.posted_at DESC, s.post_id DESC LIMIT :limit
    """
    parameters = {"organization_id": organization_id, "limit": limit, "type": type_, "sentiment": sentiment}
    return as_signals(session, organization_id, session.rows(question, parameters))


def named(session: Session, organization_id: OrganizationId, post_keys: Sequence[int]) -> tuple[Signal, ...]:
    """Some signals by the first ids of their edit chains, newest first; muted and deleted ones too."""
    rows: list[Row] = []
    for part in chunks(post_keys):
        question = f"{SIGNALS} WHERE s.organization_id = :organization_id AND s.post_key IN ({holders(part)})"
        rows += session.rows(question, {**part, "organization_id": organization_id})
    newest_first = sorted(rows, key=lambda row: (row["posted_at"], row["post_id"]), reverse=True)
    return as_signals(session, organization_id, newest_first)


def as_signals(session: Session, organization_id: OrganizationId, rows: Sequence[Row]) -> tuple[Signal, ...]:
    """Rows of `SIGNALS` as every command shows them."""
    keywords = _keywords(session, organization_id, [row["post_key"] for row in rows])
    return tuple(_signal(row, keywords[row["post_key"]]) for row in rows)


def last_run(
    session: Session, organization_id: OrganizationId, service: str
) -> tuple[datetime | None, datetime | None, str | None]:
    """When the last sync began, when one last succeeded, and how the last one ended."""
    row = session.row(_RUNS, {"organization_id": organization_id, "service": service})
    assert row is not None  # noqa: S101 - sub-selects give one row
    return _time(row["started_at"]), _time(row["success_at"]), row["last_result"]


def spend(session: Session, organization_id: OrganizationId, first: str, last: str) -> Billed:
    """What X billed from one UTC day (YYYY-MM-DD) to another."""
    row = session.row(_SPEND, {"organization_id": organization_id, "first": first, "last": last})
    assert row is not None  # noqa: S101 - an aggregate gives one row
    return Billed(row["micro_usd"] / 1_000_000, row["posts"], row["free_posts"], row["first_day"])


def open_windows(session: Session, organization_id: OrganizationId) -> tuple[OpenWindow, ...]:
    """What the walks under way have still to read: from their old end to the oldest post read."""
    return tuple(_open_window(window) for window in windows.every(session, organization_id))


def gaps(session: Session, organization_id: OrganizationId) -> tuple[Gap, ...]:
    """The stretches that X no longer served, newest first."""
    question = "SELECT from_time, to_time FROM gap WHERE organization_id = :organization_id ORDER BY id DESC LIMIT 20"
    rows = session.rows(question, {"organization_id": organization_id})
    return tuple(Gap(_utc(row["from_time"]), _utc(row["to_time"])) for row in rows)


def quarantined(session: Session, organization_id: OrganizationId) -> int:
    """How many items of X could not be read."""
    question = "SELECT count(*) FROM quarantine WHERE organization_id = :organization_id AND service = 'twitter'"
    return int(session.value(question, {"organization_id": organization_id}))


def noise(session: Session, organization_id: OrganizationId) -> tuple[int, int]:
    """How many posts are muted, and how many look like spam and are not."""
    row = session.row(_NOISE, {"organization_id": organization_id})
    assert row is not None  # noqa: S101 - an aggregate gives one row
    return row["muted"], row["spam"]


def _keywords(session: Session, organization_id: OrganizationId, post_keys: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {post_key: [] for post_key in post_keys}
    for part in chunks(post_keys):
        question = f"""
            SELECT sk.post_key, k.text FROM signal_keyword sk JOIN keyword k ON k.id = sk.keyword_id
            WHERE sk.organization_id = :organization_id AND sk.post_key IN ({holders(part)}) ORDER BY k.id
        """
        for row in session.rows(question, {**part, "organization_id": organization_id}):
            found[row["post_key"]].append(row["text"])
    return found


def _signal(row: Row, keywords: list[str]) -> Signal:
    post_id, username = str(row["post_id"]), row["username"]
    return Signal(
        id=str(row["id"]),
        org=row["org"],
        source=row["source"],
        type=row["type"],
        sentiment=row["sentiment"],
        score=row["score"],
        post_id=post_id,
        posted_at=_utc(row["posted_at"]),
        text=row["text"],
        url=post_link(post_id, username),
        lang=row["lang"],
        author=Author(_string(row["author_id"]), username, row["author_name"], row["followers"]),
        contact_id=_string(row["contact_id"]),
        company_id=_string(row["company_id"]),
        identity_state=row["identity_state"],
        metrics=SignalMetrics(row["likes"], row["reposts"], row["replies"], row["quotes"]),
        keywords=tuple(keywords),
        muted=bool(row["muted"]),
        done=bool(row["done"]),
        spam=tuple(row["spam"].split(",")) if row["spam"] else (),
        sentiment_by_hand=bool(row["sentiment_by_hand"]),
        type_by_hand=bool(row["type_by_hand"]),
    )


def _open_window(window: Window) -> OpenWindow:
    old_end = window.covered_from or window.start_time or (window.since_id and time_of(window.since_id))
    read_to = time_of(window.oldest_id) if window.oldest_id else window.opened_at
    return OpenWindow(window.query, _time(old_end), _utc(read_to), window.posts_read)


def _string(number: int | None) -> str | None:
    return None if number is None else str(number)


def _utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _time(seconds: int | None) -> datetime | None:
    return None if seconds is None else _utc(seconds)
