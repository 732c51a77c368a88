"""The live ties in a database of the program, in the numbers of the world that it was filled with."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from tests.identity_world.model import Contact, Tie, World

_TIES = """
SELECT DISTINCT author_id, contact_id, company_id, identity_state FROM signal
WHERE identity_state IN ('confirmed', 'probable') ORDER BY author_id
"""


def ties_in(database: Path, world: World) -> dict[int, Tie]:
    """What the program says of each author, as it stands at their posts."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        contacts = _contacts(connection, world)
        companies = _companies(connection, world)
        found = connection.execute(_TIES).fetchall()
    return {
        author: Tie(
            contact=contacts[contact] if contact else None,
            company=companies.get(company) if company else None,
            contact_state=state if contact else None,
            company_state=state if company else None,
        )
        for author, contact, company, state in found
    }


def _contacts(connection: sqlite3.Connection, world: World) -> Mapping[int, int]:
    """The world's number of each contact: rows keep the order of their file, and e-mails prove it."""
    rows = connection.execute("SELECT id, email, first_name, last_name FROM contact ORDER BY id").fetchall()
    if len(rows) != len(world.contacts):
        raise SystemExit(f"{len(rows)} contacts on file, and {len(world.contacts)} in the world")
    for row, contact in zip(rows, world.contacts, strict=True):
        if row[1:] != _told(contact):
            raise SystemExit(f"contact {row} is not {contact}")
    return {row[0]: contact.number for row, contact in zip(rows, world.contacts, strict=True)}


def _told(contact: Contact) -> tuple[str | None, str | None, str | None]:
    return contact.email, contact.first_name or None, contact.last_name or None


def _companies(connection: sqlite3.Connection, world: World) -> Mapping[int, int]:
    """The world's number of each company, by domain."""
    numbers = {company.domain: company.number for company in world.companies}
    rows = connection.execute("SELECT id, domain FROM company").fetchall()
    return {row[0]: numbers[row[1]] for row in rows if row[1] in numbers}
