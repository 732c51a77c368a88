"""The read-only questions that stats asks of signals: plain SQL, results in plain values.

A period is {organization_id, start, end} in Unix seconds and, where it is narrowed, type, company_id, keyword_ids.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from devsignal_cli.results.stats import AuthorCount, CompanyCount, Known, Work
from devsignal_cli.store.db import Session, holders
from devsignal_cli.store.queries import IDENTITY_STATES, SHOWN
from devsignal_cli.store.signal_lists import OPEN

COUNTED = f"{SHOWN} AND s.repost = 0"  # reposts say what somebody else said
QUARTER_SECONDS = 900  # every zone's offset is a multiple: quarters fall into local days without date functions
_WITHIN = f"{COUNTED} AND s.posted_at >= :start AND s.posted_at < :end"
_KEYWORDS = """EXISTS (SELECT 1 FROM signal_keyword sk
    WHERE sk.organization_id = s.organization_id AND sk.post_key = s.post_key AND sk.keyword_id IN ({}))"""
_MOODS = """sum(CASE WHEN s.sentiment = 'positive' THEN 1 ELSE 0 END) AS positive,
    sum(CASE WHEN s.sentiment = 'negative' THEN 1 ELSE 0 END) AS negative"""
_AUTHORS = f"""
SELECT a.id, a.username, a.name, a.followers, count(*) AS signals, {_MOODS}
FROM signal s JOIN author a ON a.id = s.author_id
WHERE {{}} GROUP BY a.id, a.username, a.name, a.followers ORDER BY {{}}, a.id LIMIT :limit
"""
_COMPANIES = f"""
SELECT c.id, c.name, c.domain, count(*) AS signals, {_MOODS}
FROM signal s JOIN company c ON c.id = s.company_id
WHERE {{}} GROUP BY c.id, c.name, c.domain ORDER BY signals DESC, c.id LIMIT :limit
"""
_TOPICS = """
SELECT topic, sentiment, count(*) AS n FROM (
    SELECT DISTINCT coalesce(k.topic, '') AS topic, s.post_key, s.sentiment FROM signal s
    JOIN signal_keyword sk ON sk.organization_id = s.organization_id AND sk.post_key = s.post_key
    JOIN keyword k ON k.id = sk.keyword_id
    WHERE {}
) AS told GROUP BY topic, sentiment
"""
_KNOWN = """
SELECT count(DISTINCT s.author_id) AS authors,
    count(DISTINCT CASE WHEN s.identity_state IN ('confirmed', 'probable') THEN s.author_id END) AS identified,
    count(s.contact_id) AS of_contacts, count(s.company_id) AS of_companies
FROM signal s WHERE {}
"""
_WORK = f"""
SELECT sum(CASE WHEN s.type = 'twitter_complaint' THEN 1 ELSE 0 END) AS complaints, count(*) AS n,
    count(s.company_id) AS of_companies
