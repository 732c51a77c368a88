"""Mutes carried out on what is stored, and marks set anew where profiles have changed.

A signal is muted if and only if a mute of its organization matches it, so carrying out is safe at any time, and again.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from devsignal_cli.model.noise import Account, Mute, NoiseRules, Standing
from devsignal_cli.model.posts import Profile
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import authors, mutes, signals
from devsignal_cli.store.db import Database, Row, Session
from devsignal_cli.store.marks import accounts_of, settled
from devsignal_cli.store.muting import Muting
from devsignal_cli.store.states import states

PAGE = 5_000
_PAGE = """
SELECT post_key, author_id, text, spam, muted, deleted_at FROM signal
WHERE organization_id = :organization_id AND post_key > :after ORDER BY post_key LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Applied:
    """What carrying out did: how many signals are muted that were not, and how many are shown again."""

    muted: int = 0
    unmuted: int = 0


def apply(database: Database, organization_id: OrganizationId, rules: NoiseRules, page_size: int = PAGE) -> Applied:
    """Carry the mutes out on all that is stored.

    Only a page with something to change takes the writer's place, for one short transaction.
    """
    with database.read() as session:
        muting = Muting(mutes.every(session, organization_id), rules)
    muted = unmuted = 0
    for page in _pages(database, organization_id, muting, page_size):
        wrong = [row for row, links in page if muting.is_muted(row, links) != row["muted"]]
        if wrong:
            with database.write() as session:
                _settle(session, organization_id, "post_key", [row["post_key"] for row in wrong], rules)
        there = [row["muted"] for row in wrong if row["deleted_at"] is None]
        muted, unmuted = muted + there.count(0), unmuted + there.count(1)
    return Applied(muted, unmuted)


def counts(database: Database, organization_id: OrganizationId, rules: NoiseRules, asked: Sequence[Mute]) -> list[int]:
    """How many of the muted posts each of some mutes matches."""
    each = [Muting([mute], rules) for mute in asked]
    found: Counter[int] = Counter()
    for page in _pages(database, organization_id, Muting(asked, rules), PAGE):
        for row, links in page:
            if row["muted"] and row["deleted_at"] is None:
                found.update(number for number, muting in enumerate(each) if muting.is_muted(row, links))
    return [found[number] for number in range(len(each))]


def store_profiles(
    session: Session, profiles: Sequence[Profile], missing: Sequence[int], now: int, rules: NoiseRules
) -> None:
    """Store profiles as X showed them at `now`, and mark what their authors wrote by what is known of them now.

    An author whose standing and handle are what they were has nothing to be marked anew: profiles may come often.
    """
    with _marked_anew(session, [profile.id for profile in profiles], rules):
        authors.store_profiles(session, profiles, missing, now)


def store_seen(session: Session, seen: Sequence[tuple[Profile, int]], now: int, rules: NoiseRules) -> int:
    """Store profiles, each as X showed it at its own time, and mark what their authors wrote; how many are news."""
    with _marked_anew(session, [profile.id for profile, _ in seen], rules):
        return authors.store_seen(session, seen, now)


@contextmanager
def _marked_anew(session: Session, author_ids: Sequence[int], rules: NoiseRules) -> Iterator[None]:
    before = accounts_of(session, author_ids)
    yield
    after = accounts_of(session, author_ids)
    turned = [number for number in after if _standing(before.get(number), rules) != _standing(after[number], rules)]
    _renew(session, turned, rules)


def _standing(account: Account | None, rules: NoiseRules) -> tuple[str, Standing] | None:
    return None if account is None else (account.username_key, rules.standing(account))


def _renew(session: Session, author_ids: Sequence[int], rules: NoiseRules) -> None:
    """Mark the signals of these authors anew in all organizations, because they share profiles."""
    for row in session.rows("SELECT id FROM organization ORDER BY id"):
        _settle(session, OrganizationId(row["id"]), "author_id", author_ids, rules)


def _settle(
    session: Session,
    organization_id: OrganizationId,
    column: Literal["post_key", "author_id"],
    ids: Sequence[int],
    rules: NoiseRules,
) -> None:
    found = states(session, organization_id, column, ids).values()
    signals.change(session, settled(session, organization_id, [(state, state) for state in found], rules))


def _pages(
    database: Database, organization_id: OrganizationId, muting: Muting, size: int
) -> Iterator[list[tuple[Row, str]]]:
    """All signals of an organization with their links, some thousands at a time, each page in a read of its own."""
    after = -1
    while True:
        with database.read() as session:
            page = session.rows(_PAGE, {"organization_id": organization_id, "after": after, "limit": size})
            links = muting.links(session, organization_id, [row["post_key"] for row in page])
        if not page:
            return
        yield [(row, links.get(row["post_key"], "")) for row in page]
        after = page[-1]["post_key"]
