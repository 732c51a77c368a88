"""The figures of status and stats, against counts that the tests make themselves."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from devsignal_cli.model.words import POST_TYPES, SENTIMENTS
from devsignal_cli.results.stats import AuthorCount, CompanyCount
from devsignal_cli.store.db import Database
from devsignal_cli.store.reader import Reader
from devsignal_cli.store.stats_reader import StatsReader
from tests.store.rows import (
    DAY,
    NOW,
    ORG,
    OTHER,
    POST_ID,
    add_company,
    asked,
    item,
    profile,
    run_sql,
    store,
)
from tests.store.test_authors import known

PERIOD: dict[str, Any] = {"organization_id": ORG, "start": NOW - DAY, "end": NOW + DAY, "type": None}
COUNTED = "organization_id = 1 AND muted = 0 AND deleted_at IS NULL AND repost = 0"
QUESTION = "twitter_question"


def utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.fixture
def full(database: Database) -> Database:
    """Forty signals of two organizations by five authors; every tenth is muted, deleted or a repost."""
    for number in range(40):
        org = OTHER if number % 4 == 3 else ORG
        told = item(
            number,
            keyword_ids=(4,) if org == OTHER else (1, 2),
            author_id=100 + number % 5 if number % 7 else None,
            posted_at=NOW - number * 3_600,
            sentiment=SENTIMENTS[number % 3],
            type=POST_TYPES[number % 4],
            is_repost=number == 10,
        )
        store(database, told, org=org)
    run_sql(
        database,
        f"UPDATE signal SET muted = 1 WHERE post_key = {POST_ID + 20}",
        f"UPDATE signal SET deleted_at = 5 WHERE post_key = {POST_ID + 30}",
        "UPDATE signal SET identity_state = 'confirmed' WHERE author_id IN (101, 102)",
        "UPDATE signal SET identity_state = 'probable' WHERE author_id = 103",
    )
    known(database, *(profile(number, followers=number % 3) for number in range(100, 104)))
    return database


def rows_of(database: Database, period: dict[str, Any] = PERIOD) -> list[tuple[Any, ...]]:
    """Author, sentiment, type, time and company of the signals that count in a period."""
    question = f"SELECT author_id, sentiment, type, posted_at, company_id FROM signal WHERE {COUNTED}"
    found = asked(database, question)
    inside = [row for row in found if period["start"] <= row[3] < period["end"]]
    return [row for row in inside if period["type"] in (None, row[2])]


def ask(database: Database, name: str, *arguments: Any) -> Any:
    with database.read() as session:
        reader = Reader(session, ORG) if hasattr(Reader, name) else StatsReader(session)
        return getattr(reader, name)(*arguments)


PERIODS = [
    PERIOD,
    PERIOD | {"type": QUESTION},
    PERIOD | {"start": NOW - 10 * 3_600, "end": NOW - 3_600},
    PERIOD | {"start": 0, "end": 1},
]


@pytest.mark.parametrize("period", PERIODS)
def test_quarters_add_up_to_the_signals_of_the_period(full: Database, period: dict[str, Any]) -> None:
    expected = Counter((row[3] // 900, row[1], row[2]) for row in rows_of(full, period))
    assert sorted(ask(full, "quarters", period)) == sorted((*key, count) for key, count in expected.items())


@pytest.mark.parametrize("period", PERIODS)
def test_authors_are_counted_most_first(full: Database, period: dict[str, Any]) -> None:
    rows = [row for row in rows_of(full, period) if row[0] is not None]
    names = dict(asked(full, "SELECT id, followers FROM author"))
    expected = [
        AuthorCount(
            str(author),
            f"user{author}" if author < 104 else None,
            f"User {author}" if author < 104 else None,
            names[author],
            count,
            sum(row[0] == author and row[1] == "positive" for row in rows),
            sum(row[0] == author and row[1] == "negative" for row in rows),
        )
        for author, count in Counter(row[0] for row in rows).items()
    ]
    found = ask(full, "authors", period, 20)
    assert sorted(found, key=lambda entry: entry.id) == sorted(expected, key=lambda entry: entry.id)
    assert [entry.signals for entry in found] == sorted((entry.signals for entry in expected), reverse=True)
    assert ask(full, "authors", period, 2) == found[:2]


def test_companies_are_counted_most_first(full: Database) -> None:
    add_company(full, 30)
    add_company(full, 31)
    run_sql(
        full,
        "UPDATE signal SET company_id = 30 WHERE author_id = 101",
        "UPDATE signal SET company_id = 31 WHERE author_id IN (102, 103)",
    )
    rows = rows_of(full)
    expected = [
        CompanyCount(
            str(company),
            f"Company {company}",
            f"c{company}.test",
            count,
            sum(row[4] == company and row[1] == "positive" for row in rows),
            sum(row[4] == company and row[1] == "negative" for row in rows),
        )
        for company, count in Counter(row[4] for row in rows if row[4]).most_common()
    ]
    assert ask(full, "companies", PERIOD, 20) == tuple(expected)
    assert ask(full, "companies", PERIOD, 1) == tuple(expected[:1])


@pytest.mark.parametrize("period", PERIODS)
def test_identity_counts_authors_not_signals(full: Database, period: dict[str, Any]) -> None:
    authors = {row[0] for row in rows_of(full, period)}
    assert ask(full, "identity_states", period) == {
        "confirmed": len(authors & {101, 102}),
        "probable": len(authors & {103}),
        "review": 0,
        "unknown": len(authors & {100, 104}),
    }


def test_the_breakdown_covers_all_signals_but_muted_and_deleted_ones(full: Database) -> None:
    shown = asked(
        full, "SELECT sentiment, type FROM signal WHERE organization_id = 1 AND muted = 0 AND deleted_at IS NULL"
    )
    expected = sorted((*key, count) for key, count in Counter(shown).items())
    assert sorted(ask(full, "breakdown")) == expected


@pytest.mark.parametrize(
    ("type_", "sentiment"), [(None, None), (QUESTION, None), (None, "negative"), (QUESTION, "neutral")]
)
def test_recent_signals_come_newest_first_and_filtered(
    full: Database, type_: str | None, sentiment: str | None
) -> None:
    found = ask(full, "recent", 100, type_, sentiment)
    shown = asked(
        full,
        "SELECT post_id, type, sentiment FROM signal WHERE organization_id = 1 AND muted = 0 AND deleted_at IS NULL ORDER BY posted_at DESC",
    )
    expected = [str(row[0]) for row in shown if type_ in (None, row[1]) and sentiment in (None, row[2])]
    assert [signal.post_id for signal in found] == expected
    assert ask(full, "recent", 2, type_, sentiment) == found[:2]


def test_a_signal_is_shown_with_author_link_and_keywords(full: Database) -> None:
    signal = ask(full, "recent", 2, None, None)[1]
    assert (signal.org, signal.source, signal.post_id) == ("default", "twitter", str(POST_ID + 1))
    assert (signal.author.id, signal.author.username, signal.author.name) == ("101", "user101", "User 101")
    assert signal.url == f"https://x.com/user101/status/{POST_ID + 1}"
    assert signal.keywords == ("word1", "word2")
    assert (signal.posted_at, signal.identity_state) == (utc(NOW - 3_600), "confirmed")
    assert (signal.contact_id, signal.company_id, signal.muted, signal.done) == (None, None, False, False)


def test_a_signal_of_an_unknown_author_has_a_link_all_the_same(full: Database) -> None:
    signal = ask(full, "recent", 1, None, None)[0]
    assert signal.url == f"https://x.com/i/web/status/{POST_ID}"
    assert (signal.author.id, signal.author.username) == (None, None)
