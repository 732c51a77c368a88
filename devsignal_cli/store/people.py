"""Everything that bears on who some authors are, read for the identity rules in a few questions for all of them.

An organization sees a profile only once it has a signal of that author, so others count for nothing here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from devsignal_cli.model.people import AuthorFacts, Claim, CompanyFacts, ContactFacts, People, Target
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Row, Session, chunks, holders

K = TypeVar("K", int, str)

_PRESENT = """
EXISTS (SELECT 1 FROM signal s WHERE s.organization_id = :organization_id AND s.author_id = {})
"""
_LIVE = "organization_id = :organization_id AND revoked_at IS NULL"
_MODE = "SELECT identity_mode FROM organization WHERE id = :organization_id"


def present(session: Session, organization_id: OrganizationId, author_ids: Iterable[int]) -> set[int]:
    """Those of some authors of whom the organization has a signal."""
    question = f"SELECT a.id FROM author a WHERE a.id IN ({{}}) AND {_PRESENT.format('a.id')}"
    return {row["id"] for row in _asked(session, organization_id, question, author_ids)}


def bearing(
    session: Session, organization_id: OrganizationId, names: Iterable[str], handles: Iterable[str]
) -> set[int]:
    """The authors of the organization that bear one of these full names, or were seen with one of these handles."""
    by_name = f"SELECT a.id FROM author a WHERE a.person_key IN ({{}}) AND {_PRESENT.format('a.id')}"
    by_handle = f"""
        SELECT h.author_id AS id FROM author_handle h
        WHERE h.username_key IN ({{}}) AND {_PRESENT.format("h.author_id")}
    """
    found = {row["id"] for row in _asked(session, organization_id, by_name, names)}
    return found | {row["id"] for row in _asked(session, organization_id, by_handle, handles)}


def pointing(
    session: Session, organization_id: OrganizationId, domains: Iterable[str], handles: Iterable[str]
) -> set[int]:
    """The authors of the organization whose profile points to one of these domains, or handles of companies."""
    question = f"""
        SELECT c.author_id AS id FROM author_claim c
        WHERE c.kind = '{{}}' AND c.value IN ({{{{}}}}) AND {_PRESENT.format("c.author_id")}
    """
    found = {row["id"] for row in _asked(session, organization_id, question.format("domain"), domains)}
    return found | {row["id"] for row in _asked(session, organization_id, question.format("handle"), handles)}


def neighbours(
    session: Session,
    organization_id: OrganizationId,
    author_ids: Iterable[int],
    names: Iterable[str] = (),
    handles: Iterable[str] = (),
) -> set[int]:
    """The authors whose links may change when these authors change, or who bears these names or handles; all of them.

    A change reaches those who bear the same name, and those who bear the name, handle or user id of a contact that
    bears one of theirs: see `core/identity` for what a rule looks at.
    """
    ids = set(author_ids)
    own = _names(session, organization_id, ids) | set(names)
    contacts = _contacts(session, organization_id, ids, _handles(session, ids) | set(handles), own)
    held = {contact.handle for contact in contacts.values() if contact.handle}
    named = {contact.person_key for contact in contacts.values() if contact.person_key}
    users = {contact.x_user_id for contact in contacts.values() if contact.x_user_id is not None}
    return ids | present(session, organization_id, users) | bearing(session, organization_id, named, held)


def people(session: Session, organization_id: OrganizationId, author_ids: Iterable[int]) -> People:
    """All that the rules need to decide about some authors of the organization."""
    asked = set(author_ids)
    contacts = _contacts(
        session, organization_id, asked, _handles(session, asked), _names(session, organization_id, asked)
    )
    held = {contact.handle for contact in contacts.values() if contact.handle}
    named = {contact.person_key for contact in contacts.values() if contact.person_key}
    everyone = asked | bearing(session, organization_id, named, held)
    authors = _authors(session, organization_id, everyone)
    return People(
        session.value(_MODE, {"organization_id": organization_id}),
        authors,
        contacts.values(),
        _companies(session, organization_id, authors, list(contacts.values())),
        _rejected(session, organization_id, everyone),
        _decided(session, organization_id, everyone, contacts),
    )


def _asked(session: Session, organization_id: OrganizationId, question: str, keys: Iterable[K]) -> Iterator[Row]:
    """The rows of a question for some ids or keys, which stand at its {}."""
    for part in chunks(sorted(keys)):
        yield from session.rows(question.format(holders(part)), {**part, "organization_id": organization_id})


def _names(session: Session, organization_id: OrganizationId, author_ids: Iterable[int]) -> set[str]:
    question = "SELECT person_key FROM author WHERE id IN ({}) AND person_key IS NOT NULL"
    return {row["person_key"] for row in _asked(session, organization_id, question, author_ids)}


def _handles(session: Session, author_ids: Iterable[int]) -> set[str]:
    question = "SELECT username_key FROM author_handle WHERE author_id IN ({})"
    return {row["username_key"] for row in _asked(session, OrganizationId(0), question, author_ids)}


def _contacts(
    session: Session,
    organization_id: OrganizationId,
    users: Iterable[int],
    handles: Iterable[str],
    names: Iterable[str],
) -> dict[int, ContactFacts]:
    found: dict[int, ContactFacts] = {}
    keys: tuple[tuple[str, Sequence[Any]], ...] = (
        ("x_user_id", sorted(users)), ("handle_key", sorted(handles)), ("person_key", sorted(names)),
    )  # fmt: skip
    for column, values in keys:
        question = f"""
            SELECT id, first_name, last_name, person_key, x_user_id, handle_key, company_id FROM contact
            WHERE organization_id = :organization_id AND {column} IN ({{}})
        """
        for row in _asked(session, organization_id, question, values):
            found[row["id"]] = ContactFacts(
                row["id"], row["first_name"] or "", row["last_name"] or "", row["person_key"], row["x_user_id"],
                row["handle_key"], row["company_id"],
            )  # fmt: skip
    return found


def _authors(session: Session, organization_id: OrganizationId, author_ids: Iterable[int]) -> list[AuthorFacts]:
    ids = sorted(author_ids)
    handles: dict[int, dict[str, int]] = defaultdict(dict)
    for row in _asked(session, organization_id, "SELECT * FROM author_handle WHERE author_id IN ({})", ids):
        handles[row["author_id"]][row["username_key"]] = row["first_seen_at"]
    claims: dict[int, list[Claim]] = defaultdict(list)
    for row in _asked(session, organization_id, "SELECT * FROM author_claim WHERE author_id IN ({})", ids):
        claims[row["author_id"]].append(_claim(row))
    question = "SELECT id, name, person_key, description, username_key FROM author WHERE id IN ({})"
    return [
        AuthorFacts(
            row["id"], row["name"] or "", row["person_key"], row["description"] or "", row["username_key"],
            handles[row["id"]], tuple(sorted(claims[row["id"]])),
        )
        for row in _asked(session, organization_id, question, ids)
    ]  # fmt: skip


def _claim(row: Row) -> Claim:
    return Claim(row["kind"], row["value"], row["source"], row["stance"], bool(row["founds"]))


def _companies(
    session: Session, organization_id: OrganizationId, authors: Sequence[AuthorFacts], contacts: Sequence[ContactFacts]
) -> list[CompanyFacts]:
    claims = [claim for author in authors for claim in author.claims]
    domains = {claim.value for claim in claims if claim.kind == "domain"}
    handles = {claim.value for claim in claims if claim.kind == "handle"}
    handles |= {contact.handle for contact in contacts if contact.handle}
    mine = "organization_id = :organization_id"
    ids = {contact.company_id for contact in contacts if contact.company_id is not None}
    for question, keys in (
        (f"SELECT id FROM company WHERE {mine} AND domain IN ({{}})", domains),
        (f"SELECT company_id AS id FROM company_domain WHERE {mine} AND domain IN ({{}})", domains),
        (f"SELECT id FROM company WHERE {mine} AND handle_key IN ({{}})", handles),
    ):
        ids |= {row["id"] for row in _asked(session, organization_id, question, keys)}
    aliases: dict[int, set[str]] = defaultdict(set)
    question = f"SELECT company_id, domain FROM company_domain WHERE {mine} AND company_id IN ({{}})"
    for row in _asked(session, organization_id, question, ids):
        aliases[row["company_id"]].add(row["domain"])
    question = f"SELECT id, domain, handle_key FROM company WHERE {mine} AND id IN ({{}})"
    return [
        CompanyFacts(
            row["id"], frozenset(aliases[row["id"]] | ({row["domain"]} if row["domain"] else set())), row["handle_key"]
        )
        for row in _asked(session, organization_id, question, ids)
    ]


def _rejected(
    session: Session, organization_id: OrganizationId, author_ids: Iterable[int]
) -> Iterator[tuple[int, Target]]:
    question = f"""
        SELECT author_id, contact_id, company_id FROM identity
        WHERE {_LIVE} AND state = 'rejected' AND author_id IN ({{}})
    """
    for row in _asked(session, organization_id, question, author_ids):
        if row["contact_id"] is not None:
            yield row["author_id"], Target("contact", row["contact_id"])
        if row["company_id"] is not None:
            yield row["author_id"], Target("company", row["company_id"])


def _decided(
    session: Session, organization_id: OrganizationId, author_ids: Iterable[int], contacts: Mapping[int, ContactFacts]
) -> dict[int, Target]:
    by_person = f"{_LIVE} AND decided_by = 'person' AND state = 'confirmed'"
    columns = "author_id, contact_id, company_id"
    found: dict[int, Target] = {}
    for column, ids in (("author_id", author_ids), ("contact_id", contacts)):
        question = f"SELECT {columns} FROM identity WHERE {by_person} AND {column} IN ({{}})"
        for row in _asked(session, organization_id, question, ids):
            is_contact = row["contact_id"] is not None
            target = Target("contact", row["contact_id"]) if is_contact else Target("company", row["company_id"])
            found[row["author_id"]] = target
    return found
