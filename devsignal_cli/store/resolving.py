"""What a run of the identity rules over everything needs of the store: each writing method is one short transaction."""

from devsignal_cli.model.people import IdentityMode
from devsignal_cli.model.posts import Profile
from devsignal_cli.model.records import RecordRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import authors, resolution, signals
from devsignal_cli.store.db import Database, Row, Session
from devsignal_cli.store.resolution import Resolved

_STATE = """
SELECT o.identity_mode AS mode, o.identity_version AS version, coalesce(c.create_companies, 0) AS creates
FROM organization o
LEFT JOIN connection c ON c.organization_id = o.id AND c.service = 'twitter' AND c.disconnected_at IS NULL
WHERE o.id = :organization_id
"""
_DONE = "UPDATE organization SET identity_version = :version WHERE id = :organization_id"
_SET_MODE = "UPDATE organization SET identity_mode = :mode WHERE id = :organization_id"
_READ_BY = "SELECT value FROM setting WHERE name = 'identity_version'"
_NOTE_READ = """
INSERT INTO setting (name, value) VALUES ('identity_version', :version)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""
_PROFILES = """
SELECT id, username, name, description, url, entities, affiliation FROM author
WHERE id > :after AND seen_at IS NOT NULL ORDER BY id LIMIT :limit
"""
_KEY = "UPDATE author SET person_key = :person_key WHERE id = :id"
_PEOPLE = """
SELECT id, first_name, last_name FROM contact
WHERE organization_id = :organization_id AND id > :after ORDER BY id LIMIT :limit
"""
_CONTACT_KEY = "UPDATE contact SET person_key = :person_key WHERE id = :id"
_AUTHORS = """
SELECT DISTINCT author_id FROM signal
WHERE organization_id = :organization_id AND author_id > :after ORDER BY author_id LIMIT :limit
"""
_TOTAL = "SELECT count(DISTINCT author_id) FROM signal WHERE organization_id = :organization_id"
_COUNTS = """
SELECT identity_state, count(DISTINCT author_id) AS n FROM signal
WHERE organization_id = :organization_id AND author_id IS NOT NULL GROUP BY identity_state
"""
_ORPHANED = """
SELECT DISTINCT author_id FROM identity i WHERE organization_id = :organization_id AND decided_by = 'rule'
    AND NOT EXISTS (SELECT 1 FROM signal s
        WHERE s.organization_id = :organization_id AND s.author_id = i.author_id)
"""


class ResolvingStore:
    """The authors of one organization, to be resolved anew.

    Args:
        database: the file.
        organization_id: whose authors.
        rules: who is who, what is noise, what wins.
    """

    def __init__(self, database: Database, organization_id: OrganizationId, rules: RecordRules) -> None:
        self._database = database
        self._organization_id = organization_id
        self._rules = rules
        self._mine = {"organization_id": organization_id}

    def mode(self) -> IdentityMode:
        """How far the rules may go."""
        with self._database.read() as session:
            mode: IdentityMode = self._state(session)["mode"]
        return mode

    def set_mode(self, mode: IdentityMode) -> None:
        """Say how far the rules may go; links follow when all authors are resolved anew."""
        with self._database.write() as session:
            session.execute(_SET_MODE, self._mine | {"mode": mode})

    def version(self) -> str:
        """What links are made by now: the rules, the mode, and whether profiles make companies."""
        with self._database.read() as session:
            return self._version(session)

    def is_stale(self) -> bool:
        """Whether links were made by something else, or by a run that was stopped."""
        with self._database.read() as session:
            return bool(self._state(session)["version"] != self._version(session))

    def total(self) -> int:
        """How many authors there are."""
        with self._database.read() as session:
            return int(session.value(_TOTAL, self._mine))

    def states(self) -> dict[str, int]:
        """How many authors are known how surely."""
        counts = dict.fromkeys(("confirmed", "probable", "review", "unknown"), 0)
        with self._database.read() as session:
            return counts | {row["identity_state"]: row["n"] for row in session.rows(_COUNTS, self._mine)}

    def read_profiles(self, after: int, limit: int) -> int | None:
        """Read the next profiles anew if other rules have read them; the last one's id, None when all are read."""
        version = self._rules.identity.version
        with self._database.write() as session:
            if session.value(_READ_BY) == version:
                return None
            rows = session.rows(_PROFILES, {"after": after, "limit": limit})
            read = [self._rules.identity.keyed(_profile(row)) for row in rows]
            session.execute_many(_KEY, [{"id": profile.id, "person_key": profile.person_key} for profile in read])
            authors.store_claims(session, read)
            if not rows:
                session.execute(_NOTE_READ, {"version": version})
        return rows[-1]["id"] if rows else None

    def read_contacts(self, after: int, limit: int) -> int | None:
        """Read the names of the next contacts anew; the last one's id, None when all are read."""
        key = self._rules.identity.contact_key
        with self._database.write() as session:
            rows = session.rows(_PEOPLE, self._mine | {"after": after, "limit": limit})
            read = [
                {"id": row["id"], "person_key": key(row["first_name"] or "", row["last_name"] or "")} for row in rows
            ]
            session.execute_many(_CONTACT_KEY, read)
        return rows[-1]["id"] if rows else None

    def resolve_page(self, after: int, limit: int, now: int) -> tuple[int | None, int, Resolved]:
        """Resolve the next authors: the last one's id (None: there are no more), how many, and what that ties.

        All their signals are held against the links, whoever made those.
        """
        with self._database.write() as session:
            ids = [row["author_id"] for row in session.rows(_AUTHORS, self._mine | {"after": after, "limit": limit})]
            resolved = resolution.resolve(session, self._organization_id, ids, self._rules, now)
            signals.relink(session, self._organization_id, ids, noise=self._rules.noise)
        return (ids[-1] if ids else None), len(ids), resolved

    def finish(self, version: str, now: int) -> None:
        """Note that all authors were resolved by `version`, as it was told before the first of them."""
        with self._database.write() as session:
            orphaned = [row["author_id"] for row in session.rows(_ORPHANED, self._mine)]
            resolution.resolve(session, self._organization_id, orphaned, self._rules, now)
            session.execute(_DONE, self._mine | {"version": version})

    def _state(self, session: Session) -> Row:
        row = session.row(_STATE, self._mine)
        assert row is not None  # noqa: S101 - the organization is there
        return row

    def _version(self, session: Session) -> str:
        state = self._state(session)
        return f"{self._rules.identity.version} {state['mode']}{' creating' if state['creates'] else ''}"


def _profile(row: Row) -> Profile:
    return Profile(
        id=row["id"],
        username=row["username"],
        raw=b"",
        name=row["name"] or "",
        description=row["description"] or "",
        url=row["url"] or "",
        entities=row["entities"] or "",
        affiliation=row["affiliation"] or "",
    )
