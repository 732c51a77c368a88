"""Connections and keywords: read in plain SQL, changed one by one through SQLModel."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from devsignal_cli.model import Connection, Keyword, OrganizationId, QuerySettings
from devsignal_cli.store.db import Session

_CONNECTION = """
SELECT * FROM connection
WHERE organization_id = :organization_id AND service = :service AND disconnected_at IS NULL
"""
_KEYWORDS = """
SELECT id, text, topic, is_raw, place, covered_until FROM keyword
WHERE organization_id = :organization_id AND removed_at IS NULL ORDER BY id
"""


def find(session: Session, organization_id: OrganizationId, service: str) -> Connection | None:
    """The live connection of an organization to a service."""
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
    )


def keywords(session: Session, organization_id: OrganizationId) -> list[Keyword]:
    """The keywords that an organization watches, oldest first."""
    return [
        Keyword(row["id"], row["text"], row["topic"], bool(row["is_raw"]), row["place"], row["covered_until"])
        for row in session.rows(_KEYWORDS, {"organization_id": organization_id})
    ]


def save(path: Path, connection: Connection, provider: str) -> None:
    """Store a connection, new or again."""
    from devsignal_cli.store.engine import editing  # noqa: PLC0415 - half a second that readers need not pay
    from devsignal_cli.store.tables import ConnectionRow  # noqa: PLC0415

    settings = connection.settings
    with editing(path) as session:
        session.merge(
            ConnectionRow(
                organization_id=connection.organization_id,
                service=connection.service,
                provider=provider,
                account=connection.account,
                secret=connection.secret,
                secret_last4=connection.secret_last4,
                settings=json.dumps(
                    {
                        "excludes": settings.excludes,
                        "lang": settings.lang,
                        "own_accounts": settings.own_accounts,
                    }
                ),
                monthly_budget_micro_usd=round(connection.monthly_budget_usd * 1_000_000),
                create_companies=int(connection.create_companies),
                connected_at=connection.connected_at,
                disconnected_at=None,
            )
        )


def disconnect(path: Path, organization_id: OrganizationId, service: str, now: int) -> None:
    """Drop the secret and mark the connection as gone; settings, keywords, places and signals stay."""
    from devsignal_cli.store.engine import editing  # noqa: PLC0415 - as above
    from devsignal_cli.store.tables import ConnectionRow  # noqa: PLC0415

    with editing(path) as session:
        row = session.get_one(ConnectionRow, (organization_id, service))
        row.secret, row.secret_last4, row.disconnected_at = None, "", now


def change_keywords(
    path: Path,
    organization_id: OrganizationId,
    added: Sequence[Keyword],
    removed: Sequence[str],
    now: int,
) -> None:
    """Add and remove keywords; no other keyword's place moves, and one added again goes on from its old place."""
    from sqlmodel import select  # noqa: PLC0415 - as above

    from devsignal_cli.store.engine import editing  # noqa: PLC0415
    from devsignal_cli.store.tables import KeywordRow  # noqa: PLC0415

    with editing(path) as session:
        rows: dict[str, Any] = {
            row.text.casefold(): row
            for row in session.exec(select(KeywordRow).where(KeywordRow.organization_id == organization_id))
        }
        for text in removed:
            rows[text.casefold()].removed_at = now
        for keyword in added:
            row = rows.get(keyword.text.casefold())
            if row is None:
                row = KeywordRow(organization_id=organization_id, text=keyword.text, created_at=now)
                session.add(row)
            row.topic, row.is_raw, row.removed_at = keyword.topic, int(keyword.is_raw), None
