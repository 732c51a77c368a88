"""Databases of every schema that has stood on main, with rows in each table: an upgrade keeps every value."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from devsignal_cli.store import migrate
from tests.support import Cli

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("schema_*.sql"))
KEY = "Z29sZGVuIGtleSBmb3IgdGVzdHMsIGdvb2QgZm9yIDA="
"""The key under which secrets are encrypted since schema 5: it protects nothing."""
NEW_COLUMNS: dict[str, dict[str, object]] = {
    "author": {"wanted": 1, "person_key": None},
    "company": {"provider": None, "run_id": None},
    "company_domain": {"run_id": None},
    "connection": {"failures": None},
    "contact": {"provider": None, "run_id": None, "person_key": None},
    "field_provenance": {"revoked_at": None},
    "organization": {"identity_version": None},
    "run": {"undone_at": None},
    "signal": {"imported": 0, "text_key": None, "spam": None},
}
DERIVED_COLUMNS: dict[str, set[str]] = {"author": {"name_key", "domain"}}
"""What an upgrade drops, because it is read anew out of what stays."""


def loaded(golden: Path, path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(golden.read_text())
    path.chmod(0o600)
    return path


def contents(path: Path) -> dict[str, list[dict[str, object]]]:
    """All rows of all tables but the schema's own and the full-text index."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        named = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'signal_text%'"
        )
        tables = [row["name"] for row in named if row["name"] != "alembic_version"]
        return {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in tables}


def test_each_schema_has_its_database() -> None:
    assert [golden.stem for golden in GOLDEN] == [f"schema_{int(version)}" for version in migrate.VERSIONS]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.stem)
def test_an_upgrade_keeps_every_value(golden: Path, tmp_path: Path) -> None:
    path = loaded(golden, tmp_path / "devsignal.db")
    before = contents(path)
    assert all(before.values()), "a golden database has rows in every table"
    backup = migrate.ensure(path, tmp_path / "backups")
    after = contents(path)
    for table, rows in before.items():
        gone = DERIVED_COLUMNS.get(table, set())
        kept = [{name: value for name, value in row.items() if name not in gone} for row in rows]
        assert after[table] == [NEW_COLUMNS.get(table, {}) | row for row in kept]
    assert (backup is None) == (golden == GOLDEN[-1])
    assert backup is None or contents(backup) == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.stem)
def test_an_upgraded_database_is_shown(golden: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVSIGNAL_SECRET_KEY", KEY)
    cli.database.unlink()
    loaded(golden, cli.database)
    ran = cli("twitter", "status", "--json")
    assert (ran.code, ran.json["signals_total"], ran.json["muted"]) == (0, 23, 0)
    problems = [problem["area"] for problem in cli("db", "check", "--json").json["problems"]]
    has_key = golden.stem >= "schema_5"
    assert problems == ([] if has_key else ["key"]), "what the older ones call a secret is none"


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.stem)
def test_an_upgraded_database_takes_own_words(golden: Path, cli: Cli) -> None:
    cli.database.unlink()
    loaded(golden, cli.database)
    held = [item["term"] for item in cli("twitter", "lexicon", "list", "--json").json["items"]]
    assert cli("twitter", "lexicon", "add", "zorp", "--weight", "2").code == 0
    assert sorted(cli.sql("SELECT term FROM own_word")) == sorted((term,) for term in [*held, "zorp"])


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.stem)
def test_links_of_an_upgraded_database_stand_and_are_resolved_anew(golden: Path, cli: Cli) -> None:
    cli.database.unlink()
    loaded(golden, cli.database)
    before = cli.sql("SELECT author_id, contact_id, state FROM identity WHERE revoked_at IS NULL")
    ran = cli("identity", "resolve", "--json")
    assert (ran.code, ran.json["authors"] > 0) == (0, True)
    live = cli.sql("SELECT author_id, contact_id, state FROM identity WHERE revoked_at IS NULL")
    assert live == before
    assert cli.sql("SELECT count(*) FROM author WHERE seen_at IS NOT NULL AND name = 'User 1'") == [(1,)]
