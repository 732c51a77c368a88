"""What an import needs of the store: each writing method is one short transaction."""

from collections.abc import Sequence

from devsignal_cli.model.archive import BatchStored, Deleted, ImportBatch
from devsignal_cli.model.connection import Keyword
from devsignal_cli.model.records import RecordRules
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store import (
    connections,
    people,
    profiles,
    quarantine,
    resolution,
    runs,
    signals,
    text_index,
    tombstones,
)
from devsignal_cli.store.db import Database, Session
from devsignal_cli.store.retention import Retention
from devsignal_cli.store.screening import Screen
from devsignal_cli.store.tombstones import Mark


class ImportStore:
    """The store of one organization's import.

    Args:
        database: the file.
        organization_id: whose signals are stored.
        classifier: the version of the classifier, kept with each signal.
        rules: who is who, what is noise, what wins.
        mark: the mark by which a forgotten author is told again.
    """

    def __init__(
        self,
        database: Database,
        organization_id: OrganizationId,
        classifier: str,
        rules: RecordRules,
        mark: Mark = tombstones.unmarked,
    ) -> None:
        self._database = database
        self._organization_id = organization_id
        self._classifier = classifier
        self._rules = rules
        self._mark = mark
        self._screen: Screen | None = None

    def start_run(self, now: int) -> RunId:
        """Note that an import began."""
        with self._database.write() as session:
            return runs.start(session, self._organization_id, "twitter", "import", now)

    def finish_run(self, run_id: RunId, now: int, status: str, reason: str | None, result: str) -> None:
        """Note how an import ended."""
        with self._database.write() as session:
            text_index.settle(session)
            runs.finish(session, run_id, now, status, reason, result)

    def keywords(self) -> list[Keyword]:
        """The keywords that the organization watches; there may be none."""
        with self._database.read() as session:
            return connections.keywords(session, self._organization_id)

    def store_batch(self, run_id: RunId, batch: ImportBatch, now: int) -> BatchStored:
        """Store one batch whole, and link the authors that are known contacts."""
        organization_id = self._organization_id
        with self._database.write() as session:
            screen = self._screened(session)
            posts, refused = screen.posts(batch.posts, now)
            damaged, refused = screen.damaged([read.item for read in batch.damaged], refused)
            seen = [(read.profile, read.seen_at) for read in batch.profiles if not screen.is_forgotten(read.profile.id)]
            written_by = sorted({item.post.author_id for item in posts if item.post.author_id is not None})
            fresh, changed = profiles.store_seen(session, seen, self._rules, now)
            known = people.present(session, organization_id, written_by)
            stored = signals.store_posts(
                session,
                organization_id,
                run_id,
                posts,
                self._classifier,
                now,
                noise=self._rules.noise,
                imported=True,
            )
            quarantine.keep(session, organization_id, run_id, damaged, now)
            new = [author_id for author_id in written_by if author_id not in known]
            ties = (changed[organization_id], resolution.resolve(session, organization_id, new, self._rules, now))
        contacts, companies = (sum(counts) for counts in zip(*ties, strict=True))
        return BatchStored(stored.created, stored.updated, stored.duplicates, fresh, contacts, companies, refused)

    def old_before(self, now: int) -> int | None:
        """Before which time (Unix seconds) posts are too old to be kept, if any stored one is."""
        return self._retention().old_before(now)

    def remove_old(self, before: int, now: int) -> int:
        """Take away what is from before a time, in short transactions; how many signals."""
        return self._retention().remove(before, now)

    def delete(self, ids: Sequence[int], now: int) -> Deleted:
        """Take the content of deleted posts, and of all posts of deleted users."""
        with self._database.write() as session:
            return signals.delete_content(session, self._organization_id, ids, now, noise=self._rules.noise)

    def _screened(self, session: Session) -> Screen:
        if self._screen is None:
            self._screen = Screen(session, self._organization_id, self._mark)
        return self._screen

    def _retention(self) -> Retention:
        return Retention(self._database, self._organization_id, self._rules)
