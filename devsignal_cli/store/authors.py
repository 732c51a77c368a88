"""Authors: public profiles, paid once and shared between organizations, and what they are found by."""

from collections.abc import Iterable, Sequence

from devsignal_cli.model.posts import Profile
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import raw
from devsignal_cli.store.db import Session, chunks, holders

_PROFILE = """
INSERT INTO author (id, username, username_key, name, person_key, description, location, url, entities,
    affiliation, protected, verified, verified_type, followers, following, posts, listed, created_at, seen_at)
VALUES (:id, :username, :username_key, :name, :person_key, :description, :location, :url, :entities,
    :affiliation, :protected, :verified, :verified_type, :followers, :following, :posts, :listed, :created_at, :now)
ON CONFLICT (id) DO UPDATE SET username = excluded.username, username_key = excluded.username_key,
    name = excluded.name, person_key = excluded.person_key, description = excluded.description,
    location = excluded.location, url = excluded.url, entities = excluded.entities,
    affiliation = excluded.affiliation, protected = excluded.protected, verified = excluded.verified,
    verified_type = excluded.verified_type, followers = excluded.followers, following = excluded.following,
    posts = excluded.posts, listed = excluded.listed, created_at = excluded.created_at,
    seen_at = excluded.seen_at, not_found_at = NULL
"""
_HANDLE = """
INSERT INTO author_handle (author_id, username_key, first_seen_at, last_seen_at)
VALUES (:id, :username_key, :now, :now)
ON CONFLICT (author_id, username_key) DO UPDATE SET
    first_seen_at = CASE WHEN excluded.first_seen_at < author_handle.first_seen_at
        THEN excluded.first_seen_at ELSE author_handle.first_seen_at END,
    last_seen_at = CASE WHEN excluded.last_seen_at > author_handle.last_seen_at
        THEN excluded.last_seen_at ELSE author_handle.last_seen_at END
"""
_MISSING = "UPDATE author SET not_found_at = :now WHERE id = :id"
_UNSEEN = """
SELECT a.id FROM author a
WHERE a.wanted = 1 AND a.seen_at IS NULL AND a.not_found_at IS NULL AND EXISTS (
    SELECT 1 FROM signal s WHERE s.organization_id = :organization_id AND s.author_id = a.id)
ORDER BY a.id LIMIT :limit
"""
_NO_POSTS = """
SELECT a.id FROM author a WHERE a.id IN ({})
    AND NOT EXISTS (SELECT 1 FROM signal s WHERE s.author_id = a.id AND s.deleted_at IS NULL)
"""
_STRIP = """
UPDATE author SET username = NULL, username_key = NULL, name = NULL, person_key = NULL, description = NULL,
    location = NULL, url = NULL, entities = NULL, affiliation = NULL, protected = NULL, verified = NULL,
    verified_type = NULL, followers = NULL, following = NULL, posts = NULL, listed = NULL, created_at = NULL,
    seen_at = NULL, not_found_at = NULL, wanted = 0
WHERE id IN ({})
"""
_UNREFERENCED = """
DELETE FROM author WHERE id IN ({}) AND NOT EXISTS (SELECT 1 FROM signal s WHERE s.author_id = author.id)
    AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.author_id = author.id)
"""
_UNCLAIM = "DELETE FROM author_claim WHERE author_id = :id"
_CLAIM = """
INSERT INTO author_claim (author_id, kind, value, source, stance, founds)
VALUES (:id, :kind, :value, :source, :stance, :founds)
"""


def unseen(session: Session, organization_id: OrganizationId, limit: int) -> list[int]:
    """Authors of the organization's signals that nobody has looked up yet, at most `limit`."""
    return [row["id"] for row in session.rows(_UNSEEN, {"organization_id": organization_id, "limit": limit})]


def unseen_of(session: Session, author_ids: Sequence[int]) -> tuple[int, ...]:
    """Those of these authors that nobody has looked up yet."""
    found: list[int] = []
    for part in chunks(author_ids):
        question = f"""
            SELECT id FROM author
            WHERE id IN ({holders(part)}) AND wanted = 1 AND seen_at IS NULL AND not_found_at IS NULL
        """
        found += [row["id"] for row in session.rows(question, part)]
    return tuple(sorted(found))


