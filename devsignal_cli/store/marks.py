"""The two marks of noise that a signal bears: `spam` and `muted`, told for each change before it is carried out.

The rules come in as an argument. What is read grows with the batch, not with how often its texts are stored.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from devsignal_cli.model.noise import Account, NoiseRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import mutes
from devsignal_cli.store.db import Session, chunks, holders
from devsignal_cli.store.muting import Muting
from devsignal_cli.store.states import Change, State, states


def settled(
    session: Session, organization_id: OrganizationId, changes: Sequence[Change], rules: NoiseRules
) -> list[Change]:
    """The changes with the marks that their signals will bear, without those that change nothing.

    When they make a text a repeated one, or let it be one no more, the few other copies of it are among them.
    """
    repeated, turned = _repeated(session, organization_id, changes, rules.copies)
    named = {new["post_key"] for _, new in changes}
    copies = states(session, organization_id, "text_key", turned).values()
    whole = [*changes, *((copy, copy) for copy in copies if copy["post_key"] not in named)]
    accounts = accounts_of(session, (new["author_id"] for _, new in whole))
    muting = Muting(mutes.bound(session, organization_id, accounts.values()), rules)
    links = muting.links(session, organization_id, [new["post_key"] for _, new in whole])
    judged: list[Change] = []
    for old, new in whole:
        marked = new | {"spam": _spam(new, accounts, repeated, rules)}
        marked["muted"] = int(muting.is_muted(marked, links.get(new["post_key"], "")))
        if marked != old:
            judged.append((old, marked))
    return judged


def accounts_of(session: Session, author_ids: Iterable[int | None]) -> dict[int, Account]:
    """The authors that were looked up; of the others nothing is known."""
    found: dict[int, Account] = {}
    for part in chunks(sorted({author_id for author_id in author_ids if author_id is not None})):
        question = f"""
            SELECT id, username_key, seen_at, followers, posts, created_at, verified, affiliation FROM author
            WHERE id IN ({holders(part)}) AND seen_at IS NOT NULL
        """
        for row in session.rows(question, part):
            found[row["id"]] = Account(
                row["id"],
                row["username_key"],
                row["seen_at"],
                row["followers"],
                row["posts"],
                row["created_at"],
                bool(row["verified"]),
                bool(row["affiliation"]),
            )
    return found


def _spam(signal: State, accounts: dict[int, Account], repeated: set[int], rules: NoiseRules) -> str | None:
    account = accounts.get(signal["author_id"])
    if account is None:
        return None
    is_repeated, is_contact = signal["text_key"] in repeated, signal["identity_state"] == "confirmed"
    return ",".join(rules.signs(account, signal["posted_at"], is_repeated=is_repeated, is_contact=is_contact)) or None


def _repeated(
    session: Session, organization_id: OrganizationId, changes: Sequence[Change], copies: int
) -> tuple[set[int], list[int]]:
    """Which texts of a batch will be stored `copies` times or more, and for which of them that is new or over."""
    gained = Counter(new["text_key"] for _, new in changes if new["text_key"] is not None)
    gained.subtract(old["text_key"] for old, _ in changes if old is not None and old["text_key"] is not None)
    lost = max(0, -min(gained.values(), default=0))
    before = _copies(session, organization_id, sorted(gained), copies + lost)  # enough to tell what will be left
    repeated = {key for key, number in gained.items() if before[key] + number >= copies}
    return repeated, sorted(key for key in gained if (key in repeated) != (before[key] >= copies))


def _copies(session: Session, organization_id: OrganizationId, keys: Sequence[int], limit: int) -> dict[int, int]:
    """How many stored posts have each text, counted up to `limit`."""
    found: dict[int, int] = {}
    for part in chunks(keys):
        question = f"""
            WITH asked (text_key) AS (VALUES {", ".join(f"(:{name})" for name in part)})
            SELECT asked.text_key, (SELECT count(*) FROM (
                SELECT 1 FROM signal s WHERE s.organization_id = :organization_id AND s.text_key = asked.text_key
                LIMIT :limit) AS copies) AS n
            FROM asked
        """
        for row in session.rows(question, {**part, "organization_id": organization_id, "limit": limit}):
            found[row["text_key"]] = row["n"]
    return found
