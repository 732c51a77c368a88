"""Removes an organization with all that hangs on it, some thousand rows a transaction, the organization itself last.

A stop at any moment leaves the rest for the next call. `default` always exists: it is emptied, and set back.
"""

from devsignal_cli.model.connection import Organization
from devsignal_cli.model.records import RecordRules
from devsignal_cli.results.privacy import StoredOfOrganization
from devsignal_cli.store import profiles, signals
from devsignal_cli.store.db import Database, Row, Session

PAGE = 2_000
DEFAULT = "default"
_MINE = "organization_id = :organization_id"
# Children before those to whom they refer. What X billed the account today stays in billed_object: it names no
# organization, and others that share the account must not pay for it twice.
_TABLES = {
    "signal_keyword": "post_key, keyword_id",
    "raw_answer": "kind, object_id",
    "field_provenance": "id",
    "company_domain": "domain",
    "contact": "id",
    "company": "id",
    "refused_domain": "domain",
    "alert_message": "id",
    "alert_rule": "id",
    "alert_target": "id",
    "open_window": "id",
    "gap": "id",
    "quarantine": "id",
    "mute": "id",
    "own_word": "term",
    "estimate": "query",
    "keyword": "id",
    "connection": "service",
    "tombstone": "kind, key_hmac",
    "ledger": "id",
    "run": "id",
}
_SIGNALS = f"SELECT post_key AS key, author_id FROM signal WHERE {_MINE} ORDER BY post_key LIMIT {PAGE}"
_LINKS = f"SELECT id AS key, author_id FROM identity WHERE {_MINE} ORDER BY id LIMIT {PAGE}"
_COUNTS = f"""
SELECT (SELECT count(*) FROM signal WHERE {_MINE} AND deleted_at IS NULL) AS signals,
    (SELECT count(*) FROM contact WHERE {_MINE}) AS contacts, (SELECT count(*) FROM company WHERE {_MINE}) AS companies,
    (SELECT count(*) FROM keyword WHERE {_MINE} AND removed_at IS NULL) AS keywords,
    (SELECT count(*) FROM run WHERE {_MINE}) AS runs
"""
_ADDRESSES = f"SELECT email, email_key FROM contact WHERE {_MINE} AND tried_at IS NOT NULL"
_UNCHOOSE = "DELETE FROM setting WHERE name = 'chosen_organization' AND value = :name"
_REMOVE = "DELETE FROM organization WHERE id = :organization_id"
_RESET = """
UPDATE organization SET time_zone = NULL, keep_seconds = NULL, identity_mode = 'balanced', identity_version = NULL
WHERE id = :organization_id
"""


class OrganizationRemoval:
    """One organization, to be removed.

    Args:
        database: the file.
        organization: which one.
        rules: who is who, what is noise.
    """

    def __init__(self, database: Database, organization: Organization, rules: RecordRules) -> None:
        self._database = database
        self._organization = organization
        self._rules = rules
        self._mine = {"organization_id": organization.id}

    def stored(self) -> StoredOfOrganization:
        """What would go."""
        with self._database.read() as session:
            row = session.row(_COUNTS, self._mine)
        assert row is not None  # noqa: S101 - sub-selects give one row
        return StoredOfOrganization(**dict(row))

    def addresses(self) -> set[str]:
        """The e-mails that a provider was asked for."""
        with self._database.read() as session:
            return {text for row in session.rows(_ADDRESSES, self._mine) for text in row if text}

    def remove(self, now: int) -> None:
        """Remove everything, page by page, then the organization; if it was the chosen one, `default` is."""
        while self._remove_signals(now) or self._remove_links(now):
            pass
        for table in _TABLES:
            while self._remove_page(table):
                pass
        with self._database.write() as session:
            signals.delete_all(session, self._organization.id)  # all that another command has written meanwhile
            for table in ("identity", *_TABLES):
                session.execute(f"DELETE FROM {table} WHERE {_MINE}", self._mine)
            session.execute(_RESET if self._organization.name == DEFAULT else _REMOVE, self._mine)
            session.execute(_UNCHOOSE, {"name": self._organization.name})

    def _remove_signals(self, now: int) -> int:
        with self._database.write() as session:
            rows = session.rows(_SIGNALS, self._mine)
            signals.drop(session, self._organization.id, [row["key"] for row in rows])
            self._release(session, rows, now)
        return len(rows)

    def _remove_links(self, now: int) -> int:
        with self._database.write() as session:
            rows = session.rows(_LINKS, self._mine)
            session.execute_many("DELETE FROM identity WHERE id = :id", [{"id": row["key"]} for row in rows])
            self._release(session, rows, now)
        return len(rows)

    def _remove_page(self, table: str) -> int:
        key = _TABLES[table]
        some = f"SELECT {key} FROM {table} WHERE {_MINE} LIMIT {PAGE}"
        with self._database.write() as session:
            return session.execute(f"DELETE FROM {table} WHERE {_MINE} AND ({key}) IN ({some})", self._mine)

    def _release(self, session: Session, rows: list[Row], now: int) -> None:
        """Let the profiles go that nobody else has a post of, within the transaction, so that a stop forgets none."""
        profiles.release(session, sorted({row["author_id"] for row in rows} - {None}), self._rules, now)
