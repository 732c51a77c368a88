"""What status tells beside the signals: runs, spend, windows, gaps, coverage."""

from datetime import UTC, datetime
from typing import Any

from devsignal_cli.model.connection import Billed
from devsignal_cli.results.signals import Gap
from devsignal_cli.results.stats import Coverage
from devsignal_cli.results.status import OpenWindow
from devsignal_cli.snowflake import time_of
from devsignal_cli.store import runs, windows
from devsignal_cli.store.db import Database
from devsignal_cli.store.reader import Reader
from devsignal_cli.store.stats_reader import StatsReader
from tests.store.rows import ORG, OTHER, RUN, add_company, add_contact, run_sql
from tests.store.test_windows import BARE, WINDOW


def ask(database: Database, name: str, *arguments: Any) -> Any:
    with database.read() as session:
        reader = Reader(session, ORG) if hasattr(Reader, name) else StatsReader(session)
        return getattr(reader, name)(*arguments)


def utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def test_the_last_run_tells_when_it_began_and_how_it_ended(database: Database) -> None:
    assert ask(database, "last_run") == (None, None, None)
    with database.write() as session:
        first = runs.start(session, ORG, "twitter", "sync", 100)
        runs.finish(session, first, 110, "complete", None, "{}")
    assert ask(database, "last_run") == (utc(100), utc(110), "complete")
    with database.write() as session:
        second = runs.start(session, ORG, "twitter", "sync", 200)
    assert ask(database, "last_run") == (utc(200), utc(110), "interrupted")
    with database.write() as session:
        runs.finish(session, second, 210, "partial", "budget", "{}")
        runs.start(session, OTHER, "twitter", "sync", 300)
        runs.start(session, ORG, "clearbit", "bulk", 300)
    assert ask(database, "last_run") == (utc(200), utc(110), "budget")


def test_a_months_spend_is_what_x_billed_this_organization(database: Database) -> None:
    line = "INSERT INTO ledger (account, organization_id, kind, day, count, micro_usd) VALUES ('a', {}, '{}', '{}', {}, {})"
    run_sql(
        database,
        line.format(1, "post", "2026-11-01", 10, 50_000),
        line.format(1, "user", "2026-11-30", 3, 30_000),
        line.format(1, "enrichment", "2026-11-15", 5, 0),
        line.format(1, "post", "2026-12-01", 100, 500_000),
        line.format(2, "post", "2026-11-15", 100, 500_000),
    )
    assert ask(database, "spend", "2026-11-01", "2026-11-31") == Billed(0.08, 10, 0, "2026-11-01")
    assert ask(database, "spend", "2026-10-01", "2026-10-31") == Billed(0.0, 0, 0, None)


def test_open_windows_and_gaps_are_told(database: Database) -> None:
    with database.write() as session:
        windows.save(session, ORG, WINDOW)
        windows.save(session, ORG, BARE)
        for start in range(0, 250, 10):
            windows.add_gap(session, ORG, RUN, "q", (start, start + 5))
    assert ask(database, "open_windows") == (
        OpenWindow('("quokka")', utc(50), utc(time_of(35)), 7),
        OpenWindow("bare", None, utc(0), 0),
    )
    gaps = ask(database, "gaps")
    assert len(gaps) == 20
    assert gaps[0] == Gap(utc(240), utc(245))


def test_what_could_not_be_read_is_counted(database: Database) -> None:
    line = "INSERT INTO quarantine (organization_id, service, reason, raw, created_at) VALUES ({}, 'twitter', 'r', x'00', 1)"
    run_sql(database, line.format(1), line.format(1), line.format(2))
    assert ask(database, "quarantined") == 2


def test_coverage_counts_what_was_enriched(database: Database) -> None:
    assert ask(database, "coverage", ORG, "companies") == Coverage(0, 0, 0, None)
    for number in range(30, 33):
        add_company(database, number, enriched_at=5 if number == 30 else None)
        add_contact(database, number)
    add_company(database, 40, org=OTHER, enriched_at=5)
    assert ask(database, "coverage", ORG, "companies") == Coverage(3, 1, 2, 33.3)
    assert ask(database, "coverage", ORG, "contacts") == Coverage(3, 0, 3, 0.0)


def test_technologies_are_counted_once_a_company(database: Database) -> None:
    for number, stack in enumerate(['["redis", "go"]', '["go"]', '["aws", "go", "go"]', "[]"]):
        add_company(database, 30 + number, custom_fields=f'{{"techStack": {stack}}}')
    add_company(database, 40, org=OTHER, custom_fields='{"techStack": ["cobol"]}')
    add_company(database, 41)
    assert ask(database, "technology", ORG) == ({"go": 3, "aws": 1, "redis": 1}, 3)


def test_connection_and_keywords_are_asked_of_the_same_state(database: Database) -> None:
    assert ask(database, "connection") is None
    assert [keyword.id for keyword in ask(database, "keywords")] == [1, 2, 3]