def store_profiles(session: Session, profiles: Iterable[Profile], missing: Iterable[int], now: int) -> None:
    """Store profiles as X showed them at `now`, and remember the ids that X does not know, to ask no more for them."""
    session.execute_many(_MISSING, [{"id": author_id, "now": now} for author_id in missing])
    store_seen(session, [(profile, now) for profile in profiles], now)


def store_seen(session: Session, seen: Sequence[tuple[Profile, int]], now: int) -> int:
    """Store profiles, each as X showed it at its own time; how many are new or newer than the one on file.

    A profile that is not newer than the one on file adds its handle and changes nothing else.
    """
    newest: dict[int, tuple[Profile, int]] = {}
    for profile, seen_at in seen:
        if profile.id not in newest or seen_at >= newest[profile.id][1]:
            newest[profile.id] = (profile, seen_at)
    known = _seen_at(session, sorted(newest))
    fresh = [newest[number] for number in sorted(newest) if newest[number][1] > known.get(number, -1)]
    session.execute_many(_PROFILE, [_columns(profile, seen_at) for profile, seen_at in fresh])
    store_claims(session, [profile for profile, _ in fresh])
    handles = sorted({(profile.id, profile.username_key, seen_at) for profile, seen_at in seen})
    session.execute_many(_HANDLE, [{"id": number, "username_key": key, "now": at} for number, key, at in handles])
    raw.store(session, 0, "author", [(profile.id, profile.raw) for profile, _ in fresh], now)
    return len(fresh)


def store_claims(session: Session, profiles: Sequence[Profile]) -> None:
    """Store the companies to which profiles point now, instead of those to which they pointed before."""
    session.execute_many(_UNCLAIM, [{"id": profile.id} for profile in profiles])
    rows = [{"id": profile.id, **claim._asdict()} for profile in profiles for claim in profile.claims]
    session.execute_many(_CLAIM, rows)


def without_posts(session: Session, author_ids: Sequence[int]) -> list[int]:
    """Those of some authors of whom no organization has a post with content."""
    return [row["id"] for part in chunks(author_ids) for row in session.rows(_NO_POSTS.format(holders(part)), part)]


def strip(session: Session, author_ids: Sequence[int]) -> None:
    """Leave nothing of some authors but their ids."""
    for part in chunks(author_ids):
        session.execute(_STRIP.format(holders(part)), part)
        for table in ("author_handle", "author_claim"):
            session.execute(f"DELETE FROM {table} WHERE author_id IN ({holders(part)})", part)
        shared = "organization_id = 0 AND kind = 'author'"
        session.execute(f"DELETE FROM raw_answer WHERE {shared} AND object_id IN ({holders(part)})", part)


def remove_unreferenced(session: Session, author_ids: Sequence[int]) -> None:
    """Remove those of some authors to whom no row refers."""
    for part in chunks(author_ids):
        session.execute(_UNREFERENCED.format(holders(part)), part)


def _seen_at(session: Session, author_ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in chunks(author_ids):
        question = f"SELECT id, seen_at FROM author WHERE id IN ({holders(part)}) AND seen_at IS NOT NULL"
        found |= {row["id"]: row["seen_at"] for row in session.rows(question, part)}
    return found


def _columns(profile: Profile, now: int) -> dict[str, object]:
    return {
        "id": profile.id,
        "username": profile.username,
        "username_key": profile.username_key,
        "name": profile.name,
        "person_key": profile.person_key,
        "description": profile.description,
        "location": profile.location,
        "url": profile.url,
        "entities": profile.entities,
        "affiliation": profile.affiliation,
        "protected": int(profile.is_protected),
        "verified": int(profile.is_verified),
        "verified_type": profile.verified_type,
        "followers": profile.followers,
        "following": profile.following,
        "posts": profile.posts,
        "listed": profile.listed,
        "created_at": profile.created_at,
        "now": now,
    }
