"""Forgets an author for one organization: all that is stored of them goes, and a mark says not to store them again.

The mark is written first and all else goes page by page, so that a stop at any moment is completed by the next call.
"""

from devsignal_cli.model.records import RecordRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.privacy import StoredOfAuthor
from devsignal_cli.store import profiles, quarantine, resolution, runs, signals, tombstones
from devsignal_cli.store.db import Database, Session, chunks, holders
from devsignal_cli.store.tombstones import Mark
from devsignal_cli.store.touching import touch

PAGE = 1_000
_MINE = "organization_id = :organization_id"
_THEIRS = f"{_MINE} AND author_id = :author_id"
_POSTS = f"SELECT post_key FROM signal WHERE {_THEIRS} ORDER BY post_key"
_REPOSTS = f"SELECT post_key, text FROM signal WHERE {_MINE} AND repost = 1 AND text LIKE 'RT @%' ORDER BY post_key"
_HANDLES = "SELECT username_key FROM author_handle WHERE author_id = :author_id ORDER BY username_key"
_PROFILE = "SELECT username, username_key, person_key FROM author WHERE id = :author_id"
_CONTACTS = f"""
SELECT contact_id AS id FROM identity
WHERE {_THEIRS} AND revoked_at IS NULL AND state IN ('confirmed', 'probable') AND contact_id IS NOT NULL
UNION SELECT id FROM contact WHERE {_MINE} AND x_user_id = :author_id ORDER BY id
"""
_TIED = f"SELECT DISTINCT contact_id FROM identity WHERE {_THEIRS} AND contact_id IS NOT NULL"
_UNTIE = f"DELETE FROM identity WHERE {_THEIRS}"
_UNMUTE = f"DELETE FROM mute WHERE {_THEIRS}"
_UNMUTE_NAMES = f"DELETE FROM mute WHERE {_MINE} AND kind = 'handle' AND author_id IS NULL AND text IN ({{}})"


class ForgettingStore:
    """The authors of one organization, to be forgotten.

    Args:
        database: the file.
        organization_id: who forgets.
        rules: who is who, what is noise.
        mark: the mark by which a forgotten author is told again.
    """

    def __init__(self, database: Database, organization_id: OrganizationId, rules: RecordRules, mark: Mark) -> None:
        self._database = database
        self._organization_id = organization_id
        self._rules = rules
        self._mark = mark

    def stored(self, author_id: int) -> StoredOfAuthor:
        """What is stored of an author."""
        asked = self._asked(author_id)
        with self._database.read() as session:
            profile = session.row(_PROFILE, asked)
            posts = len(session.rows(_POSTS, asked))
            contacts = tuple(row["id"] for row in session.rows(_CONTACTS, asked))
            reposts = len(self._reposts(session, author_id))
        return StoredOfAuthor(author_id, profile["username"] if profile and posts else None, posts, reposts, contacts)

    def forget(self, author_id: int, now: int) -> bool:
        """Take away all that is stored of an author, and remember not to store them again.

        Returns whether their profile went too; it stays where another organization has posts of them.
        """
        with self._database.write() as session:
            tombstones.add(session, self._organization_id, "author", self._mark(str(author_id)), now)
            words = [str(author_id), *self._handles(session, author_id)]
            runs.forget_errors(session, self._organization_id, words)
            quarantine.remove_of(session, self._organization_id, author_id)
            post_keys = [row["post_key"] for row in session.rows(_POSTS, self._asked(author_id))]
            post_keys += self._reposts(session, author_id)
        for start in range(0, len(post_keys), PAGE):
            with self._database.write() as session:
                page = post_keys[start : start + PAGE]
                signals.remove(session, self._organization_id, page, noise=self._rules.noise)
        with resolution.writing(self._database, self._organization_id, self._rules, now) as session:
            return self._forget_person(session, author_id, now)

    def lift(self, author_id: int) -> bool:
        """Let an author be stored again; False if they were not forgotten."""
        with self._database.write() as session:
            return tombstones.lift(session, self._organization_id, "author", str(author_id), self._mark)

    def _forget_person(self, session: Session, author_id: int, now: int) -> bool:
        """Take away what is said of an author without posts; whom it concerned beside them is looked at anew."""
        asked, handles = self._asked(author_id), self._handles(session, author_id)
        for row in session.rows(_TIED, asked):
            touch(session, self._organization_id, "contact", row["contact_id"])
        session.execute(_UNTIE, asked)
        session.execute(_UNMUTE, asked)
        for part in chunks(handles):
            session.execute(_UNMUTE_NAMES.format(holders(part)), {**part, "organization_id": self._organization_id})
        profile = session.row(_PROFILE, asked)
        names = [profile["person_key"]] if profile and profile["person_key"] else []
        resolution.resolve(session, self._organization_id, [author_id], self._rules, now, names=names, handles=handles)
        return profiles.release(session, [author_id], self._rules, now) > 0

    def _handles(self, session: Session, author_id: int) -> list[str]:
        """All handles that an author was seen with."""
        return [row["username_key"] for row in session.rows(_HANDLES, self._asked(author_id))]

    def _reposts(self, session: Session, author_id: int) -> list[int]:
        """What others reposted of an author: their words under another's name."""
        heads = tuple(f"rt @{handle}:" for handle in self._handles(session, author_id))
        rows = session.rows(_REPOSTS, {"organization_id": self._organization_id}) if heads else ()
        return [row["post_key"] for row in rows if row["text"].lower().startswith(heads)]

    def _asked(self, author_id: int) -> dict[str, int]:
        return {"organization_id": self._organization_id, "author_id": author_id}
