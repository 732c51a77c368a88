"""Objects as X sent them: compressed, with the CRC-32 of the JSON."""

import zlib
from collections.abc import Iterable

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import quarantine
from devsignal_cli.store.db import Session, holders

_RAW = """
INSERT INTO raw_answer (organization_id, kind, object_id, body, crc, stored_at)
VALUES (:organization_id, :kind, :object_id, :body, :crc, :stored_at)
ON CONFLICT (organization_id, kind, object_id) DO UPDATE
SET body = excluded.body, crc = excluded.crc, stored_at = excluded.stored_at
"""


def store(session: Session, organization_id: int, kind: str, items: Iterable[tuple[int, bytes]], now: int) -> None:
    """Keep objects as they came; a newer one takes the place of the older."""
    session.execute_many(
        _RAW,
        [
            {
                "organization_id": organization_id,
                "kind": kind,
                "object_id": object_id,
                "body": zlib.compress(raw, 1),
                "crc": zlib.crc32(raw),
                "stored_at": now,
            }
            for object_id, raw in items
        ],
    )


def remove_posts(session: Session, organization_id: OrganizationId, part: dict[str, int]) -> None:
    """Drop posts of an organization, named by the parameters of an IN list."""
    condition = f"organization_id = :organization_id AND kind = 'post' AND object_id IN ({holders(part)})"
    session.execute(f"DELETE FROM raw_answer WHERE {condition}", {**part, "organization_id": organization_id})


def remove(session: Session, organization_id: OrganizationId, kind: str, object_id: int) -> None:
    """Drop one object of an organization, readable or not."""
    quarantine.forget(session, organization_id, kind, object_id)
    session.execute(
        "DELETE FROM raw_answer WHERE organization_id = :organization_id AND kind = :kind AND object_id = :object_id",
        {"organization_id": organization_id, "kind": kind, "object_id": object_id},
    )
