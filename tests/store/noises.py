"""Mutes, marks and profiles for the tests of noise, and a slow second opinion on what must be marked."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from devsignal_cli.cli.noise_wiring import RULES
from devsignal_cli.core.mute import mute_of, spam_mute, terms
from devsignal_cli.core.noise import signs, text_key
from devsignal_cli.model.noise import Account, Mute
from devsignal_cli.model.posts import Classified, Profile
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import mutes, noise
from devsignal_cli.store.db import Database
from devsignal_cli.store.noise import Applied
from tests.store.rows import DAY, NOW, ORG, asked, item, profile

SPAM = "--spam"
TEXT = "the best deal of the whole year"


def said(number: int, text: str, *, is_repost: bool = False, **fields: Any) -> Classified:
    """A post with this text and its key, as the classifier gives it."""
    key = None if is_repost else text_key(text)
    return item(number, text=text, text_key=key, is_repost=is_repost, **fields)


def nobody(number: int, **fields: Any) -> Profile:
    """A profile that bears two signs of spam by itself."""
    return profile(number, **{"followers": 2, "posts": 10, "created_at": NOW - 5 * DAY, **fields})


def somebody(number: int, **fields: Any) -> Profile:
    """A profile that bears no sign of spam."""
    return profile(number, **{"followers": 500, "posts": 900, "created_at": NOW - 900 * DAY, **fields})


def named(*typed: str) -> list[Mute]:
    return [spam_mute(NOW) if text == SPAM else mute_of(text, NOW) for text in typed]


def mute(database: Database, *typed: str, org: OrganizationId = ORG, page_size: int = 3) -> Applied:
    with database.write() as session:
        mutes.add(session, org, named(*typed))
    return noise.apply(database, org, RULES, page_size)


def unmute(database: Database, *typed: str, org: OrganizationId = ORG, page_size: int = 3) -> Applied:
    with database.write() as session:
        assert mutes.remove(session, org, named(*typed)) == []
    return noise.apply(database, org, RULES, page_size)


def know(database: Database, *profiles: Profile, now: int = NOW) -> None:
    """Store profiles as an author look-up does."""
    with database.write() as session:
        noise.store_profiles(session, profiles, (), now, RULES)


def muted(database: Database, org: OrganizationId = ORG) -> list[int]:
    """The muted posts, by how far their ids are from the first."""
    return numbers(database, "muted = 1", org)


def spam(database: Database, org: OrganizationId = ORG) -> list[int]:
    return numbers(database, "spam IS NOT NULL", org)


def numbers(database: Database, which: str, org: OrganizationId) -> list[int]:
    question = f"SELECT post_key FROM signal WHERE organization_id = ? AND {which} ORDER BY post_key"
    return [key - item(0).post.id for (key,) in asked(database, question, org)]


def marks(database: Database) -> list[tuple[Any, ...]]:
    """All signals with their marks."""
    return asked(database, "SELECT organization_id, post_key, spam, muted FROM signal ORDER BY 1, 2")


def marks_from_scratch(database: Database) -> list[tuple[Any, ...]]:
    """The same, told anew of each signal from all that is stored, without a look at the marks."""
    rows = asked(
        database,
        "SELECT organization_id, post_key, author_id, text, text_key, posted_at, contact_id FROM signal ORDER BY 1, 2",
    )
    copies = Counter((row[0], row[4]) for row in rows if row[4] is not None)
    accounts = {account.id: account for account in _accounts(database)}
    held = asked(database, "SELECT organization_id, kind, text, author_id FROM mute")
    found = []
    for org, post_key, author_id, text, key, posted_at, contact_id in rows:
        signs_ = _signs(accounts.get(author_id), posted_at, copies[org, key] >= 3, contact_id is not None)
        mine = [(kind, said_, whom) for owner, kind, said_, whom in held if owner == org]
        found.append((org, post_key, signs_, int(any(_hits(one, author_id, text, signs_) for one in mine))))
    return found


def _signs(account: Account | None, posted_at: int, is_repeated: bool, is_contact: bool) -> str | None:
    if account is None:
        return None
    return ",".join(signs(account, posted_at, is_repeated=is_repeated, is_contact=is_contact)) or None


def _hits(one: tuple[str, str, int | None], author_id: int | None, text: str, spam_: str | None) -> bool:
    kind, said_, whom = one
    if kind == "spam":
        return spam_ is not None
    return author_id == whom if kind == "handle" and whom else kind == "term" and terms([said_]).has(text, "")


def _accounts(database: Database) -> Sequence[Account]:
    rows = asked(
        database,
        "SELECT id, username_key, seen_at, followers, posts, created_at, verified, affiliation FROM author WHERE seen_at > 0",
    )
    return [
        Account(who, name, seen_at, followers, posts, created_at, bool(verified), bool(affiliation))
        for who, name, seen_at, followers, posts, created_at, verified, affiliation in rows
    ]
