"""The file: safe modes, whole transactions, and SQLite's errors in words."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from devsignal_cli.errors import CannotWriteError, DamagedError, DevsignalError, LockedError
from devsignal_cli.store.db import Database, chunks, connect, holders, make_private, said
from tests.store.rows import asked

ADD = "INSERT INTO setting (name, value) VALUES (:name, 'x')"


def names(database: Database) -> list[str]:
    return [row[0] for row in asked(database, "SELECT name FROM setting ORDER BY name")]


def write(database: Database, *names: str, error: Exception | None = None) -> None:
    with database.write() as session:
        for name in names:
            session.execute(ADD, {"name": name})
        if error:
            raise error


def caught_from(connection: sqlite3.Connection, statement: str) -> sqlite3.Error:
    with pytest.raises(sqlite3.Error) as caught:
        connection.execute(statement)
    return caught.value


def test_a_write_is_stored_at_its_end(database: Database) -> None:
    with database.write() as session:
        assert session.execute(ADD, {"name": "a"}) == 1
        assert session.execute_many(ADD, [{"name": "b"}, {"name": "c"}]) == 2
    assert names(database) == ["a", "b", "c"]


def test_a_write_that_raises_stores_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError):
        write(database, "a", error=RuntimeError())
    assert names(database) == []


def test_a_statement_that_fails_takes_the_whole_write_back(database: Database) -> None:
    with pytest.raises(DevsignalError, match="UNIQUE"):
        write(database, "a", "a")
    assert names(database) == []


def test_a_write_holds_the_writers_place_from_its_begin(database: Database) -> None:
    with database.write(), closing(sqlite3.connect(database.path, timeout=0)) as second:
        error = caught_from(second, "BEGIN IMMEDIATE")
    assert isinstance(said(error, database.path), LockedError)


def test_a_read_sees_one_state_and_stores_nothing(database: Database) -> None:
    with database.read() as session:
        session.execute(ADD, {"name": "a"})
        assert session.value("SELECT count(*) FROM setting") == 1
    assert names(database) == []


def test_rows_answer_to_names_and_nothing_is_none(database: Database) -> None:
    with database.read() as session:
        assert [row["name"] for row in session.rows("SELECT name FROM organization ORDER BY id")] == [
            "default",
            "second",
        ]
        assert session.row("SELECT * FROM setting") is None
        assert session.value("SELECT name FROM setting") is None
        assert session.value("SELECT name FROM organization WHERE id = :id", {"id": 2}) == "second"


def test_references_are_enforced(database: Database) -> None:
    with pytest.raises(DevsignalError, match="FOREIGN KEY"), database.write() as session:
        session.execute("INSERT INTO keyword (organization_id, text, created_at) VALUES (99, 'x', 1)")


def test_commits_are_synchronous(database: Database) -> None:
    with closing(connect(database.path)) as connection:
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_a_new_file_is_private_in_a_private_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "devsignal.db"
    make_private(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_umask_does_not_matter_to_a_new_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        make_private(tmp_path / "wide" / "devsignal.db")
    finally:
        os.umask(before)
    assert (tmp_path / "wide" / "devsignal.db").stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_left_as_it_is(database: Database) -> None:
    before = database.path.read_bytes()
    make_private(database.path)
    assert database.path.read_bytes() == before


@pytest.mark.parametrize("place", ["file/devsignal.db", "file/deeper/devsignal.db", "."])
def test_a_place_where_no_file_can_be_cannot_be_written(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotWriteError) as caught:
        make_private(tmp_path / place)
    assert caught.value.exit_code == 74


def test_a_write_into_a_read_only_file_is_said(database: Database) -> None:
    read_only = f"file:{database.path}?mode=ro"
    with closing(sqlite3.connect(read_only, uri=True)) as theirs, pytest.raises(sqlite3.OperationalError) as caught:
        theirs.execute("DELETE FROM organization")
    assert isinstance(said(caught.value, database.path), CannotWriteError)


@pytest.mark.parametrize(
    "content", [b"this is no database at all, only words" * 50, b"SQLite format 3\0" + b"\xff" * 4080]
)
def test_a_file_of_another_kind_is_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "devsignal.db"
    path.write_bytes(content)
    with pytest.raises(DamagedError) as caught, Database(path).read():
        pass
    assert caught.value.exit_code == 65
    assert str(path) in caught.value.message


def test_a_damaged_page_is_damaged(database: Database) -> None:
    ((root, size),) = asked(
        database,
        "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'organization'",
    )
    with database.path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    with pytest.raises(DamagedError), database.read() as session:
        session.rows("SELECT * FROM organization")


def test_a_full_disk_is_said(database: Database) -> None:
    with closing(connect(database.path)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        error = caught_from(connection, "INSERT INTO setting VALUES ('big', zeroblob(100000000))")
    assert isinstance(said(error, database.path), CannotWriteError)


def test_a_read_only_database_is_said(database: Database) -> None:
    with closing(sqlite3.connect(f"file:{database.path}?mode=ro", uri=True)) as connection:
        error = caught_from(connection, "DELETE FROM setting")
    assert isinstance(said(error, database.path), CannotWriteError)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error) as caught:
        sqlite3.connect(tmp_path / "nowhere" / "devsignal.db")
    assert isinstance(said(caught.value, tmp_path), CannotWriteError)


def test_an_error_without_a_name_is_a_defect(tmp_path: Path) -> None:
    found = said(sqlite3.ProgrammingError("odd"), tmp_path)
    assert (type(found), found.code, found.exit_code) == (DevsignalError, "defect", 1)


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (5, [2, 2, 1])])
def test_ids_are_bound_a_few_at_a_time(count: int, sizes: list[int]) -> None:
    parts = list(chunks(range(count), 2))
    assert [len(part) for part in parts] == sizes
    assert [number for part in parts for number in part.values()] == list(range(count))


def test_each_bound_id_has_its_placeholder() -> None:
    assert holders({"id0": 7, "id1": 8}) == ":id0, :id1"
