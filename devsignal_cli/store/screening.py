"""What an organization does not store of what X sent: words of forgotten authors, and what is older than it keeps.

Loaded once a run. Who was forgotten is told by marks that name nobody, so each author costs one HMAC a run, and none as
long as nobody was forgotten. `twitter forget` holds the lock of a sync, so that the marks stand still meanwhile.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from devsignal_cli.model.posts import Classified, Damaged, Profile, Refused
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import tombstones
from devsignal_cli.store.content import first_appeared
from devsignal_cli.store.db import Session
from devsignal_cli.store.quarantine import ids_in
from devsignal_cli.store.tombstones import Mark

_KEEP = "SELECT keep_seconds FROM organization WHERE id = :organization_id"


class Screen:
    """Tells what an organization may store.

    Args:
        session: where its rules are read, once.
        organization_id: whose posts they are to be.
        mark: the mark by which a forgotten author is told again.
    """

    def __init__(self, session: Session, organization_id: OrganizationId, mark: Mark) -> None:
        self._marks = tombstones.marks(session, organization_id, "author")
        self._keep_seconds: int | None = session.value(_KEEP, {"organization_id": organization_id})
        self._mark = mark
        self._told: dict[int, bool] = {}

    def posts(self, items: Sequence[Classified], now: int) -> tuple[list[Classified], Refused]:
        """The posts that may be stored at `now`, and how many may not. A repost has the words of whom it repeats."""
        kept, forgotten, too_old = [], 0, 0
        for item in items:
            if self.is_forgotten(item.post.author_id) or self.is_forgotten(item.post.reposted_author_id):
                forgotten += 1
            elif self._keep_seconds is not None and first_appeared(item.post) < now - self._keep_seconds:
                too_old += 1
            else:
                kept.append(item)
        return kept, Refused(forgotten, too_old)

    def damaged(self, items: Sequence[Damaged], refused: Refused) -> tuple[list[Damaged], Refused]:
        """The unreadable items that may be kept, and what is refused in all: none that names a forgotten author."""
        theirs = tuple(item for item in items if self._marks and any(map(self.is_forgotten, ids_in(item.raw))))
        kept = [item for item in items if item not in theirs]
        return kept, replace(refused, forgotten=refused.forgotten + len(theirs), damaged=theirs)

    def profiles(self, profiles: Iterable[Profile]) -> list[Profile]:
        """The profiles that may be stored."""
        return [profile for profile in profiles if not self.is_forgotten(profile.id)]

    def is_forgotten(self, author_id: int | None) -> bool:
        """Whether an author was forgotten on request."""
        if author_id is None or not self._marks:
            return False
        if author_id not in self._told:
            self._told[author_id] = self._mark(str(author_id)) in self._marks
        return self._told[author_id]
