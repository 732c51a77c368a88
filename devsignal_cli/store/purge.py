"""Deletes what an organization stored from X. Shared profiles stay for the organizations that still have signals."""

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import signals
from devsignal_cli.store.db import Session

# The ledger and the runs stay: money that was spent stays spent.
_TABLES = ("identity", "open_window", "gap", "keyword", "mute", "own_word", "estimate")
_UNREAD = "DELETE FROM quarantine WHERE organization_id = :organization_id AND service = 'twitter'"
_ORPHANS = """
SELECT id FROM author
WHERE id NOT IN (SELECT author_id FROM signal WHERE author_id IS NOT NULL)
    AND id NOT IN (SELECT author_id FROM identity)
"""


def twitter(session: Session, organization_id: OrganizationId) -> None:
    """Delete an organization's signals, keywords, places and links, and the profiles that nobody needs any more."""
    signals.delete_all(session, organization_id)
    for table in _TABLES:
        session.execute(
            f"DELETE FROM {table} WHERE organization_id = :organization_id", {"organization_id": organization_id}
        )
    session.execute(_UNREAD, {"organization_id": organization_id})
    orphans(session)


def orphans(session: Session) -> int:
    """Delete the profiles that no organization has a signal of or a link to; how many."""
    for table in ("author_handle", "author_claim"):
        session.execute(f"DELETE FROM {table} WHERE author_id IN ({_ORPHANS})")
    session.execute(
        f"DELETE FROM raw_answer WHERE organization_id = 0 AND kind = 'author' AND object_id IN ({_ORPHANS})"
    )
    return session.execute(f"DELETE FROM author WHERE id IN ({_ORPHANS})")
