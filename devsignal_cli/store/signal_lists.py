"""Lists of signals by keyset pages, narrowed down, so that a page costs the same among millions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.signals import Signal
from devsignal_cli.store import queries, text_search
from devsignal_cli.store.db import Database, Row, Session

EXPORT_PAGE = 500
Place = tuple[int, ...]
"""Where a list is: the values by which it is ordered, of the last signal that was shown."""

OPEN = """s.type IN ('twitter_complaint', 'twitter_question') AND s.replies = 0 AND s.done = 0 AND s.repost = 0
    AND s.deleted_at IS NULL"""
"""Work to do: a complaint or question without a reply when X was last asked, and not marked done."""

_MINE = "s.organization_id = :organization_id AND s.deleted_at IS NULL"
_KEYWORDS = """EXISTS (SELECT 1 FROM signal_keyword sk JOIN keyword k ON k.id = sk.keyword_id
    WHERE sk.organization_id = s.organization_id AND sk.post_key = s.post_key AND lower(k.{}) = lower(:{}))"""
_CONDITIONS = {
    "type": "s.type = :type",
    "sentiment": "s.sentiment = :sentiment",
    "contact_id": "s.contact_id = :contact_id",
    "company_id": "s.company_id = :company_id",
    "topic": _KEYWORDS.format("topic", "topic"),
    "keyword": _KEYWORDS.format("text", "keyword"),
    "author": "a.username_key = :author",
    "start": "s.posted_at >= :start",
    "end": "s.posted_at < :end",
    "min_reach": "a.followers >= :min_reach",
}
_ORDER = ("s.posted_at", "s.post_id", "s.id")
_KNOWN_FIRST = ("CASE WHEN s.company_id IS NULL THEN 0 ELSE 1 END", *_ORDER)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed down to; None: not by that. `start` and `end` are Unix seconds, `end` is not within."""

    type: str | None = None
    sentiment: str | None = None
    contact_id: int | None = None
    company_id: int | None = None
    topic: str | None = None
    keyword: str | None = None
    author: str | None = None
    start: int | None = None
    end: int | None = None
    min_reach: int | None = None
    text: str | None = None
    is_open: bool = False
    has_muted: bool = False


def page(
    session: Session, organization_id: OrganizationId, filters: Filters, limit: int, after: Place | None
) -> tuple[tuple[Signal, ...], Place | None]:
    """At most `limit` signals behind a place, newest first (of what is open, known companies first); the next place."""
    order = order_of(filters)
    conditions, asked = _asked(filters)
    if after is not None:
        conditions.append(_beyond(order, "<"))
        asked |= _parameters(after)
    rows = _rows(session, organization_id, conditions, asked, order, "DESC", limit + 1)
    shown = rows[:limit]
    following = _place(shown[-1], filters) if len(rows) > limit else None
    return queries.as_signals(session, organization_id, shown), following


def order_of(filters: Filters) -> tuple[str, ...]:
    """The columns that a list is ordered by; a place has a value for each."""
    return _KNOWN_FIRST if filters.is_open else _ORDER


def pages(
    database: Database, organization_id: OrganizationId, after: Place | None = None, size: int = EXPORT_PAGE
) -> Iterator[tuple[Signal, ...]]:
    """All signals that are shown, oldest first, each page in a short transaction: nothing is locked meanwhile."""
    while True:
        conditions, asked = _asked(Filters())
        if after is not None:
            conditions.append(_beyond(_ORDER, ">"))
            asked |= _parameters(after)
        with database.read() as session:
            rows = _rows(session, organization_id, conditions, asked, _ORDER, "ASC", size)
            found = queries.as_signals(session, organization_id, rows)
        if found:
            yield found
        if len(found) < size:
            return
        after = _place(rows[-1], Filters())


def count(session: Session, organization_id: OrganizationId, after: Place | None) -> int:
    """How many signals `pages` gives."""
    question = f"SELECT count(*) FROM signal s WHERE {queries.SHOWN}"
    asked: dict[str, Any] = {"organization_id": organization_id}
    if after is not None:
        question += f" AND {_beyond(_ORDER, '>')}"
        asked |= _parameters(after)
    return int(session.value(question, asked))


def _rows(
    session: Session, organization_id: OrganizationId, conditions: list[str], asked: dict[str, Any],
    order: tuple[str, ...], direction: str, limit: int,
) -> list[Row]:  # fmt: skip
    ordered = ", ".join(f"{column} {direction}" for column in order)
    question = f"{queries.SIGNALS} WHERE {' AND '.join([_MINE, *conditions])} ORDER BY {ordered} LIMIT :limit"
    return session.rows(question, {**asked, "organization_id": organization_id, "limit": limit})


def _asked(filters: Filters) -> tuple[list[str], dict[str, Any]]:
    """The conditions of the filters that are set, with their parameters."""
    values = {name: getattr(filters, name) for name in _CONDITIONS}
    parameters = {name: value for name, value in values.items() if value is not None}
    conditions = [_CONDITIONS[name] for name in parameters]
    if filters.text is not None:
        searched, words = text_search.matching(filters.text)
        conditions.append(searched)
        parameters |= words
    conditions += [] if filters.has_muted else ["s.muted = 0"]
    conditions += [OPEN] if filters.is_open else []
    return conditions, parameters


def _beyond(order: tuple[str, ...], sign: str) -> str:
    holders = ", ".join(f":place{number}" for number in range(len(order)))
    return f"({', '.join(order)}) {sign} ({holders})"


def _parameters(place: Place) -> dict[str, Any]:
    return {f"place{number}": value for number, value in enumerate(place)}


def _place(row: Row, filters: Filters) -> Place:
    place = (row["posted_at"], row["post_id"], row["id"])
    return (int(row["company_id"] is not None), *place) if filters.is_open else place