FROM signal s WHERE {{}} AND {OPEN}
"""


def quarters(session: Session, period: Mapping[str, Any]) -> list[tuple[int, str, str, int]]:
    """Signals of a period as (quarter of an hour since 1970, sentiment, type, count)."""
    fits, asked = _narrowed(period)
    question = f"""
        SELECT s.posted_at / {QUARTER_SECONDS} AS quarter, s.sentiment, s.type, count(*) AS n FROM signal s
        WHERE {fits} GROUP BY quarter, s.sentiment, s.type
    """
    return [(row["quarter"], row["sentiment"], row["type"], row["n"]) for row in session.rows(question, asked)]


def authors(session: Session, period: Mapping[str, Any], limit: int) -> tuple[AuthorCount, ...]:
    """Who wrote most in a period."""
    return _authors(session, period, limit, "signals DESC, coalesce(a.followers, -1) DESC")


def authors_by_reach(session: Session, period: Mapping[str, Any], limit: int) -> tuple[AuthorCount, ...]:
    """Who of those that wrote in a period had most followers at the last look."""
    return _authors(session, period, limit, "coalesce(a.followers, -1) DESC, signals DESC")


def companies(session: Session, period: Mapping[str, Any], limit: int) -> tuple[CompanyCount, ...]:
    """Whose people wrote most in a period."""
    fits, asked = _narrowed(period)
    return tuple(
        CompanyCount(str(row["id"]), row["name"], row["domain"], row["signals"], row["positive"], row["negative"])
        for row in session.rows(_COMPANIES.format(fits), {**asked, "limit": limit})
    )


def counts(session: Session, period: Mapping[str, Any], column: str, ids: Sequence[str]) -> dict[str, int]:
    """How many signals of a period some authors (`author_id`) or companies (`company_id`) have."""
    fits, asked = _narrowed(period)
    named = {f"of{number}": int(one) for number, one in enumerate(ids)}
    question = f"SELECT s.{column} AS id, count(*) AS n FROM signal s WHERE {fits} AND s.{column} IN ({holders(named)})"
    rows = session.rows(f"{question} GROUP BY s.{column}", {**asked, **named})
    return {str(row["id"]): row["n"] for row in rows}


def identity_states(session: Session, period: Mapping[str, Any]) -> dict[str, int]:
    """How many authors of a period are known how surely."""
    fits, asked = _narrowed(period)
    question = f"""
        SELECT s.identity_state AS state, count(DISTINCT s.author_id) AS n FROM signal s
        WHERE {fits} GROUP BY s.identity_state
    """
    return dict.fromkeys(IDENTITY_STATES, 0) | {row["state"]: row["n"] for row in session.rows(question, asked)}


def active_companies(session: Session, period: Mapping[str, Any]) -> int:
    """How many companies have signals in a period."""
    fits, asked = _narrowed(period)
    return int(session.value(f"SELECT count(DISTINCT s.company_id) FROM signal s WHERE {fits}", asked))


def known(session: Session, period: Mapping[str, Any]) -> Known:
    """How many authors of a period are known, and how many of its signals are theirs."""
    fits, asked = _narrowed(period)
    row = session.row(_KNOWN.format(fits), asked)
    assert row is not None  # noqa: S101 - an aggregate gives one row
    share = round(100 * row["identified"] / row["authors"], 1) if row["authors"] else None
    return Known(row["authors"], row["identified"], share, row["of_contacts"], row["of_companies"])


def work(session: Session, period: Mapping[str, Any]) -> Work:
    """What of a period waits for an answer."""
    fits, asked = _narrowed(period)
    row = session.row(_WORK.format(fits), asked)
    assert row is not None  # noqa: S101 - as above
    complaints = row["complaints"] or 0
    return Work(complaints, row["n"] - complaints, row["of_companies"])


def topics(session: Session, period: Mapping[str, Any]) -> list[tuple[str, str, int]]:
    """Signals as (topic of their keywords, sentiment, count), once for each topic; "" for keywords without one."""
    fits, asked = _narrowed(period)
    return [(row["topic"], row["sentiment"], row["n"]) for row in session.rows(_TOPICS.format(fits), asked)]


def _authors(session: Session, period: Mapping[str, Any], limit: int, order: str) -> tuple[AuthorCount, ...]:
    fits, asked = _narrowed(period)
    told = ("username", "name", "followers", "signals", "positive", "negative")
    return tuple(
        AuthorCount(str(row["id"]), *(row[name] for name in told))
        for row in session.rows(_AUTHORS.format(fits, order), {**asked, "limit": limit})
    )


def _narrowed(period: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The condition that the signals of a period meet, and its parameters."""
    asked = {name: period[name] for name in ("organization_id", "start", "end")}
    conditions = [_WITHIN]
    for name in ("type", "company_id"):
        if period.get(name) is not None:
            conditions.append(f"s.{name} = :{name}")
            asked[name] = period[name]
    if period.get("keyword_ids") is not None:
        named = {f"keyword{number}": one for number, one in enumerate(period["keyword_ids"])}
        conditions.append(_KEYWORDS.format(holders(named)))
        asked |= named
    return " AND ".join(conditions), asked
