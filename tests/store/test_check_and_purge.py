"""Looking a database over, and deleting what an organization stored."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from devsignal_cli.results.database import DatabaseCheck
from devsignal_cli.store import check, migrate, purge
from devsignal_cli.store.check_files import Surroundings
from devsignal_cli.store.db import Database
from devsignal_cli.store.key_choice import KeyChoice
from tests.store.rows import NOW, ORG, OTHER, RUN, add_contact, asked, dumped, item, profile, run_sql, store
from tests.store.test_authors import known
from tests.store.test_resolution import seen
from tests.store.test_signal_edits import link

A_RUN = (
    f"INSERT INTO run (id, organization_id, service, kind, started_at) VALUES ({RUN}, {ORG}, 'twitter', 'sync', {NOW})"
)
EVERYTHING = (
    "signal", "signal_keyword", "raw_answer", "author", "author_handle", "author_claim", "identity", "keyword", "open_window", "gap",
    "quarantine", "own_word", "contact",
)  # fmt: skip


def looked(path: Path) -> DatabaseCheck:
    home = path.parent
    return check.check(path, Surroundings(home, home / "backups", KeyChoice(home, None), is_home_ours=False), NOW)


def found(database: Database) -> tuple[str, ...]:
    return tuple(problem.message for problem in looked(database.path).problems)


def fill(database: Database, org: int, *author_ids: int) -> None:
    """Signals by these authors, and one row in each table that hangs on an organization."""
    keyword = 1 if org == ORG else 4
    items = [item(number, author_id=number, keyword_ids=(keyword,)) for number in author_ids]
    store(database, *items, org=ORG if org == ORG else OTHER)
    run_sql(
        database,
        f"INSERT INTO open_window (organization_id, query, keyword_ids, posts_read, pages, stalled, opened_at) VALUES ({org}, 'q', '[{keyword}]', 0, 0, 0, 1)",
        f"INSERT INTO gap (organization_id, query, from_time, to_time) VALUES ({org}, 'q', 1, 2)",
        f"INSERT INTO quarantine (organization_id, service, reason, raw, created_at) VALUES ({org}, 'twitter', 'r', x'00', 1)",
        f"INSERT INTO own_word (organization_id, term, weight, added_at) VALUES ({org}, 'zorp', 2, 1)",
        f"INSERT INTO run (organization_id, service, kind, started_at) VALUES ({org}, 'twitter', 'sync', {NOW})",
        f"INSERT INTO ledger (account, organization_id, run_id, kind, day, count, micro_usd) VALUES ('a', {org}, {RUN}, 'post', '2026-11-17', 1, 5000)",
    )


def purged(database: Database) -> None:
    with database.write() as session:
        purge.twitter(session, ORG)


def test_a_sound_database_has_no_problem(database: Database) -> None:
    store(database, *(item(number) for number in range(1_100)))
    run_sql(database, A_RUN)
    told = looked(database.path)
    assert (told.path, told.schema, told.problems) == (str(database.path), migrate.HEAD, ())
    assert told.size_bytes == database.path.stat().st_size > 0


@pytest.mark.parametrize("column", ["body = x'00ff'", "body = substr(body, 1, 9)", "crc = crc + 1"])
def test_a_raw_answer_that_changed_is_named(database: Database, column: str) -> None:
    store(database, *(item(number) for number in range(600)))
    run_sql(database, A_RUN)
    damaged = asked(database, "SELECT object_id FROM raw_answer ORDER BY rowid DESC LIMIT 1")[0][0]
    run_sql(database, f"UPDATE raw_answer SET {column} WHERE object_id = {damaged}")
    assert found(database) == (f"The raw post {damaged} is damaged.",)


def test_a_row_that_refers_to_nothing_is_named(database: Database) -> None:
    with closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO keyword (id, organization_id, text, created_at) VALUES (9, 99, 'x', 1)")
    assert found(database) == ("Row 9 of keyword refers to a missing row of organization.",)


def test_a_file_that_others_can_read_is_named(database: Database) -> None:
    database.path.chmod(0o644)
    assert found(database) == (f"{database.path} can be read by others (mode 644).",)


def test_an_index_that_lost_an_entry_is_named(database: Database) -> None:
    store(database, item(1))
    run_sql(database, A_RUN)
    ((root, size),) = asked(
        database,
        "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'uq_signal_organization_id_post_key'",
    )
    with database.path.open("r+b") as file:
        file.seek((root - 1) * size + 3)
        file.write(b"\0\0")
    problems = looked(database.path).problems
    assert "integrity" in {problem.area for problem in problems}
    assert any("uq_signal_organization_id_post_key" in problem.message for problem in problems)


def test_a_file_of_another_kind_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database " * 400)
    (tmp_path / "x.db").chmod(0o600)
    (problem,) = looked(tmp_path / "x.db").problems
    assert (problem.area, "damaged or is no devsignal database" in problem.message) == ("integrity", True)


def test_a_file_that_is_not_there_has_no_size(tmp_path: Path) -> None:
    assert check.size(tmp_path / "nowhere") == 0


def test_checking_changes_nothing(database: Database) -> None:
    before = database.path.read_bytes()
    found(database)
    assert database.path.read_bytes() == before


def test_a_purge_deletes_all_that_came_from_x(database: Database) -> None:
    add_contact(database, 20, handle="user7")
    fill(database, ORG, 7, 8)
    seen(database, profile(7), profile(8, url="https://acme.io"))
    purged(database)
    left = {table: len(rows) for table, rows in dumped(database, EVERYTHING).items() if rows}
    assert left == {"keyword": 2, "contact": 1}
    assert found(database) == ()


def test_a_purge_leaves_what_was_spent_and_run(database: Database) -> None:
    fill(database, ORG, 7)
    purged(database)
    assert asked(database, "SELECT (SELECT count(*) FROM run), (SELECT sum(micro_usd) FROM ledger)") == [(1, 5000)]


def test_a_purge_leaves_the_other_organization_whole(database: Database) -> None:
    fill(database, OTHER, 8, 9)
    known(database, profile(8), profile(9))
    run_sql(database, "DELETE FROM keyword WHERE organization_id = 1")
    before = dumped(database, EVERYTHING)
    run_sql(database, "INSERT INTO keyword (id, organization_id, text, created_at) VALUES (1, 1, 'word1', 1)")
    fill(database, ORG, 7, 8)
    known(database, profile(7))
    purged(database)
    assert dumped(database, EVERYTHING) == before


def test_a_profile_that_another_organization_links_stays(database: Database) -> None:
    add_contact(database, 20, org=OTHER)
    fill(database, ORG, 7)
    known(database, profile(7))
    link(database, contact=20, org=OTHER, author=7)
    purged(database)
    assert asked(database, "SELECT username FROM author") == [("user7",)]
    assert asked(database, "SELECT author_id FROM author_handle") == [(7,)]


def test_a_purge_of_nothing_deletes_nothing_of_others(database: Database) -> None:
    fill(database, OTHER, 8)
    with database.write() as session:
        purge.twitter(session, ORG)
    assert asked(database, "SELECT count(*) FROM signal") == [(1,)]
