"""An organization's own words, as they are stored. Which spellings are the same term is for others to say."""

from collections.abc import Sequence

from devsignal_cli.model.labels import OwnWord
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Session

_EVERY = """
SELECT term, weight, added_at FROM own_word WHERE organization_id = :organization_id ORDER BY added_at, term
"""
_PUT = """
INSERT INTO own_word (organization_id, term, weight, added_at)
VALUES (:organization_id, :term, :weight, :added_at)
ON CONFLICT (organization_id, term) DO UPDATE SET weight = excluded.weight, added_at = excluded.added_at
"""
_REMOVE = "DELETE FROM own_word WHERE organization_id = :organization_id AND term = :term"


def every(session: Session, organization_id: OrganizationId) -> list[OwnWord]:
    """The own words of an organization, oldest first."""
    rows = session.rows(_EVERY, {"organization_id": organization_id})
    return [OwnWord(row["term"], row["weight"], row["added_at"]) for row in rows]


def put(session: Session, organization_id: OrganizationId, word: OwnWord, replaced: Sequence[OwnWord]) -> None:
    """Store a word in place of others: those that are the same term in another spelling."""
    remove(session, organization_id, replaced)
    mine = {"organization_id": organization_id, "term": word.term}
    session.execute(_PUT, mine | {"weight": word.weight, "added_at": word.added_at})


def remove(session: Session, organization_id: OrganizationId, words: Sequence[OwnWord]) -> None:
    """Take words away."""
    session.execute_many(_REMOVE, [{"organization_id": organization_id, "term": word.term} for word in words])
