"""The read-only questions that stats asks: plain SQL, results in plain values."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.stats import AuthorCount, CompanyCount, Coverage, Technology
from devsignal_cli.store.db import Session
from devsignal_cli.store.queries import IDENTITY_STATES, SHOWN

COUNTED = f"{SHOWN} AND s.repost = 0"  # reposts say what somebody else said
QUARTER_SECONDS = 900  # every zone's offset is a multiple: quarters fall into local days without date functions
_AUTHORS = f"""
SELECT a.id, a.username, a.name, a.followers, count(*) AS signals,
    sum(CASE WHEN s.sentiment = 'positive' THEN 1 ELSE 0 END) AS positive,
    sum(CASE WHEN s.sentiment = 'negative' THEN 1 ELSE 0 END) AS negative
FROM signal s JOIN author a ON a.id = s.author_id
WHERE {COUNTED} AND s.posted_at >= :start AND s.posted_at < :end AND (:type IS NULL OR s.type = :type)
GROUP BY a.id, a.username, a.name, a.followers ORDER BY signals DESC, a.followers DESC, a.id LIMIT :limit
"""
_COMPANIES = f"""
SELECT c.id, c.name, c.domain, count(*) AS signals,
    sum(CASE WHEN s.sentiment = 'positive' THEN 1 ELSE 0 END) AS positive,
    sum(CASE WHEN s.sentiment = 'negative' THEN 1 ELSE 0 END) AS negative
FROM signal s JOIN company c ON c.id = s.company_id
WHERE {COUNTED} AND s.posted_at >= :start AND s.posted_at < :end AND (:type IS NULL OR s.type = :type)
GROUP BY c.id, c.name, c.domain ORDER BY signals DESC, c.id LIMIT :limit
"""
_QUARTERS = f"""
SELECT s.posted_at / {QUARTER_SECONDS} AS quarter, s.sentiment, s.type, count(*) AS n FROM signal s
WHERE {COUNTED} AND s.posted_at >= :start AND s.posted_at < :end AND (:type IS NULL OR s.type = :type)
GROUP BY quarter, s.sentiment, s.type
"""
_IDENTITY = f"""
SELECT s.identity_state AS state, count(DISTINCT s.author_id) AS n FROM signal s
WHERE {COUNTED} AND s.posted_at >= :start AND s.posted_at < :end AND (:type IS NULL OR s.type = :type)
GROUP BY s.identity_state
"""


def quarters(session: Session, period: Mapping[str, Any]) -> list[tuple[int, str, str, int]]:
    """Signals of a period as (quarter of an hour since 1970, sentiment, type, count)."""
    return [(row["quarter"], row["sentiment"], row["type"], row["n"]) for row in session.rows(_QUARTERS, period)]


def total(session: Session, period: Mapping[str, Any]) -> int:
    """How many signals a period has."""
    return sum(n for _, _, _, n in quarters(session, period))


def authors(session: Session, period: Mapping[str, Any], limit: int) -> tuple[AuthorCount, ...]:
    """Who wrote most in a period."""
    return tuple(
        AuthorCount(
            str(row["id"]),
            row["username"],
            row["name"],
            row["followers"],
            row["signals"],
            row["positive"],
            row["negative"],
        )
        for row in session.rows(_AUTHORS, {**period, "limit": limit})
    )


def companies(session: Session, period: Mapping[str, Any], limit: int) -> tuple[CompanyCount, ...]:
    """Whose people wrote most in a period."""
    return tuple(
        CompanyCount(str(row["id"]), row["name"], row["domain"], row["signals"], row["positive"], row["negative"])
        for row in session.rows(_COMPANIES, {**period, "limit": limit})
    )


def identity_states(session: Session, period: Mapping[str, Any]) -> dict[str, int]:
    """How many authors of a period are known how surely."""
    return dict.fromkeys(IDENTITY_STATES, 0) | {row["state"]: row["n"] for row in session.rows(_IDENTITY, period)}


def coverage(session: Session, organization_id: OrganizationId, table: str) -> Coverage:
    """How many of the companies or contacts were enriched."""
    question = f"""
        SELECT count(*) AS total, count(enriched_at) AS enriched FROM {"company" if table == "companies" else "contact"}
        WHERE organization_id = :organization_id
    """
    row = session.row(question, {"organization_id": organization_id})
    assert row is not None  # noqa: S101 - an aggregate gives one row
    total_, enriched = row["total"], row["enriched"]
    return Coverage(total_, enriched, total_ - enriched, round(100 * enriched / total_, 1) if total_ else None)


def technology(session: Session, organization_id: OrganizationId, limit: int) -> tuple[Technology, ...]:
    """Which technologies the companies use, most used first."""
    question = """
        SELECT custom_fields FROM company
        WHERE organization_id = :organization_id AND custom_fields LIKE '%"techStack"%'
    """
    rows = session.rows(question, {"organization_id": organization_id})
    used = Counter(name for row in rows for name in json.loads(row["custom_fields"]).get("techStack") or ())
    return tuple(Technology(*pair) for pair in sorted(used.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])
