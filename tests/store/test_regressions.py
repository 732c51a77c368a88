"""Faults that were found by attack, each with the state that showed it."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from devsignal_cli.errors import CannotWriteError, DamagedError, DevsignalError, NotFoundError
from devsignal_cli.store import migrate, organizations
from devsignal_cli.store.db import Database, make_private
from devsignal_cli.store.secrets import Vault
from tests.store.rows import add_contact, item, profile, store
from tests.store.test_authors import known
from tests.store.test_resolution import resolved
from tests.store.test_signal_edits import link
from tests.store.test_upgrade import scripts, upgrade


def test_a_folder_that_another_start_makes_meanwhile_is_fine(tmp_path: Path) -> None:
    failures: list[DevsignalError] = []

    def make(path: Path, gate: threading.Barrier) -> None:
        gate.wait()
        try:
            make_private(path)
        except DevsignalError as error:
            failures.append(error)

    for number in range(100):
        both = (tmp_path / str(number) / "a" / "devsignal.db", threading.Barrier(2))
        threads = [threading.Thread(target=make, args=both) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []


def test_an_alembic_table_without_a_row_is_no_schema_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    with pytest.raises(DamagedError):
        migrate.ensure(path, tmp_path / "backups")


def test_the_backups_of_another_database_are_left_alone_and_the_fresh_one_stays(database: Database) -> None:
    folder = database.path.parent / "backups"
    other = database.path.with_name("devsignal-test.db")
    other.write_bytes(database.path.read_bytes())
    theirs = [migrate.back_up(other, folder) for _ in range(3)]
    ours = [migrate.back_up(database.path, folder) for _ in range(4)]
    assert [path.exists() for path in theirs] == [True, True, True]
    assert [path.exists() for path in ours] == [False, True, True, True]


def test_a_name_with_signs_of_a_pattern_is_pruned_too(database: Database) -> None:
    folder = database.path.parent / "backups"
    other = database.path.with_name("dev[1].db")
    other.write_bytes(database.path.read_bytes())
    for _ in range(5):
        migrate.back_up(other, folder)
    assert len(list(folder.iterdir())) == 3


def test_a_migration_that_the_database_refuses_is_said_in_our_words(database: Database, tmp_path: Path) -> None:
    with pytest.raises(DevsignalError):
        upgrade(database, scripts(tmp_path, 'op.execute("INSERT INTO nowhere VALUES (1)")'))


def test_a_backup_folder_that_cannot_be_made_is_said(database: Database) -> None:
    (database.path.parent / "backups").touch()
    with pytest.raises(CannotWriteError):
        migrate.back_up(database.path, database.path.parent / "backups")


def test_a_key_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotWriteError):
        Vault(tmp_path / "file").encrypt("s")


def test_a_chosen_organization_that_is_gone_is_said(database: Database) -> None:
    organizations.choose(database.path, "gone")
    with database.read() as session, pytest.raises(NotFoundError, match="chosen organization is gone"):
        organizations.find(session, None)


def test_a_link_that_a_person_rejected_is_not_made(database: Database) -> None:
    add_contact(database, 20, handle="user9")
    known(database, profile(9))
    link(database, contact=20, state="rejected", author=9)
    store(database, item(1, author_id=9))
    assert resolved(database, 9) == (0, 0)
