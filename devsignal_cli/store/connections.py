"""Connections and keywords: read in plain SQL, changed one by one through SQLModel."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from devsignal_cli.model.connection import Connection, Keyword, QuerySettings
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Session

if TYPE_CHECKING:
    from sqlmodel import Session as EditSession

    from devsignal_cli.store.tables import ConnectionRow

_CONNECTION = """
SELECT * FROM connection
WHERE organization_id = :organization_id AND service = :service
"""
_FAILURE = """
SELECT c.organization_id, c.failures FROM connection c JOIN organization o ON o.id = c.organization_id
WHERE o.name = :name AND c.service = :service
"""
_NOTE_FAILURE = """
UPDATE connection SET failures = :failures
WHERE organization_id = :organization_id AND service = :service
"""
TOLD_AGAIN_SECONDS = 86_400 - 900  # a run each half hour drifts by some minutes
_REACHED = ("place", "covered_until", "created_at")
_KEYWORDS = """
SELECT id, text, topic, is_raw, place, covered_until, created_at FROM keyword
WHERE organization_id = :organization_id AND removed_at IS NULL ORDER BY id
"""


def find(session: Session, organization_id: OrganizationId, service: str) -> Connection | None:
    """The live connection of an organization to a service."""
    found = find_last(session, organization_id, service)
    return found if found and not found.is_disconnected else None


def find_last(session: Session, organization_id: OrganizationId, service: str) -> Connection | None:
    """The connection of an organization to a service, also when it was disconnected: its settings stay."""
    row = session.row(_CONNECTION, {"organization_id": organization_id, "service": service})
    if row is None:
        return None
    settings = json.loads(row["settings"])
    return Connection(
        organization_id=organization_id,
        service=service,
        account=row["account"],
        secret=row["secret"],
        secret_last4=row["secret_last4"],
        settings=QuerySettings(
            excludes=tuple(settings.get("excludes", ())),
            lang=settings.get("lang"),
            own_accounts=tuple(settings.get("own_accounts", ())),
        ),
        monthly_budget_usd=row["monthly_budget_micro_usd"] / 1_000_000,
        create_companies=bool(row["create_companies"]),
        connected_at=row["connected_at"],
        is_disconnected=row["disconnected_at"] is not None,
        provider=row["provider"],
    )


def keywords(session: Session, organization_id: OrganizationId) -> list[Keyword]:
    """The keywords that an organization watches, oldest first."""
    return [
        Keyword(row["id"], row["text"], row["topic"], bool(row["is_raw"]), *(row[name] for name in _REACHED))
        for row in session.rows(_KEYWORDS, {"organization_id": organization_id})
    ]


def note_failure(session: Session, name: str, service: str, failure: str | None, now: int) -> bool:
    """Note how the last run of an organization (by name) failed, None if it did not; whether that is to be told.

    The same failure is told once a day, also when another one comes between; a success forgets them all.
    """
    row = session.row(_FAILURE, {"name": name, "service": service})
    known: dict[str, int] = json.loads(row["failures"] or "{}") if row else {}
    is_news = failure is not None and not 0 <= now - known.get(failure, -TOLD_AGAIN_SECONDS) < TOLD_AGAIN_SECONDS
    if row and (is_news or (known and failure is None)):
        told = json.dumps(known | {failure: now}) if failure else None
        session.execute(
            _NOTE_FAILURE, {"organization_id": row["organization_id"], "service": service, "failures": told}
        )
    return is_news


def save(path: Path, connection: Connection, changed: Sequence[Keyword] = (), removed: Sequence[str] = ()) -> None:
    """Store a connection, new or again, and the change of its keywords, both or neither."""
    from devsignal_cli.store.engine import editing  # noqa: PLC0415 - half a second that readers need not pay

    with editing(path) as session:
        session.merge(_row(connection))
        _change_keywords(session, connection.organization_id, changed, removed, connection.connected_at)


def disconnect(path: Path, organization_id: OrganizationId, service: str, now: int) -> None:
    """Drop the secret and mark the connection as gone; settings, keywords, places and signals stay."""
    from devsignal_cli.store.engine import editing  # noqa: PLC0415 - as above
    from devsignal_cli.store.tables import ConnectionRow  # noqa: PLC0415

    with editing(path) as session:
        row = session.get_one(ConnectionRow, (organization_id, service))
        row.secret, row.secret_last4, row.disconnected_at = None, "", now


def change_keywords(
    path: Path, organization_id: OrganizationId, changed: Sequence[Keyword], removed: Sequence[str], now: int
) -> None:
    """Add and remove keywords; no other keyword's place moves, and one added again goes on from its old place."""
    from devsignal_cli.store.engine import editing  # noqa: PLC0415 - as above

    with editing(path) as session:
        _change_keywords(session, organization_id, changed, removed, now)


def rename_keyword(path: Path, organization_id: OrganizationId, old: str, renamed: Keyword, now: int) -> None:
    """Put one keyword in another's place. Only the same word in another spelling keeps the place.

    In a raw query capitals have a meaning (OR): there another spelling is another search.
    """
    from devsignal_cli.store.engine import editing  # noqa: PLC0415 - as above
    from devsignal_cli.store.tables import KeywordRow  # noqa: PLC0415

    is_same = old.casefold() == renamed.text.casefold()
    with editing(path) as session:
        _change_keywords(session, organization_id, [renamed], [] if is_same else [old], now)
        if is_same and renamed.is_raw:
            row = session.get_one(KeywordRow, renamed.id)
            row.place, row.covered_until, row.created_at = None, None, now


def _change_keywords(
    session: "EditSession",
    organization_id: OrganizationId,
    changed: Sequence[Keyword],
    removed: Sequence[str],
    now: int,
) -> None:
    from sqlmodel import select  # noqa: PLC0415 - as above

    from devsignal_cli.store.tables import KeywordRow  # noqa: PLC0415

    mine = select(KeywordRow).where(KeywordRow.organization_id == organization_id)
    rows = {row.text.casefold(): row for row in session.exec(mine)}
    for text in removed:
        rows[text.casefold()].removed_at = now
    for keyword in changed:
        row = rows.get(keyword.text.casefold())
        if row is None:
            row = KeywordRow(organization_id=organization_id, text=keyword.text, created_at=now)
            session.add(row)
        if row.removed_at is not None and row.covered_until is None:
            row.created_at = now  # it was never asked for: it begins now
        row.topic, row.is_raw, row.removed_at = keyword.topic, int(keyword.is_raw), None
        if keyword.id:  # it is known: its spelling may be new
            row.text = keyword.text


def _row(connection: Connection) -> "ConnectionRow":
    from devsignal_cli.store.tables import ConnectionRow  # noqa: PLC0415 - as above

    settings = connection.settings
    shared = {"excludes": settings.excludes, "lang": settings.lang, "own_accounts": settings.own_accounts}
    return ConnectionRow(
        organization_id=connection.organization_id,
        service=connection.service,
        provider=connection.provider,
        account=connection.account,
        secret=connection.secret,
        secret_last4=connection.secret_last4,
        settings=json.dumps(shared),
        monthly_budget_micro_usd=round(connection.monthly_budget_usd * 1_000_000),
        create_companies=int(connection.create_companies),
        connected_at=connection.connected_at,
        disconnected_at=None,
    )
