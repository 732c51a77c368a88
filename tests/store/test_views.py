"""The views for other programs: each figure is what the base tables say, nobody's secret or muted post is in one."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from devsignal_cli.cli.noise_wiring import RULES
from devsignal_cli.model.posts import Classified
from devsignal_cli.model.words import POST_TYPES, SENTIMENTS
from devsignal_cli.store import signals
from devsignal_cli.store.db import Database
from tests.store.rows import (
    NOW,
    ORG,
    OTHER,
    POST_ID,
    add_company,
    add_contact,
    asked,
    fresh,
    item,
    profile,
    run_sql,
    store,
)
from tests.store.test_authors import known

VIEWS = ("v_signals", "v_companies", "v_contacts", "v_daily")
DOCUMENT = (Path(__file__).parents[2] / "docs" / "database.md").read_text()
SHOWN = "organization_id = 1 AND muted = 0 AND deleted_at IS NULL"
COUNTED = f"{SHOWN} AND repost = 0"
QUESTIONS = re.findall(r"```sql\n(.*?)```", DOCUMENT, re.DOTALL)


def named(database: Database, question: str) -> list[dict[str, Any]]:
    with database.read() as session:
        return [dict(row) for row in session.rows(question)]


@pytest.fixture(scope="module")
def full(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Signals of two organizations around midnight UTC; one is muted, one deleted, one a repost. Nobody changes it."""
    database = fresh(template, tmp_path_factory.mktemp("views"))
    store(database, *(told(number) for number in range(40) if number % 4 != 3))
    store(database, *(told(number) for number in range(3, 40, 4)), org=OTHER)
    add_company(database, 30, custom_fields=json.dumps({"techStack": ["go", "rust"], "city": "Oslo"}), enriched_at=NOW)
    add_contact(database, 50, company=30, handle="user100")
    run_sql(
        database,
        "UPDATE keyword SET topic = 'ours' WHERE id = 1",
        f"UPDATE signal SET muted = 1 WHERE post_key = {POST_ID + 20}",
        "UPDATE signal SET company_id = 30, contact_id = 50 WHERE organization_id = 1 AND author_id IN (100, 101)",
    )
    with database.write() as session:
        signals.delete_content(session, ORG, [POST_ID + 30], NOW, noise=RULES)
    hostile = {104: "a/../b", 105: "x'onclick=", 106: "", 107: "a" * 21}
    names = {number: f"user{number}" for number in range(100, 104)} | hostile
    known(database, *(profile(number, followers=number, username=name) for number, name in names.items()))
    return database


def told(number: int) -> Classified:
    return item(
        number,
        keyword_ids=(4,) if number % 4 == 3 else (2, 1),
        author_id=100 + number % 8,
        posted_at=NOW - number * 3_600,
        sentiment=SENTIMENTS[number % 3],
        type=POST_TYPES[(number + number // 8) % 4],
        is_repost=number == 10,
    )


def test_each_view_has_the_columns_that_its_document_names(full: Database) -> None:
    for view in VIEWS:
        columns = [row["name"] for row in named(full, f"SELECT name FROM pragma_table_info('{view}')")]
        line = next(line for line in DOCUMENT.split("\n") if line.startswith(f"| `{view}` |"))
        assert re.findall(r"`(\w+)`", line) == [view, *columns]


def test_a_day_counts_what_the_tables_hold(full: Database) -> None:
    rows = asked(
        full,
        """SELECT o.name, s.posted_at, s.sentiment, s.type FROM signal s, organization o
        WHERE o.id = s.organization_id AND s.muted = 0 AND s.deleted_at IS NULL AND s.repost = 0""",
    )
    wanted = Counter((org, datetime.fromtimestamp(at, UTC).date().isoformat(), *rest) for org, at, *rest in rows)
    found = asked(full, "SELECT organization, day, sentiment, type, signals FROM v_daily")
    assert sorted(found) == sorted((*key, count) for key, count in wanted.items())
    assert len({day for _, day, *_ in found}) == 3
    assert sum(wanted.values()) == 37


def test_signals_leave_out_the_muted_and_the_deleted(full: Database) -> None:
    held = asked(full, "SELECT id FROM signal WHERE muted = 0 AND deleted_at IS NULL")
    assert len(held) == 38
    assert sorted(asked(full, "SELECT id FROM v_signals")) == sorted(held)


def test_a_signal_says_whose_it_is_and_what_it_is_about(full: Database) -> None:
    (row,) = named(full, f"SELECT * FROM v_signals WHERE post_id = '{POST_ID + 8}'")
    told = {name: row[name] for name in ("organization", "posted_at", "day", "url", "username", "company", "followers")}
    assert told == {
        "organization": "default",
        "posted_at": "2026-11-17T01:30:00Z",
        "day": "2026-11-17",
        "url": f"https://x.com/user100/status/{POST_ID + 8}",
        "username": "user100",
        "company": "Company 30",
        "followers": 100,
    }
    assert (row["keywords"], row["topics"]) == ('["word1","word2"]', '["ours"]')


def test_a_handle_that_x_could_not_have_given_is_in_no_address(full: Database) -> None:
    rows = named(full, "SELECT url, post_id, username FROM v_signals WHERE author_id > '103' AND username IS NOT NULL")
    assert len({row["username"] for row in rows}) == 4
    assert [row for row in rows if row["url"] != f"https://x.com/i/web/status/{row['post_id']}"] == []


def test_a_record_shows_its_fields(full: Database) -> None:
    (company,) = named(full, "SELECT * FROM v_companies")
    assert (company["city"], company["tech_stack"], company["country"]) == ("Oslo", '["go","rust"]', None)
    assert company["enriched_at"] == "2026-11-17T09:30:00Z"
    (contact,) = named(full, "SELECT * FROM v_contacts")
    assert (contact["organization"], contact["company"], contact["company_domain"]) == (
        "default",
        "Company 30",
        "c30.test",
    )


def test_no_view_reads_a_table_of_secrets(full: Database) -> None:
    texts = dict(asked(full, "SELECT name, sql FROM sqlite_master WHERE type = 'view'"))
    assert sorted(texts) == sorted(VIEWS)
    for text in texts.values():
        read = set(re.findall(r"(?:FROM|JOIN) (\w+)", text))
        assert read <= {"signal", "organization", "author", "company", "contact", "keyword", "signal_keyword"}


ANSWERS = (  # column, and what the tables say of its sum
    ("posts", f"SELECT count(*) FROM signal WHERE {COUNTED}"),
    ("complaints", f"SELECT count(*) FROM signal WHERE {COUNTED} AND type = 'twitter_complaint' AND company_id = 30"),
    (
        "followers",
        f"""SELECT sum(followers) FROM signal s JOIN author a ON a.id = s.author_id
        WHERE {COUNTED} AND type = 'twitter_question' AND coalesce(replies, 0) = 0 AND done = 0""",
    ),
    ("companies", "SELECT 2"),
    ("posts", f"SELECT count(*) FROM signal WHERE {SHOWN} AND contact_id = 50"),
)


@pytest.mark.parametrize("number", range(len(ANSWERS)))
def test_the_documents_questions_are_answered(number: int, full: Database) -> None:
    assert len(QUESTIONS) == len(ANSWERS)
    column, question = ANSWERS[number]
    ((wanted,),) = asked(full, question)
    assert sum(row[column] for row in named(full, QUESTIONS[number])) == wanted > 0
