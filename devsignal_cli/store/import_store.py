"""What an import needs of the store: each writing method is one short transaction."""

from collections.abc import Sequence

from devsignal_cli.model.archive import BatchStored, Deleted, ImportBatch
from devsignal_cli.model.connection import Keyword
from devsignal_cli.model.records import RecordRules
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store import connections, people, profiles, quarantine, resolution, runs, signals
from devsignal_cli.store.db import Database


class ImportStore:
    """The store of one organization's import.

    Args:
        database: the file.
        organization_id: whose signals are stored.
        classifier: the version of the classifier, kept with each signal.
        rules: who is who, what is noise, what wins.
    """

    def __init__(
        self,
        database: Database,
        organization_id: OrganizationId,
        classifier: str,
        rules: RecordRules,
    ) -> None:
        self._database = database
        self._organization_id = organization_id
        self._classifier = classifier
        self._rules = rules

    def start_run(self, now: int) -> RunId:
        """Note that an import began."""
        with self._database.write() as session:
            return runs.start(session, self._organization_id, "twitter", "import", now)

    def finish_run(self, run_id: RunId, now: int, status: str, reason: str | None, result: str) -> None:
        """Note how an import ended."""
        with self._database.write() as session:
            runs.finish(session, run_id, now, status, reason, result)

    def keywords(self) -> list[Keyword]:
        """The keywords that the organization watches; there may be none."""
        with self._database.read() as session:
            return connections.keywords(session, self._organization_id)

    def store_batch(self, run_id: RunId, batch: ImportBatch, now: int) -> BatchStored:
        """Store one batch whole, and link the authors that are known contacts."""
        organization_id = self._organization_id
        written_by = sorted({item.post.author_id for item in batch.posts if item.post.author_id is not None})
        seen = [(read.profile, read.seen_at) for read in batch.profiles]
        with self._database.write() as session:
            fresh, changed = profiles.store_seen(session, seen, self._rules, now)
            known = people.present(session, organization_id, written_by)
            stored = signals.store_posts(
                session,
                organization_id,
                run_id,
                batch.posts,
                self._classifier,
                now,
                noise=self._rules.noise,
                imported=True,
            )
            quarantine.keep(session, organization_id, run_id, [read.item for read in batch.damaged], now)
            new = [author_id for author_id in written_by if author_id not in known]
            ties = (changed[organization_id], resolution.resolve(session, organization_id, new, self._rules, now))
        contacts, companies = (sum(counts) for counts in zip(*ties, strict=True))
        return BatchStored(stored.created, stored.updated, stored.duplicates, fresh, contacts, companies)

    def delete(self, ids: Sequence[int], now: int) -> Deleted:
        """Take the content of deleted posts, and of all posts of deleted users."""
        with self._database.write() as session:
            return signals.delete_content(session, self._organization_id, ids, now, noise=self._rules.noise)
