"""Posts, profiles and plain questions for the store's tests."""

import json
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from devsignal_cli.cli.noise_wiring import RULES
from devsignal_cli.model.posts import Classified, Post, Profile
from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store import signals
from devsignal_cli.store.db import Database
from devsignal_cli.store.signals import Stored

ORG, OTHER = OrganizationId(1), OrganizationId(2)
KEYWORDS = {ORG: (1, 2, 3), OTHER: (4, 5)}
RUN = RunId(1)
NOW = 1_794_907_800  # 2026-11-17 09:30:00 UTC
DAY = 86_400
POST_ID = 2_122_000_000_000_000_000


def fresh(template: Path, folder: Path) -> Database:
    """A database with two organizations, `default` and `second`, and keywords for both."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "devsignal.db"
    shutil.copy(template, path)
    path.chmod(0o600)
    database = Database(path)
    with database.write() as session:
        session.execute("INSERT INTO organization (id, name, created_at) VALUES (2, 'second', 1)")
        session.execute_many(
            "INSERT INTO keyword (id, organization_id, text, created_at) VALUES (:id, :org, :text, 1)",
            [{"id": number, "org": org, "text": f"word{number}"} for org, ids in KEYWORDS.items() for number in ids],
        )
    return database


def post(number: int = 0, **fields: Any) -> Post:
    post_id = fields.pop("id", POST_ID + number)
    text = fields.pop("text", f"quokka build {number} is green")
    raw = json.dumps({"id": str(post_id), "text": text}).encode()
    whole = Post(id=post_id, root_id=post_id, text=text, author_id=7001, posted_at=NOW - 600 + number, raw=raw)
    return replace(whole, **fields)


def item(number: int = 0, *, keyword_ids: tuple[int, ...] = (1,), certain: bool = True, **fields: Any) -> Classified:
    """A classified post; `sentiment`, `score` and `type` are the classifier's, the other fields the post's."""
    said = {name: fields.pop(name) for name in ("sentiment", "score", "type", "read_at", "text_key") if name in fields}
    judged = Classified(post(number, **fields), "neutral", 0.0, "twitter_mention", keyword_ids, certain, NOW)
    return replace(judged, **said)


def profile(number: int, **fields: Any) -> Profile:
    name = fields.pop("username", f"user{number}")
    raw = json.dumps({"id": str(number), "username": name}).encode()
    return replace(
        Profile(id=number, username=name, raw=raw, username_key=name.lower(), name=f"User {number}"), **fields
    )


def store(
    database: Database, *items: Classified, org: OrganizationId = ORG, now: int = NOW, classifier: str = "c1"
) -> Stored:
    with database.write() as session:
        return signals.store_posts(session, org, RUN, items, classifier, now, noise=RULES)


def asked(database: Database | Path, question: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a question, asked past the store."""
    path = database.path if isinstance(database, Database) else database
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question, values).fetchall()


def run_sql(database: Database, *statements: str) -> None:
    with database.write() as session:
        for statement in statements:
            session.execute(statement)


def add_contact(
    database: Database, number: int, *, org: int = ORG, company: int | None = None, handle: str = ""
) -> None:
    with database.write() as session:
        session.execute(
            """
            INSERT INTO contact (id, organization_id, company_id, handle_key, source, created_at, updated_at)
            VALUES (:id, :org, :company, :handle, 'manual', 1, 1)
            """,
            {"id": number, "org": org, "company": company, "handle": handle or None},
        )


def add_company(database: Database, number: int, *, org: int = ORG, **fields: Any) -> None:
    values = {"name": f"Company {number}", "domain": f"c{number}.test", "custom_fields": "{}", "enriched_at": None}
    with database.write() as session:
        session.execute(
            """
            INSERT INTO company (id, organization_id, name, domain, custom_fields, enriched_at, source, created_at, updated_at)
            VALUES (:id, :org, :name, :domain, :custom_fields, :enriched_at, 'manual', 1, 1)
            """,
            {"id": number, "org": org, **values, **fields},
        )


def dumped(database: Database, tables: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of some tables, without the numbers that only tell the order of insertion."""
    found = {}
    for table in tables:
        columns = [
            row[1] for row in asked(database, f"PRAGMA table_info({table})") if row[1] != "id" or table == "author"
        ]
        found[table] = sorted(asked(database, f"SELECT {', '.join(columns)} FROM {table}"), key=repr)
    return found
