"""Profiles as they come in: stored, and marks of noise and links follow in all organizations."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from devsignal_cli.model.posts import Profile
from devsignal_cli.model.records import RecordRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import authors, noise, resolution
from devsignal_cli.store.db import Session, chunks, holders
from devsignal_cli.store.resolution import Resolved

_TOLD = (
    "SELECT id, username_key, name, person_key, description FROM author WHERE id IN ({})",
    "SELECT author_id, username_key, first_seen_at FROM author_handle WHERE author_id IN ({}) ORDER BY username_key",
    "SELECT * FROM author_claim WHERE author_id IN ({}) ORDER BY kind, value",
)
_PERSON_KEY = 3

Told = Mapping[int, list[tuple[Any, ...]]]


def store_profiles(
    session: Session, profiles: Sequence[Profile], missing: Sequence[int], seen_at: int, rules: RecordRules, now: int
) -> Mapping[OrganizationId, Resolved]:
    """Store profiles as X showed them at `seen_at`; what that ties in each organization."""
    with _followed(session, [profile.id for profile in profiles], rules, now) as resolved:
        noise.store_profiles(session, profiles, missing, seen_at, rules.noise)
    return resolved


def store_seen(
    session: Session, seen: Sequence[tuple[Profile, int]], rules: RecordRules, now: int
) -> tuple[int, Mapping[OrganizationId, Resolved]]:
    """Store profiles, each as X showed it at its own time; how many are news, and what that ties."""
    with _followed(session, [profile.id for profile, _ in seen], rules, now) as resolved:
        fresh = noise.store_seen(session, seen, now, rules.noise)
    return fresh, resolved


def release(session: Session, author_ids: Sequence[int], rules: RecordRules, now: int) -> int:
    """Take away the profiles of those authors of whom no organization has a post any more; how many.

    A bare id stays where a row still refers to it; nobody pays for looking it up.
    """
    gone = authors.without_posts(session, author_ids)
    with _followed(session, gone, rules, now):
        authors.strip(session, gone)
    authors.remove_unreferenced(session, gone)
    return len(gone)


@contextmanager
def _followed(
    session: Session, author_ids: Iterable[int], rules: RecordRules, now: int
) -> Iterator[Mapping[OrganizationId, Resolved]]:
    """Let links follow what changes of some authors in the block."""
    ids = sorted(set(author_ids))
    resolved: dict[OrganizationId, Resolved] = defaultdict(Resolved)
    before = _told(session, ids)
    yield resolved
    after = _told(session, ids)
    turned = [number for number in ids if before.get(number) != after.get(number)]
    names = {row[_PERSON_KEY] for number in turned for row in before.get(number, ())[:1]} - {None}
    for row in session.rows("SELECT id FROM organization ORDER BY id") if turned else ():
        number = OrganizationId(row["id"])
        resolved[number] = resolution.resolve(session, number, turned, rules, now, names=names)


def _told(session: Session, author_ids: Sequence[int]) -> Told:
    """What the identity rules look at of each author, as it is stored."""
    told: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for part in chunks(author_ids):
        for question in _TOLD:
            for row in session.rows(question.format(holders(part)), part):
                told[row[0]].append(tuple(row))
    return told
