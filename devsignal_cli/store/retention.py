"""Takes away what an organization keeps no longer: small transactions, each whole, so that a stop loses nothing.

Signals go as if they had never come, with raw answers and keywords; of what X deleted only the post's id stays, so that
nothing brings it back. What a person decided about an author stays as ids. Contacts, companies, runs and money stay.
"""

from devsignal_cli.model.records import RecordRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import profiles, quarantine, resolution, signals, text_index
from devsignal_cli.store.db import Database, Row, Session, chunks, holders
from devsignal_cli.store.states import Change, states

PAGE = 1_000
_KEEP = "SELECT keep_seconds FROM organization WHERE id = :organization_id"
_SET = "UPDATE organization SET keep_seconds = :seconds WHERE id = :organization_id"
_MINE = "organization_id = :organization_id"
_OLD = f"{_MINE} AND posted_at < :before AND (deleted_at IS NULL OR author_id IS NOT NULL)"
_COUNT = f"SELECT count(*) FROM signal WHERE {_OLD}"
_PAGE = f"""
SELECT post_key, author_id, deleted_at FROM signal WHERE {_OLD} ORDER BY posted_at, post_id LIMIT :limit
"""
_NAMELESS = {
    "author_id": None, "conversation_id": None, "in_reply_to_user_id": None, "contact_id": None, "company_id": None,
    "identity_state": "unknown",
}  # fmt: skip
_BARE = f"""
UPDATE identity SET evidence = 'no longer kept' WHERE {_MINE} AND author_id IN ({{}})
    AND NOT EXISTS (SELECT 1 FROM signal s
        WHERE s.organization_id = :organization_id AND s.author_id = identity.author_id)
"""


class Retention:
    """How long one organization keeps its signals.

    Args:
        database: the file.
        organization_id: whose signals.
        rules: who is who, what is noise.
    """

    def __init__(self, database: Database, organization_id: OrganizationId, rules: RecordRules) -> None:
        self._database = database
        self._organization_id = organization_id
        self._rules = rules
        self._mine = {"organization_id": organization_id}

    def keep_seconds(self) -> int | None:
        """How long posts are kept; None: for ever."""
        with self._database.read() as session:
            seconds: int | None = session.value(_KEEP, self._mine)
        return seconds

    def set_keep(self, seconds: int | None) -> None:
        """Say how long posts are kept."""
        with self._database.write() as session:
            session.execute(_SET, self._mine | {"seconds": seconds})

    def old(self, before: int) -> int:
        """How many signals are of posts from before a time (Unix seconds)."""
        with self._database.read() as session:
            return int(session.value(_COUNT, self._mine | {"before": before}))

    def old_before(self, now: int) -> int | None:
        """Before which time posts are too old to be kept, if any stored one is."""
        keep_seconds = self.keep_seconds()
        if keep_seconds is None or not self.old(now - keep_seconds):
            return None
        return now - keep_seconds

    def remove(self, before: int, now: int) -> int:
        """Take away what is from before a time, page by page; how many signals."""
        removed = 0
        while here := self._remove_page(before, now):
            removed += here
        while self._remove_damaged(before):
            pass
        with self._database.write() as session:
            text_index.settle(session)
        return removed

    def _remove_page(self, before: int, now: int) -> int:
        with self._database.write() as session:
            rows = session.rows(_PAGE, self._mine | {"before": before, "limit": PAGE})
            whole = [row["post_key"] for row in rows if row["deleted_at"] is None]
            signals.remove(session, self._organization_id, whole, noise=self._rules.noise)
            self._strip(session, rows)
            written_by = sorted({row["author_id"] for row in rows} - {None})
            resolution.resolve(session, self._organization_id, written_by, self._rules, now)
            for part in chunks(written_by):
                session.execute(_BARE.format(holders(part)), part | self._mine)
            profiles.release(session, written_by, self._rules, now)
        return len(rows)

    def _strip(self, session: Session, rows: list[Row]) -> None:
        """Leave nothing but the post's id of what X deleted."""
        deleted = [row["post_key"] for row in rows if row["deleted_at"] is not None]
        held = states(session, self._organization_id, "post_key", deleted).values()
        stripped: list[Change] = [(old, old | _NAMELESS) for old in held]
        signals.change(session, stripped)

    def _remove_damaged(self, before: int) -> int:
        with self._database.write() as session:
            return quarantine.remove_before(session, self._organization_id, before, PAGE)
