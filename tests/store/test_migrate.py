"""A new database, a database that is up to date, and files that are neither."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlmodel import SQLModel

from devsignal_cli.errors import CannotWriteError, DamagedError
from devsignal_cli.store import migrate
from devsignal_cli.store.engine import engine_of
from tests.store.rows import asked

ENSURE = """
import sys
from pathlib import Path
from devsignal_cli.store import migrate
print("ready", flush=True)
sys.stdin.readline()
path = Path(sys.argv[1])
migrate.ensure(path, path.parent / "backups")
print(sorted({"alembic", "sqlalchemy", "sqlmodel"} & set(sys.modules)), flush=True)
"""


def ensuring(path: Path) -> subprocess.Popen[str]:
    """A process that is ready to bring a database up to date as soon as it is told to."""
    child = subprocess.Popen(
        [sys.executable, "-c", ENSURE, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def with_version(path: Path, version: str) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    return path


def test_a_new_database_is_private_and_has_the_default_organization(tmp_path: Path) -> None:
    path = tmp_path / "home" / "devsignal.db"
    assert migrate.ensure(path, tmp_path / "home" / "backups") is None
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert asked(path, "SELECT name, identity_mode, time_zone FROM organization") == [("default", "balanced", None)]
    assert migrate.schema_version(path) == migrate.HEAD
    assert not (tmp_path / "home" / "backups").exists()


def test_a_database_that_is_up_to_date_costs_no_heavy_import(home: Path) -> None:
    before = (home / "devsignal.db").read_bytes()
    with ensuring(home / "devsignal.db") as child:
        assert child.communicate("go\n")[0] == "[]\n"
    assert (home / "devsignal.db").read_bytes() == before


def test_two_processes_that_create_at_once_make_one_database(tmp_path: Path) -> None:
    path = tmp_path / "devsignal.db"
    children = [ensuring(path) for _ in range(2)]
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        child.communicate()
    assert [child.returncode for child in children] == [0, 0]
    assert asked(path, "SELECT count(*) FROM organization") == [(1,)]
    assert asked(path, "PRAGMA integrity_check") == [("ok",)]


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "devsignal.db"
    path.touch(0o600)
    migrate.ensure(path, tmp_path / "backups")
    assert migrate.schema_version(path) == migrate.HEAD


def test_a_missing_file_has_no_version_and_is_not_made(tmp_path: Path) -> None:
    assert migrate.schema_version(tmp_path / "devsignal.db") is None
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_has_no_version(tmp_path: Path) -> None:
    (tmp_path / "devsignal.db").touch()
    assert migrate.schema_version(tmp_path / "devsignal.db") is None


def test_a_newer_database_is_refused_and_left_alone(home: Path) -> None:
    path = with_version(home / "devsignal.db", "9999")
    before = path.read_bytes()
    with pytest.raises(DamagedError, match="9999") as caught:
        migrate.ensure(path, home / "backups")
    assert caught.value.exit_code == 65
    assert path.read_bytes() == before
    assert not (home / "backups").exists()


@pytest.mark.parametrize("size", [100, 4096, 100_000])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, size: int) -> None:
    path = tmp_path / "devsignal.db"
    path.write_bytes(b"my holiday photos " * (size // 18))
    before = path.read_bytes()
    with pytest.raises(DamagedError):
        migrate.ensure(path, tmp_path / "backups")
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(DamagedError, match="another program"):
        migrate.ensure(path, tmp_path / "backups")
    assert path.read_bytes() == before


def test_a_database_without_any_table_becomes_ours(tmp_path: Path) -> None:
    path = tmp_path / "devsignal.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 5")
    migrate.ensure(path, tmp_path / "backups")
    assert migrate.schema_version(path) == migrate.HEAD


def test_a_folder_in_the_databases_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "devsignal.db").mkdir()
    with pytest.raises(CannotWriteError):
        migrate.ensure(tmp_path / "devsignal.db", tmp_path / "backups")


def test_a_path_with_a_percent_sign_is_a_path(tmp_path: Path) -> None:
    path = tmp_path / "100%(home)s" / "devsignal.db"
    migrate.ensure(path, path.parent / "backups")
    assert migrate.schema_version(path) == migrate.HEAD


def is_declared(name: str | None, kind: str, _parents: object) -> bool:
    """Whether SQLModel declares it: the full-text index is SQLite's own kind of table, with some more behind it."""
    return kind != "table" or not str(name).startswith("signal_text")


def test_the_migrations_make_exactly_the_declared_tables(home: Path) -> None:
    engine = engine_of(home / "devsignal.db")
    with engine.begin() as connection:
        looked_at = {"compare_type": True, "compare_server_default": True, "include_name": is_declared}
        context = MigrationContext.configure(connection, opts=looked_at)
        differences = compare_metadata(context, SQLModel.metadata)
    engine.dispose()
    assert differences == []


def test_every_declared_check_is_in_the_database(home: Path) -> None:
    made = {
        row[0]: row[1] for row in asked(home / "devsignal.db", "SELECT name, sql FROM sqlite_master WHERE sql > ''")
    }
    checks = [
        (table.name, str(constraint.name))
        for table in SQLModel.metadata.tables.values()
        for constraint in table.constraints
        if type(constraint).__name__ == "CheckConstraint"
    ]
    assert len(checks) > 5
    assert [check for check in checks if check[1] not in made[check[0]]] == []


def test_the_newest_version_is_the_last_script() -> None:
    scripts = sorted((migrate.SCRIPTS / "versions").glob("*.py"))
    assert [path.name[:4] for path in scripts] == list(migrate.VERSIONS)


@pytest.mark.parametrize(
    "part",
    [
        "id BIGSERIAL NOT NULL",
        "CONSTRAINT ck_signal_sentiment CHECK (sentiment IN ('positive', 'negative', 'neutral'))",
        "identity_live ON identity (organization_id, author_id) WHERE revoked_at IS NULL AND state IN ('confirmed', 'probable')",
        "CREATE UNIQUE INDEX uq_identity_live ON",
        "post_id BIGINT NOT NULL",
        "body BYTEA NOT NULL",
        "INSERT INTO organization (name, created_at) VALUES ('default', ",
        f"version_num='{migrate.HEAD}'",
        "CREATE INDEX ix_signal_text ON signal USING gin (to_tsvector('simple', text));",
        "to_char(to_timestamp(s.posted_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS posted_at",
        "(c.custom_fields::json ->> 'techStack') AS tech_stack",
    ],
)
def test_the_same_migrations_are_valid_for_postgresql(part: str) -> None:
    assert part in migrate.offline_sql("postgresql://")


def test_an_authors_id_is_given_on_postgresql_too() -> None:
    text = migrate.offline_sql("postgresql://")
    author = text[text.index("CREATE TABLE author (") :]
    assert "id BIGINT NOT NULL" in author[: author.index(";")]
