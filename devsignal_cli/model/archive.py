"""What files of X's answers hold, item by item, and what storing a batch of them changed."""

from dataclasses import dataclass

from devsignal_cli.model.posts import NOTHING_REFUSED, Classified, Damaged, Post, Profile, Refused
from devsignal_cli.model.words import SkippedKind


@dataclass(frozen=True, slots=True)
class LineRead:
    """A line begins; blank ones do not count."""


@dataclass(frozen=True, slots=True)
class ReadPost:
    """A post of a page that was seen at `seen_at` (Unix seconds)."""

    post: Post
    seen_at: int


@dataclass(frozen=True, slots=True)
class ReadProfile:
    """A profile of a page that was seen at `seen_at` (Unix seconds)."""

    profile: Profile
    seen_at: int


@dataclass(frozen=True, slots=True)
class ReadDamaged:
    """An item that did not parse, on a line that did; `place` is file:line."""

    item: Damaged
    place: str
    is_post: bool


@dataclass(frozen=True, slots=True)
class Deletion:
    """X says that a post or a user, whichever has this id, is gone."""

    id: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A page that holds nothing to store, or a line of another kind."""

    kind: SkippedKind


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be read at all; `place` is file:line."""

    place: str
    reason: str


ArchiveItem = LineRead | ReadPost | ReadProfile | ReadDamaged | Deletion | Skipped | BadLine


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """What one transaction stores."""

    posts: tuple[Classified, ...] = ()
    profiles: tuple[ReadProfile, ...] = ()
    damaged: tuple[ReadDamaged, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchStored:
    """What one transaction changed."""

    created: tuple[Classified, ...] = ()
    updated: int = 0
    duplicates: int = 0
    profiles: int = 0
    contacts: int = 0
    companies: int = 0
    refused: Refused = NOTHING_REFUSED


@dataclass(frozen=True, slots=True)
class Deleted:
    """What a deletion changed: the signals that lost their content, and the ids that nothing is stored of."""

    signals: int
    unknown: int
