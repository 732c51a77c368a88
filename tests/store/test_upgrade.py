"""An older database: backed up, brought up to date whole, or left as it was."""

import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from devsignal_cli.errors import DamagedError, LockedError
from devsignal_cli.store import lock, migrate
from devsignal_cli.store.db import Database, connect
from tests.store.rows import asked, item, run_sql, store

NEXT = "9000"
SECOND = f"""
import os
import signal
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{migrate.HEAD}"


def upgrade() -> None:
    op.add_column("signal", sa.Column("weight", sa.Integer(), server_default="7"))
    op.execute("DELETE FROM keyword WHERE id > 1")
    LAST
"""
KILLED = """
import sys
from pathlib import Path
from devsignal_cli.store import migrate
path, scripts = map(Path, sys.argv[1:])
migrate.ensure(path, path.parent / "backups", scripts=scripts, versions=(*migrate.VERSIONS, "9000"))
"""


def scripts(folder: Path, last: str = "pass") -> Path:
    """This version's migrations and one more."""
    copy = folder / "migrations"
    shutil.copytree(migrate.SCRIPTS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "versions" / f"{NEXT}_next.py").write_text(SECOND.replace("LAST", last))
    return copy


def upgrade(database: Database, next_scripts: Path) -> Path | None:
    return migrate.ensure(database.path, backups(database), scripts=next_scripts, versions=(*migrate.VERSIONS, NEXT))


def backups(database: Database) -> Path:
    return database.path.parent / "backups"


def assert_as_before(database: Database) -> None:
    assert migrate.schema_version(database.path) == migrate.HEAD
    assert asked(database, "SELECT count(*) FROM keyword") == [(5,)]
    assert asked(database, "SELECT count(*) FROM pragma_table_info('signal') WHERE name = 'weight'") == [(0,)]
    assert asked(database, "PRAGMA integrity_check") == [("ok",)]


def test_an_older_database_is_brought_up_to_date_with_its_rows(database: Database, tmp_path: Path) -> None:
    store(database, item(1))
    upgrade(database, scripts(tmp_path))
    assert migrate.schema_version(database.path) == NEXT
    assert asked(database, "SELECT text, weight FROM signal") == [("quokka build 1 is green", 7)]
    assert database.path.stat().st_mode & 0o777 == 0o600


def test_the_backup_is_the_old_database_private_and_whole(database: Database, tmp_path: Path) -> None:
    store(database, item(1))
    copy = upgrade(database, scripts(tmp_path))
    assert copy is not None
    assert (copy.stat().st_mode & 0o777, copy.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert_as_before(Database(copy))
    assert asked(copy, "SELECT count(*) FROM signal") == [(1,)]
    assert copy.name.startswith(f"devsignal-{migrate.HEAD}-")


def test_a_second_upgrade_makes_no_second_backup(database: Database, tmp_path: Path) -> None:
    next_scripts = scripts(tmp_path)
    upgrade(database, next_scripts)
    assert upgrade(database, next_scripts) is None
    assert len(list(backups(database).iterdir())) == 1


def test_a_migration_that_fails_leaves_the_old_database_whole(database: Database, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        upgrade(database, scripts(tmp_path, "1 / 0"))
    assert_as_before(database)
    assert len(list(backups(database).iterdir())) == 1


def test_a_migration_that_is_killed_leaves_the_old_database_whole(database: Database, tmp_path: Path) -> None:
    next_scripts = scripts(tmp_path, "os.kill(os.getpid(), signal.SIGKILL)")
    child = subprocess.run([sys.executable, "-c", KILLED, str(database.path), str(next_scripts)], check=False)
    assert child.returncode == -signal.SIGKILL
    assert_as_before(database)


def test_a_killed_migration_can_be_tried_again(database: Database, tmp_path: Path) -> None:
    killer = scripts(tmp_path / "a", "os.kill(os.getpid(), signal.SIGKILL)")
    subprocess.run([sys.executable, "-c", KILLED, str(database.path), str(killer)], check=False)
    upgrade(database, scripts(tmp_path / "b"))
    assert migrate.schema_version(database.path) == NEXT


def test_who_comes_second_is_told_or_finds_the_work_done(database: Database, tmp_path: Path) -> None:
    next_scripts = scripts(tmp_path)
    command = [sys.executable, "-c", KILLED, str(database.path), str(next_scripts)]
    children = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [child.communicate()[1] for child in children]
    assert all(child.returncode == 0 or "LockedError" in text for child, text in zip(children, said, strict=True))
    assert len(list(backups(database).iterdir())) == 1
    assert migrate.schema_version(database.path) == NEXT


def test_an_old_database_that_a_command_uses_is_not_upgraded(database: Database, tmp_path: Path) -> None:
    with lock.shared(database.path.parent / "locks"), pytest.raises(LockedError):
        upgrade(database, scripts(tmp_path))
    assert_as_before(database)
    assert not backups(database).exists()


def test_an_old_database_that_an_older_program_syncs_is_not_upgraded(database: Database, tmp_path: Path) -> None:
    with lock.held(database.path.parent / "locks", "1-twitter"), pytest.raises(LockedError):
        upgrade(database, scripts(tmp_path))
    assert_as_before(database)


def test_a_database_stays_as_it_is_while_a_command_uses_it(database: Database, tmp_path: Path) -> None:
    with migrate.opened(database.path, backups(database)), pytest.raises(LockedError):
        upgrade(database, scripts(tmp_path))
    assert_as_before(database)


def test_no_command_begins_while_an_upgrade_is_under_way(database: Database) -> None:
    with lock.alone(database.path.parent / "locks"), pytest.raises(LockedError) as caught:
        migrate.opened(database.path, backups(database)).__enter__()
    assert caught.value.exit_code == 75


def test_a_backup_holds_only_what_was_committed(database: Database) -> None:
    with closing(connect(database.path)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM keyword")
        copy = migrate.back_up(database.path, backups(database))
        writer.execute("ROLLBACK")
    assert_as_before(Database(copy))


def test_only_the_newest_three_backups_are_kept(database: Database) -> None:
    copies = [migrate.back_up(database.path, backups(database)) for _ in range(5)]
    assert sorted(backups(database).iterdir()) == copies[2:]


def test_other_files_beside_the_backups_are_nobodys_business(database: Database) -> None:
    backups(database).mkdir()
    (backups(database) / "before-the-move.db").touch()
    for _ in range(5):
        migrate.back_up(database.path, backups(database))
    assert (backups(database) / "before-the-move.db").exists()


def test_a_damaged_database_is_not_upgraded_and_leaves_no_half_backup(database: Database, tmp_path: Path) -> None:
    run_sql(database, "INSERT INTO setting VALUES ('a', 'b')")
    ((root, size),) = asked(
        database,
        "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'setting'",
    )
    with database.path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    before = database.path.read_bytes()
    with pytest.raises(DamagedError):
        upgrade(database, scripts(tmp_path))
    assert database.path.read_bytes() == before
    assert list(backups(database).iterdir()) == []
