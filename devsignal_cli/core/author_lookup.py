"""Looks up the authors that nobody has seen yet: each once, for all organizations."""

from collections.abc import Sequence
from dataclasses import replace

from devsignal_cli.core import identity
from devsignal_cli.core.sync_job import SyncJob
from devsignal_cli.core.tally import Tally
from devsignal_cli.errors import AuthError, CreditsError, DevsignalError, ServiceError, TryLaterError
from devsignal_cli.model.words import RunId


class AuthorLookup:
    """The author look-ups of one run; `error` is what put the rest of them off to the next run."""

    def __init__(self, job: SyncJob, run_id: RunId, tally: Tally) -> None:
        self._job = job
        self._run_id = run_id
        self._tally = tally
        self.error: DevsignalError | None = None

    def left_by_earlier_runs(self) -> None:
        """Look up authors that an earlier run left, as far as the budget goes."""
        while self._job.budget.with_authors:
            unseen = self._job.store.unseen_authors()[: self._job.budget.authors()]
            if not self.look_up(unseen):
                return

    def look_up(self, ids: Sequence[int]) -> bool:
        """Look authors up; whether it was done. A faulty endpoint is left for the next run; a refusal stops all."""
        if not ids or self.error or not self._job.budget.with_authors:
            return False
        try:
            page = self._job.source.users(ids)
        except (AuthError, CreditsError):
            raise
        except (TryLaterError, ServiceError) as later:
            self.error = later
            return False
        page = replace(page, profiles=tuple(map(identity.keyed, page.profiles)))
        stored = self._job.store.store_profiles(self._run_id, page, self._job.clock())
        self._tally.add_profiles(stored)
        self._job.budget.spent(stored.spend_usd)
        return True
