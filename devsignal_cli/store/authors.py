"""Authors: public profiles, paid once and shared between organizations, and each organization's links to them."""

from collections.abc import Callable, Iterable, Sequence

from devsignal_cli.model.noise import NoiseRules
from devsignal_cli.model.people import AuthorFacts, ContactFacts, Link
from devsignal_cli.model.posts import Profile
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import raw, signals
from devsignal_cli.store.db import Session, chunks, holders
from devsignal_cli.store.links import live_links

Resolve = Callable[[AuthorFacts, Sequence[ContactFacts]], Link | None]

_PROFILE = """
INSERT INTO author (id, username, username_key, name, name_key, description, location, url, domain, entities,
    affiliation, protected, verified, verified_type, followers, following, posts, listed, created_at, seen_at)
VALUES (:id, :username, :username_key, :name, :name_key, :description, :location, :url, :domain, :entities,
    :affiliation, :protected, :verified, :verified_type, :followers, :following, :posts, :listed, :created_at, :now)
ON CONFLICT (id) DO UPDATE SET username = excluded.username, username_key = excluded.username_key,
    name = excluded.name, name_key = excluded.name_key, description = excluded.description,
    location = excluded.location, url = excluded.url, domain = excluded.domain, entities = excluded.entities,
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
_LINK = """
INSERT INTO identity (organization_id, author_id, contact_id, company_id, method, confidence, evidence, state,
    decided_by, created_at)
VALUES (:organization_id, :author_id, :contact_id, :company_id, :method, :confidence, :evidence, :state,
    :decided_by, :now)
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
    handles = sorted({(profile.id, profile.username_key, seen_at) for profile, seen_at in seen})
    session.execute_many(_HANDLE, [{"id": number, "username_key": key, "now": at} for number, key, at in handles])
    raw.store(session, 0, "author", [(profile.id, profile.raw) for profile, _ in fresh], now)
    return len(fresh)


def resolve(
    session: Session,
    organization_id: OrganizationId,
    author_ids: Sequence[int],
    rule: Resolve,
    now: int,
    *,
    noise: NoiseRules,
) -> tuple[int, int]:
    """Link authors without a live link by `rule` and let their signals follow; how many contacts and companies."""
    linked = live_links(session, organization_id, author_ids)
    links = [
        link
        for author in _facts(session, [author_id for author_id in author_ids if author_id not in linked])
        if (link := rule(author, _candidates(session, organization_id, author)))
    ]
    if not links:
        return 0, 0
    session.execute_many(_LINK, [_link_columns(organization_id, link, now) for link in links])
    signals.relink(session, organization_id, [link.author_id for link in links], noise=noise)
    ties = live_links(session, organization_id, [link.author_id for link in links]).values()
    return sum(t["contact_id"] is not None for t in ties), sum(t["company_id"] is not None for t in ties)


def _seen_at(session: Session, author_ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in chunks(author_ids):
        question = f"SELECT id, seen_at FROM author WHERE id IN ({holders(part)}) AND seen_at IS NOT NULL"
        found |= {row["id"]: row["seen_at"] for row in session.rows(question, part)}
    return found


def _facts(session: Session, author_ids: Sequence[int]) -> list[AuthorFacts]:
    facts: list[AuthorFacts] = []
    for part in chunks(author_ids):
        question = f"SELECT id, username_key FROM author WHERE id IN ({holders(part)}) ORDER BY id"
        facts += [AuthorFacts(row["id"], row["username_key"]) for row in session.rows(question, part)]
    return facts


def _candidates(session: Session, organization_id: OrganizationId, author: AuthorFacts) -> list[ContactFacts]:
    question = """
        SELECT c.id, c.x_user_id, c.handle_key FROM contact c
        WHERE c.organization_id = :organization_id AND (c.x_user_id = :id OR c.handle_key = :username_key)
            AND NOT EXISTS (
                SELECT 1 FROM identity i
                WHERE i.organization_id = :organization_id AND i.author_id = :id AND i.contact_id = c.id
                    AND i.revoked_at IS NULL AND i.state IN ('rejected', 'review'))
        ORDER BY c.id
    """
    parameters = {"organization_id": organization_id, "id": author.id, "username_key": author.username_key}
    return [ContactFacts(row["id"], row["x_user_id"], row["handle_key"]) for row in session.rows(question, parameters)]


def _link_columns(organization_id: OrganizationId, link: Link, now: int) -> dict[str, object]:
    return {
        "organization_id": organization_id,
        "author_id": link.author_id,
        "contact_id": link.contact_id,
        "company_id": link.company_id,
        "method": link.method,
        "confidence": link.confidence,
        "evidence": link.evidence,
        "state": link.state,
        "decided_by": "rule",
        "now": now,
    }


def _columns(profile: Profile, now: int) -> dict[str, object]:
    return {
        "id": profile.id,
        "username": profile.username,
        "username_key": profile.username_key,
        "name": profile.name,
        "name_key": profile.name_key,
        "description": profile.description,
        "location": profile.location,
        "url": profile.url,
        "domain": profile.domain,
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
