"""Deletes what an organization stored from X. Shared profiles stay for the organizations that still have signals."""

from devsignal_cli.model import OrganizationId
from devsignal_cli.store.db import Session

# Children first. The ledger and the runs stay: money that was spent stays spent.
_TABLES = ("signal_keyword", "identity", "open_window", "gap", "quarantine", "signal", "keyword")


def twitter(session: Session, organization_id: OrganizationId) -> None:
    """Delete an organization's signals, keywords, places, links and raw posts."""
    mine = {"organization_id": organization_id}
    for table in _TABLES:
        session.execute(f"DELETE FROM {table} WHERE organization_id = :organization_id", mine)
    session.execute("DELETE FROM raw_answer WHERE organization_id = :organization_id AND kind = 'post'", mine)
    session.execute(_ORPHAN_HANDLES)
    session.execute("DELETE FROM raw_answer WHERE organization_id = 0 AND kind = 'author' AND " + _ORPHAN_RAW)
    session.execute("DELETE FROM author WHERE " + _ORPHAN)


_ORPHAN = "NOT EXISTS (SELECT 1 FROM signal s WHERE s.author_id = author.id) AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.author_id = author.id)"  # noqa: E501 - one clause
_ORPHAN_RAW = f"object_id IN (SELECT id FROM author WHERE {_ORPHAN})"
_ORPHAN_HANDLES = f"DELETE FROM author_handle WHERE author_id IN (SELECT id FROM author WHERE {_ORPHAN})"
