"""One import: what files of X's answers hold, stored batch by batch; deletions last, whatever the order of the files.

Nothing is asked of X, no place of a keyword moves, and nothing is booked. A stop at any moment loses at most the batch
under way, and importing the same files again completes it.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, replace

from devsignal_cli.core import identity
from devsignal_cli.core.classified import classified
from devsignal_cli.core.import_tally import ImportTally
from devsignal_cli.core.ports import Clock, ImportStore, Progress
from devsignal_cli.core.sentiment import Classifier
from devsignal_cli.errors import DevsignalError, Failure, InterruptedRunError
from devsignal_cli.model.archive import ArchiveItem, Deletion, ImportBatch, ReadDamaged, ReadPost, ReadProfile
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.posts import Classified
from devsignal_cli.model.words import RunId
from devsignal_cli.results.runs import ImportResult
from devsignal_cli.serialize import to_json

BATCH_ITEMS = 2_000
BATCH_BYTES = 8 * 1024 * 1024
DELETIONS_A_BATCH = 500


@dataclass(frozen=True, slots=True)
class ImportJob:
    """What one import is to do, and with what; `classifier` knows the organization's own words."""

    organization: Organization
    items: Iterable[ArchiveItem]
    store: ImportStore
    progress: Progress
    clock: Clock
    classifier: Classifier
    batch_items: int = BATCH_ITEMS


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """The result of an import, and the error that stopped it or left it incomplete, if there is one."""

    result: ImportResult
    error: Failure | None


def run_import(job: ImportJob) -> ImportOutcome:
    """Import for one organization. A failure ends it, never its result: what came so far is stored and counted."""
    run_id = job.store.start_run(job.clock())
    work = _Import(job, run_id)
    stopped: Failure | None = None
    try:
        work.everything()
    except (DevsignalError, InterruptedRunError) as failure:
        stopped = failure
    result = work.tally.result(job.organization.name, run_id, stopped)
    error = stopped or work.tally.left_error()
    try:
        job.store.finish_run(run_id, job.clock(), result.status, result.reason, to_json(result))
    except (DevsignalError, InterruptedRunError) as unsaved:
        error = error or unsaved
    return ImportOutcome(result, error)


class _Import:
    """The state of one import: the batch that fills up, the deletions that wait, what was counted."""

    def __init__(self, job: ImportJob, run_id: RunId) -> None:
        self._job = job
        self._run_id = run_id
        self._keywords = job.store.keywords()
        self._deletions = array("q")  # eight bytes an id: they wait until all posts are in
        self._empty_batch()
        self.tally = ImportTally()

    def everything(self) -> None:
        """Store all posts and profiles, then take what was deleted, and what is kept no longer."""
        self._job.progress.start()
        for item in self._job.items:
            self.tally.add_item(item)
            self._take(item)
        self._store()
        for start in range(0, len(self._deletions), DELETIONS_A_BATCH):
            ids = sorted(set(self._deletions[start : start + DELETIONS_A_BATCH]))
            self.tally.add_deletions(self._job.store.delete(ids, self._job.clock()))
        if (before := self._job.store.old_before(self._job.clock())) is not None:
            self.tally.removed_old = self._job.store.remove_old(before, self._job.clock())

    def _take(self, item: ArchiveItem) -> None:
        match item:
            case ReadPost(post, seen_at):
                judged = classified(post, self._keywords, seen_at, self._job.classifier)
                is_guess = judged.keyword_ids and not judged.certain
                self._posts.append(replace(judged, keyword_ids=()) if is_guess else judged)
                self._bytes += len(post.raw)
            case ReadProfile():
                self._take_profile(item)
            case ReadDamaged(damaged):
                self._damaged.append(item)
                self._bytes += len(damaged.raw)
            case Deletion(number):
                self._deletions.append(number)
            case _:
                return
        most = max(len(self._posts), len(self._profiles), len(self._damaged))
        if most >= self._job.batch_items or self._bytes >= BATCH_BYTES:
            self._store()

    def _take_profile(self, read: ReadProfile) -> None:
        """Keep the newest profile of each user and handle: a page repeats those of the page before."""
        key = (read.profile.id, read.profile.username)
        held = self._profiles.get(key)
        if held is None or read.seen_at > held.seen_at:
            self._profiles[key] = read
            self._bytes += len(read.profile.raw)

    def _store(self) -> None:
        if not (self._posts or self._profiles or self._damaged):
            return
        profiles = (replace(read, profile=identity.keyed(read.profile)) for read in self._profiles.values())
        batch = ImportBatch(tuple(self._posts), tuple(profiles), tuple(self._damaged))
        stored = self._job.store.store_batch(self._run_id, batch, self._job.clock())
        self.tally.add_batch(batch, stored)
        self._job.progress.page(self.tally.posts_read, self.tally.signals_created, None)
        self._empty_batch()

    def _empty_batch(self) -> None:
        self._posts: list[Classified] = []
        self._profiles: dict[tuple[int, str], ReadProfile] = {}
        self._damaged: list[ReadDamaged] = []
        self._bytes = 0
