"""Authors as a person looks at them: found by what people call them, and their profiles."""

from collections import defaultdict
from collections.abc import Sequence

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.identity import Person
from devsignal_cli.store.db import Session, chunks, holders

_OF_US = "EXISTS (SELECT 1 FROM signal s WHERE s.organization_id = :organization_id AND s.author_id = a.id)"
_BY_ID = f"SELECT a.id FROM author a WHERE a.id = :id AND {_OF_US}"
_BY_HANDLE = f"SELECT a.id FROM author a WHERE a.username_key = :handle AND {_OF_US} ORDER BY a.seen_at DESC, a.id"
_BY_OLD_HANDLE = f"""
SELECT a.id FROM author_handle h JOIN author a ON a.id = h.author_id
WHERE h.username_key = :handle AND {_OF_US} ORDER BY h.last_seen_at DESC, a.id
"""
_OTHER_BORE_IT = (
    """
EXISTS (SELECT 1 FROM (
        SELECT id FROM author b WHERE b.username_key = p.username_key
        UNION SELECT author_id FROM author_handle h WHERE h.username_key = p.username_key) a
    WHERE a.id <> p.id AND """
    + _OF_US
    + ")"
)
_PERSONS = (
    "SELECT id, username, name, description, url, location, followers, "
    + _OTHER_BORE_IT
    + " AS shares_handle FROM author p WHERE id IN ({})"
)
_HANDLES = (
    "SELECT author_id, username_key FROM author_handle WHERE author_id IN ({}) ORDER BY first_seen_at, username_key"
)
_SIGNALS = """
SELECT author_id, count(*) AS n FROM signal
WHERE organization_id = :organization_id AND author_id IN ({}) AND muted = 0 AND deleted_at IS NULL GROUP BY author_id
"""


def find_authors(session: Session, organization_id: OrganizationId, user_id: int | None, handle_key: str) -> list[int]:
    """The author with that user id, those with that handle now, or else those with that handle once."""
    asked = {"organization_id": organization_id, "id": user_id, "handle": handle_key}
    for question in (_BY_ID, _BY_HANDLE, _BY_OLD_HANDLE):
        found = [int(row["id"]) for row in session.rows(question, asked)]
        if found:
            return found
    return []


def persons(session: Session, organization_id: OrganizationId, author_ids: Sequence[int]) -> dict[int, Person]:
    """The profiles of some authors at the last look, in three questions for all of them."""
    handles: dict[int, list[str]] = defaultdict(list)
    signals: dict[int, int] = {}
    found: dict[int, Person] = {}
    for part in chunks(sorted(set(author_ids))):
        for row in session.rows(_HANDLES.format(holders(part)), part):
            handles[row["author_id"]].append(row["username_key"])
        for row in session.rows(_SIGNALS.format(holders(part)), {**part, "organization_id": organization_id}):
            signals[row["author_id"]] = row["n"]
        for row in session.rows(_PERSONS.format(holders(part)), {**part, "organization_id": organization_id}):
            found[row["id"]] = Person(
                str(row["id"]), row["username"], row["name"], row["description"], row["url"], row["location"],
                row["followers"], tuple(handles[row["id"]]), signals.get(row["id"], 0), bool(row["shares_handle"]),
            )  # fmt: skip
    return found
