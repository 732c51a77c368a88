"""The one door for links that rules make: what the rules say now of some authors, and their signals with it.

Links are never changed: one that the rules do not give any more is revoked, a new one is added. What they give depends
on what is stored alone, and whoever changes that calls `follow` or `resolve` within the same transaction, so that links
and signals are at any time what a run over everything would make.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from devsignal_cli.model.people import Link
from devsignal_cli.model.records import NewRecord, RecordRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import people, records, signals
from devsignal_cli.store.db import Database, Session, chunks, holders
from devsignal_cli.store.links import live_links

_MINE = "organization_id = :organization_id"
_RULES = f"""
SELECT id, author_id, contact_id, company_id, method, confidence, evidence, state FROM identity
WHERE {_MINE} AND author_id IN ({{}}) AND revoked_at IS NULL AND decided_by = 'rule' ORDER BY id
"""
_ADD = """
INSERT INTO identity (organization_id, author_id, contact_id, company_id, method, confidence, evidence, state,
    decided_by, created_at)
VALUES (:organization_id, :author_id, :contact_id, :company_id, :method, :confidence, :evidence, :state, 'rule', :now)
"""
_REVOKE = "UPDATE identity SET revoked_at = :now WHERE id = :id"
_FORGET = f"DELETE FROM identity WHERE {_MINE} AND decided_by = 'rule' AND author_id IN ({{}})"
_CREATES = f"""
SELECT create_companies FROM connection
WHERE {_MINE} AND service = 'twitter' AND disconnected_at IS NULL
"""
_IS_BALANCED = "SELECT identity_mode = 'balanced' FROM organization WHERE id = :organization_id"
_FOUNDING = f"""
SELECT DISTINCT value FROM author_claim
WHERE author_id IN ({{}}) AND kind = 'domain' AND founds = 1
    AND value NOT IN (SELECT domain FROM company WHERE {_MINE} AND domain IS NOT NULL)
    AND value NOT IN (SELECT domain FROM company_domain WHERE {_MINE})
    AND value NOT IN (SELECT domain FROM refused_domain WHERE {_MINE})
ORDER BY value
"""
PROFILE = "profile"


class Resolved(NamedTuple):
    """How many authors are tied to a contact, and to a company, that were not before."""

    contacts: int = 0
    companies: int = 0


@contextmanager
def writing(database: Database, organization_id: OrganizationId, rules: RecordRules, now: int) -> Iterator[Session]:
    """A transaction that changes companies or contacts of an organization; links and signals follow at its end."""
    with database.write() as session:
        yield session
        follow(session, organization_id, rules, now)


def follow(session: Session, organization_id: OrganizationId, rules: RecordRules, now: int) -> Resolved:
    """Resolve anew whoever the records touched in this transaction may concern."""
    touched = session.take_touched()
    if not touched:
        return Resolved()
    handles = touched.handles | touched.company_handles
    ids = people.bearing(session, organization_id, touched.names, handles)
    ids |= people.present(session, organization_id, touched.users)
    ids |= people.pointing(session, organization_id, touched.domains, touched.company_handles)
    resolved = resolve(session, organization_id, ids | touched.linked, rules, now, names=touched.names, handles=handles)
    signals.relink(session, organization_id, sorted(touched.linked), noise=rules.noise)
    return resolved


def resolve(
    session: Session,
    organization_id: OrganizationId,
    author_ids: Iterable[int],
    rules: RecordRules,
    now: int,
    *,
    names: Iterable[str] = (),
    handles: Iterable[str] = (),
) -> Resolved:
    """Let the links of authors that are new or have changed be what the rules say, and those of all whom it concerns.

    `names` and `handles` are normal forms of those that were borne until now. Work grows with the authors given and
    those who share a name or a handle with them, not with what is stored.
    """
    asked = set(author_ids)
    if not (asked or names or handles):
        return Resolved()
    asked |= _found_companies(session, organization_id, asked, rules, now)
    concerned = people.neighbours(session, organization_id, asked, names, handles)
    there = people.present(session, organization_id, concerned)
    before = live_links(session, organization_id, sorted(concerned))
    changed = _change(session, organization_id, there, rules, now) | (concerned - there)
    _forget(session, organization_id, sorted(concerned - there))
    signals.relink(session, organization_id, sorted(changed), noise=rules.noise)
    return _gained(before, live_links(session, organization_id, sorted(changed)))


def _change(
    session: Session, organization_id: OrganizationId, author_ids: set[int], rules: RecordRules, now: int
) -> set[int]:
    """Revoke and add what makes rules' links what they are to be; whose have changed."""
    facts = people.people(session, organization_id, author_ids)
    held: dict[int, dict[Link, int]] = defaultdict(dict)
    gone: list[int] = []
    for part in chunks(sorted(author_ids)):
        for row in session.rows(_RULES.format(holders(part)), {**part, "organization_id": organization_id}):
            number, *values = row
            if Link(*values) in held[row["author_id"]]:  # two rows that a merge of companies made one of
                gone.append(number)
            else:
                held[row["author_id"]][Link(*values)] = number
    fresh: list[Link] = []
    for author_id in sorted(author_ids):
        told, known = dict.fromkeys(rules.identity.decide(facts, author_id)), held[author_id]
        gone += [number for link, number in known.items() if link not in told]
        fresh += [link for link in told if link not in known]
    changed = {link.author_id for link in fresh}
    changed |= {author_id for author_id, links in held.items() if not set(gone).isdisjoint(links.values())}
    session.execute_many(_REVOKE, [{"id": number, "now": now} for number in gone])
    session.execute_many(_ADD, [_columns(organization_id, link, now) for link in fresh])
    return changed


def _forget(session: Session, organization_id: OrganizationId, author_ids: Sequence[int]) -> None:
    """Whom the organization has no signal of, it knows no rule's link of: as if the author had never come."""
    for part in chunks(author_ids):
        session.execute(_FORGET.format(holders(part)), {**part, "organization_id": organization_id})


def _found_companies(
    session: Session, organization_id: OrganizationId, author_ids: Iterable[int], rules: RecordRules, now: int
) -> set[int]:
    """Make the companies that profiles name and nobody has on file, if the organization wants them, queued.

    Returns the authors whose profiles point to them.
    """
    mine = {"organization_id": organization_id}
    if not (session.value(_CREATES, mine) and session.value(_IS_BALANCED, mine)):
        return set()
    there = people.present(session, organization_id, author_ids)
    for part in chunks(sorted(there)):
        for row in session.rows(_FOUNDING.format(holders(part)), {**part, **mine}):
            records.create(session, organization_id, NewRecord("company", row["value"]), PROFILE, None, now, rules)
    made = session.take_touched()
    return people.pointing(session, organization_id, made.domains, made.company_handles)


def _gained(before: dict[int | None, dict[str, Any]], after: dict[int | None, dict[str, Any]]) -> Resolved:
    def fresh(column: str) -> int:
        return sum(
            link[column] is not None and before.get(author_id, {}).get(column) is None
            for author_id, link in after.items()
        )

    return Resolved(fresh("contact_id"), fresh("company_id"))


def _columns(organization_id: OrganizationId, link: Link, now: int) -> dict[str, object]:
    return {
        "organization_id": organization_id,
        "author_id": link.author_id,
        "contact_id": link.contact_id,
        "company_id": link.company_id,
        "method": link.method,
        "confidence": link.confidence,
        "evidence": link.evidence,
        "state": link.state,
        "now": now,
    }
