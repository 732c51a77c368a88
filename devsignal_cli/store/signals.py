"""Signals: the one door through which every change of a signal goes.

`change` takes the old and the new state of each signal, `remove` and `drop` take some away and `delete_all` all;
whatever hangs on signals (counters, full text, an outbox) hangs on these. Nothing else writes to the table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from devsignal_cli.model.archive import Deleted
from devsignal_cli.model.noise import NoiseRules
from devsignal_cli.model.posts import Classified
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store import raw, text_index
from devsignal_cli.store.content import content, edited
from devsignal_cli.store.db import Session, chunks, holders
from devsignal_cli.store.links import live_links
from devsignal_cli.store.marks import settled
from devsignal_cli.store.states import Change, State, states

_FIXED = ("organization_id", "source", "post_key", "run_id", "stored_at")
_CHANGEABLE = (
    "post_id", "author_id", "conversation_id", "in_reply_to_user_id", "posted_at", "text", "lang", "type", "sentiment",
    "score", "classifier", "type_by_hand", "sentiment_by_hand", "repost", "sensitive", "withheld", "likes", "reposts",
    "replies", "quotes", "bookmarks", "impressions", "metrics_at", "contact_id", "company_id", "identity_state",
    "muted", "done", "note", "edited_at", "deleted_at", "imported", "text_key", "spam",
)  # fmt: skip
_COLUMNS = _FIXED + _CHANGEABLE
_INSERT = f"INSERT INTO signal ({', '.join(_COLUMNS)}) VALUES ({', '.join(':' + name for name in _COLUMNS)})"
_UPDATE = f"""
UPDATE signal SET {", ".join(f"{name} = :{name}" for name in _CHANGEABLE)}
WHERE organization_id = :organization_id AND post_key = :post_key
"""
_KEYWORD = """
INSERT INTO signal_keyword (organization_id, post_key, keyword_id, certain)
VALUES (:organization_id, :post_key, :keyword_id, :certain)
ON CONFLICT (organization_id, post_key, keyword_id) DO UPDATE SET certain = excluded.certain
WHERE excluded.certain > signal_keyword.certain
"""
_STUB = """
INSERT INTO author (id, wanted) VALUES (:id, :wanted)
ON CONFLICT (id) DO UPDATE SET wanted = 1 WHERE author.wanted < excluded.wanted
"""
_NEW: State = dict.fromkeys(_COLUMNS) | {
    "source": "twitter", "type_by_hand": 0, "sentiment_by_hand": 0, "identity_state": "unknown", "muted": 0, "done": 0,
}  # fmt: skip


_NO_CONTENT: State = {
    "text": "", "text_key": None, "note": None, "likes": None, "reposts": None, "replies": None, "quotes": None,
    "bookmarks": None, "impressions": None, "metrics_at": None,
}  # fmt: skip
_MINE = "organization_id = :organization_id"


@dataclass(frozen=True, slots=True)
class Stored:
    """What a batch changed: the signals that are new, and how many were renewed or known already."""

    created: tuple[Classified, ...]
    updated: int
    duplicates: int


def change(session: Session, changes: Sequence[Change]) -> None:
    """Carry out changes of signals, each from its old state (None: it is new) to its new one."""
    if fresh := [new for old, new in changes if old is None]:
        newest = text_index.newest(session)
        session.execute_many(_INSERT, fresh)
        text_index.add_since(session, newest)
    known = [(old, new) for old, new in changes if old is not None]
    session.execute_many(_UPDATE, [new for _, new in known])
    text_index.replace(session, [(old, new) for old, new in known if old["text"] != new["text"]])


def delete_all(session: Session, organization_id: OrganizationId) -> None:
    """Delete all signals of an organization, with their keywords and raw posts."""
    mine = {"organization_id": organization_id}
    text_index.take_out(session, _MINE, mine)
    session.execute("DELETE FROM signal_keyword WHERE organization_id = :organization_id", mine)
    session.execute("DELETE FROM raw_answer WHERE organization_id = :organization_id AND kind = 'post'", mine)
    session.execute("DELETE FROM signal WHERE organization_id = :organization_id", mine)


def remove(session: Session, organization_id: OrganizationId, post_keys: Sequence[int], *, noise: NoiseRules) -> None:
    """Take signals away as if they had never come, with their keywords and raw posts."""
    gone = states(session, organization_id, "post_key", post_keys).values()
    nameless: list[Change] = [(old, old | {"text_key": None}) for old in gone if old["text_key"] is not None]
    change(session, settled(session, organization_id, nameless, noise))  # what copied them may be repeated no more
    drop(session, organization_id, post_keys)


def drop(session: Session, organization_id: OrganizationId, post_keys: Sequence[int]) -> None:
    """Take signals away with their keywords and raw posts, where no other signal of the organization is to stay."""
    for part in chunks(post_keys):
        where, those = f"{_MINE} AND post_key IN ({holders(part)})", {**part, "organization_id": organization_id}
        text_index.take_out(session, where, those)
        for table in ("signal_keyword", "signal"):
            session.execute(f"DELETE FROM {table} WHERE {where}", those)
        raw.remove_posts(session, organization_id, part)


def delete_content(
    session: Session, organization_id: OrganizationId, ids: Sequence[int], now: int, *, noise: NoiseRules
) -> Deleted:
    """Take the content of what X deleted and keep its id, so that it never comes back.

    Each id is a post's (of any stored version's first or newest id), else an author's, which means all its posts.
    """
    of_posts = states(session, organization_id, "post_key", ids)
    found = set(of_posts)
    columns: tuple[Literal["post_id", "author_id"], ...] = ("post_id", "author_id")
    for column in columns:
        more = states(session, organization_id, column, [number for number in ids if number not in found])
        found |= {state[column] for state in more.values()}
        of_posts |= more
    there = [old for old in of_posts.values() if old["deleted_at"] is None]
    lost: list[Change] = [(old, old | _NO_CONTENT | {"deleted_at": now}) for old in there]
    change(session, settled(session, organization_id, lost, noise))
    for part in chunks([old["post_key"] for old in there]):
        raw.remove_posts(session, organization_id, part)
    return Deleted(len(lost), len(set(ids) - found))


def store_posts(
    session: Session,
    organization_id: OrganizationId,
    run_id: RunId,
    items: Sequence[Classified],
    classifier: str,
    now: int,
    *,
    noise: NoiseRules,
    imported: bool = False,
) -> Stored:
    """Store a batch of posts, each edit chain once and in its newest version; an older version changes nothing.

    What only an import has brought is marked so until a sync brings it too; what was deleted stays deleted. Marks of
    noise are set by what is known now; when a profile comes or changes, `noise.store_profiles` sets them anew.
    """
    newest = _newest_of_chain(items)
    _note_authors(session, newest.values(), is_wanted=not imported)
    known = states(session, organization_id, "post_key", list(newest))
    links = live_links(session, organization_id, sorted(_authors_of(newest.values())))
    created: list[Classified] = []
    updated: list[Classified] = []
    changes: list[Change] = []
    for key, item in newest.items():
        old = known.get(key)
        if old is None:
            created.append(item)
            fresh = _NEW | {"organization_id": organization_id, "post_key": key, "run_id": run_id, "stored_at": now}
            fresh |= {"imported": int(imported)} | links.get(item.post.author_id, {})
            changes.append((None, fresh | content(item, classifier)))
        elif item.post.id > old["post_id"] and old["deleted_at"] is None:
            updated.append(item)
            changes.append((old, edited(old, item, classifier) | {"imported": int(imported and old["imported"])}))
        elif old["imported"] and not imported:
            changes.append((old, old | {"imported": 0}))
    raw.store(session, organization_id, "post", [(i.post.root_id, i.post.raw) for i in (*created, *updated)], now)
    change(session, settled(session, organization_id, changes, noise))
    _store_keywords(session, organization_id, items)
    return Stored(tuple(created), len(updated), len(items) - len(created) - len(updated))


def relink(session: Session, organization_id: OrganizationId, author_ids: Sequence[int], *, noise: NoiseRules) -> None:
    """Let all signals of these authors follow their authors' live links; a known contact is no spam."""
    links = live_links(session, organization_id, author_ids)
    unlinked = {"contact_id": None, "company_id": None, "identity_state": "unknown"}
    found = states(session, organization_id, "author_id", author_ids).values()
    changes: list[Change] = [(old, old | links.get(old["author_id"], unlinked)) for old in found]
    change(session, settled(session, organization_id, changes, noise))


def _newest_of_chain(items: Iterable[Classified]) -> dict[int, Classified]:
    newest: dict[int, Classified] = {}
    for item in items:
        held = newest.get(item.post.root_id)
        if held is None or item.post.id > held.post.id:
            newest[item.post.root_id] = item
    return newest


def _note_authors(session: Session, items: Iterable[Classified], *, is_wanted: bool) -> None:
    """Keep a place for authors not seen yet; those of imported posts are not wanted: a look-up would be billed."""
    ids = sorted(_authors_of(items))
    session.execute_many(_STUB, [{"id": author_id, "wanted": int(is_wanted)} for author_id in ids])


def _authors_of(items: Iterable[Classified]) -> set[int]:
    return {item.post.author_id for item in items if item.post.author_id is not None}


def _store_keywords(session: Session, organization_id: OrganizationId, items: Iterable[Classified]) -> None:
    session.execute_many(
        _KEYWORD,
        [
            {
                "organization_id": organization_id,
                "post_key": item.post.root_id,
                "keyword_id": keyword_id,
                "certain": int(item.certain),
            }
            for item in items
            for keyword_id in item.keyword_ids
        ],
    )
