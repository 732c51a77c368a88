"""`db backup` and `db restore`: copies that are whole, a swap that loses nothing, refusals that touch nothing."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from devsignal_cli.store import lock
from tests.cli.test_db_check import change, fits
from tests.support import Cli, quiet_world, simulator

ROOT = Path(__file__).parents[2]


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        named = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in named}


@pytest.fixture
def copy(synced: Cli, tmp_path: Path) -> Path:
    """A backup of the database with 30 posts."""
    made = tmp_path / "copy.db"
    assert synced("db", "backup", str(made)).code == 0
    return made


def test_a_backup_is_private_whole_and_tells_its_size(synced: Cli, tmp_path: Path) -> None:
    umask = os.umask(0)
    try:
        ran = synced("db", "backup", str(tmp_path / "copy.db"), "--json")
    finally:
        os.umask(umask)
    assert ran.code == 0
    held = rows(tmp_path / "copy.db")
    assert held == rows(synced.database)
    assert ran.json == {
        "path": str(tmp_path / "copy.db"), "size_bytes": (tmp_path / "copy.db").stat().st_size, "schema": "0006",
        "rows": sum(map(len, held.values())),
    }  # fmt: skip
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "home"]


def test_a_backup_says_in_words_what_it_made_and_where_the_key_is(synced: Cli, tmp_path: Path) -> None:
    ran = synced("db", "backup", str(tmp_path / "copy.db"))
    assert "looked over" in ran.out
    assert "The secret key is not in it" in ran.err
    assert fits(ran)


def test_a_file_that_is_there_is_not_overwritten_unless_forced(synced: Cli, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    ran = synced("db", "backup", str(tmp_path / "notes.txt"), "--json")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "usage")
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert synced("db", "backup", str(tmp_path / "notes.txt"), "--force").code == 0
    assert rows(tmp_path / "notes.txt") == rows(synced.database)


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_the_database_itself_is_refused_by_any_name(force: list[str], synced: Cli, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(synced.database)
    (tmp_path / "hard.db").hardlink_to(synced.database)
    before = synced.database.read_bytes()
    for name in (synced.database, tmp_path / "link.db", tmp_path / "hard.db", f"{synced.database}-journal"):
        ran = synced("db", "backup", str(name), *force)
        assert (ran.code, "is the database itself" in ran.err) == (2, True)
    assert synced.database.read_bytes() == before


def test_the_secret_key_is_not_overwritten_by_any_name(synced: Cli, tmp_path: Path) -> None:
    key = synced.home / "secret.key"
    before = key.read_bytes()
    (tmp_path / "link").symlink_to(synced.home)
    for name in (key, tmp_path / "link" / "secret.key", synced.home / ".." / "home" / "secret.key", f"{key}.old"):
        ran = synced("db", "backup", str(name), "--force")
        assert (ran.code, "is the secret key" in ran.err) == (2, True)
    assert key.read_bytes() == before


def test_a_folder_or_a_missing_one_is_refused(synced: Cli, tmp_path: Path) -> None:
    assert synced("db", "backup", str(tmp_path)).code == 2
    assert synced("db", "backup", str(tmp_path / "nowhere" / "copy.db")).code == 74
    assert not (tmp_path / "nowhere").exists()


def test_a_full_disk_leaves_nothing_behind(synced: Cli, tmp_path: Path) -> None:
    ran = subprocess.run(
        ["bash", "-c", f"ulimit -f 100; exec {sys.executable} -m devsignal_cli db backup {tmp_path}/copy.db"],
        env={**os.environ, "DEVSIGNAL_HOME": str(synced.home)}, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (74, "")
    assert "cannot be written" in ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_damaged_database_makes_no_backup(synced: Cli, tmp_path: Path) -> None:
    with synced.database.open("r+b") as file:
        file.seek(20 * 4096)
        file.write(b"\xff" * 4096 * 20)
    ran = synced("db", "backup", str(tmp_path / "copy.db"), "--json")
    assert (ran.code, ran.error["code"]) == (65, "damaged")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_what_a_killed_backup_left_goes_with_the_next_one(synced: Cli, tmp_path: Path) -> None:
    dead = subprocess.Popen(["true"])
    dead.wait()
    (tmp_path / f"copy.db.part-{dead.pid}").touch()
    (tmp_path / f"copy.db.part-{os.getppid()}").touch()
    assert synced("db", "backup", str(tmp_path / "copy.db")).code == 0
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["copy.db", f"copy.db.part-{os.getppid()}", "home"]


def test_what_a_killed_backup_of_our_own_number_left_goes_too(synced: Cli, tmp_path: Path) -> None:
    (tmp_path / f"copy[1].db.part-{os.getpid()}").touch()
    assert synced("db", "backup", str(tmp_path / "copy[1].db")).code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy[1].db", "home"]


def test_the_journal_of_what_a_backup_overwrites_is_not_played_into_it(synced: Cli, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    for path, journal in hot_journal(tmp_path / "other.db").items():
        (tmp_path / path.replace("other.db", "copy.db")).write_bytes(journal)
    assert synced("db", "backup", str(target), "--force").code == 0
    assert rows(target) == rows(synced.database)


def hot_journal(path: Path) -> dict[str, bytes]:
    """A database and its journal as a killed writer leaves them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE word (text TEXT)")
        other.execute("PRAGMA cache_size = 1")
        other.executemany("INSERT INTO word VALUES (?)", [("a" * 500,)] * 1_000)
        other.execute("BEGIN")
        other.execute("UPDATE word SET text = 'b' || text")
        left = {each.name: each.read_bytes() for each in path.parent.glob("other.db*")}
    assert len(left) == 2
    return left


def test_what_is_no_file_is_not_replaced_by_a_backup(synced: Cli, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    ran = synced("db", "backup", str(tmp_path / "pipe"), "--force")
    assert (ran.code, "is no file" in ran.err) == (2, True)
    assert (tmp_path / "pipe").is_fifo()


def test_there_is_nothing_to_back_up_before_the_first_command(cli: Cli, tmp_path: Path) -> None:
    cli.database.unlink()
    ran = cli("db", "backup", str(tmp_path / "copy.db"), "--json")
    assert (ran.code, ran.error["code"]) == (2, "not_found")


def test_a_restored_database_is_the_copy_and_the_old_one_is_kept(synced: Cli, copy: Path) -> None:
    wanted = rows(synced.database)
    change(synced, "DELETE FROM signal_keyword")
    old = rows(synced.database)
    ran = synced("db", "restore", str(copy), "--yes", "--json")
    assert (ran.code, ran.json["restored"], ran.json["key"]) == (0, True, None)
    assert rows(synced.database) == rows(copy) == wanted
    kept = Path(ran.json["kept"])
    assert (rows(kept), kept.parent) == (old, synced.home / "backups")
    assert {path.stat().st_mode & 0o777 for path in (kept, synced.database)} == {0o600}
    assert synced("db", "check").code == 0
    assert not list(synced.home.glob("*.part-*"))


def test_a_restore_says_in_words_what_it_did(synced: Cli, copy: Path) -> None:
    ran = synced("db", "restore", str(copy), "--yes")
    assert "The database of before is kept as" in ran.out.replace("\n", " ")
    assert ran.err == ""
    assert fits(ran) or "backups" in ran.out


@pytest.mark.parametrize("present", ["gone", "empty", "overwritten", "half"])
def test_a_database_that_is_damaged_or_gone_is_restored(present: str, synced: Cli, copy: Path) -> None:
    content = synced.database.read_bytes()
    if present == "gone":
        synced.database.unlink()
    else:
        synced.database.write_bytes(
            {"empty": b"", "overwritten": b"x" * 9000, "half": content[: len(content) // 2]}[present]
        )
    damaged = synced.database.read_bytes() if synced.database.exists() else None
    ran = synced("db", "restore", str(copy), "--yes", "--json")
    assert ran.code == 0
    assert rows(synced.database) == rows(copy)
    assert synced("twitter", "status").code == 0
    assert (ran.json["kept"] and Path(ran.json["kept"]).read_bytes()) == damaged


def test_the_journal_of_the_old_database_is_not_played_into_the_new_one(synced: Cli, copy: Path) -> None:
    wanted = rows(copy)
    code = f"""
import os, sqlite3
c = sqlite3.connect({str(synced.database)!r}, isolation_level=None)
c.execute("PRAGMA cache_size = 2"); c.execute("BEGIN"); c.execute("UPDATE signal SET text = text || 'x'")
c.execute("UPDATE raw_answer SET crc = 0"); os._exit(0)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
    assert (synced.home / "devsignal.db-journal").stat().st_size > 512
    ran = synced("db", "restore", str(copy), "--yes", "--json")
    assert ran.code == 0
    assert rows(synced.database) == wanted
    assert rows(Path(ran.json["kept"])) == wanted, "what was never committed is played back"
    assert not (synced.home / "devsignal.db-journal").exists()


def test_without_a_terminal_a_restore_must_be_meant(synced: Cli, copy: Path) -> None:
    change(synced, "DELETE FROM signal_keyword")
    before = synced.database.read_bytes()
    ran = synced("db", "restore", str(copy), "--json")
    assert (ran.code, ran.error["code"], "--yes" in ran.error["hint"]) == (2, "usage", True)
    assert synced.database.read_bytes() == before
    assert not (synced.home / "backups").exists()


def test_a_restore_while_a_run_is_under_way_touches_nothing(synced: Cli, copy: Path) -> None:
    change(synced, "DELETE FROM signal_keyword")
    before = synced.database.read_bytes()
    for held in (lock.held(synced.home / "locks", "1-twitter"), lock.shared(synced.home / "locks")):
        with held:
            ran = synced("db", "restore", str(copy), "--yes", "--json")
        assert (ran.code, ran.error["code"]) == (75, "locked")
    assert synced.database.read_bytes() == before
    assert not (synced.home / "backups").exists()


def test_no_command_begins_while_a_database_is_restored(synced: Cli) -> None:
    with lock.alone(synced.home / "locks"):
        for command in (["stats"], ["twitter", "sync"], ["db", "check"], ["db", "backup", "x.db"], ["db", "rekey"]):
            assert synced(*command).code == 75


def test_readers_and_syncs_share_the_database(synced: Cli) -> None:
    with lock.shared(synced.home / "locks"), lock.held(synced.home / "locks", "1-twitter"):
        assert synced("stats").code == 0
        assert synced("db", "check").code == 0


def test_f20_a_damaged_backup_is_refused_and_the_old_database_stays(synced: Cli, copy: Path) -> None:
    before = synced.database.read_bytes()
    content = copy.read_bytes()
    pages = len(content) // 4096
    for page in range(0, pages, max(1, pages // 12)):
        copy.write_bytes(content[: page * 4096] + b"\xff" * 4096 + content[(page + 1) * 4096 :])
        ran = synced("db", "restore", str(copy), "--yes", "--json")
        assert (ran.code, ran.error["code"]) == (65, "damaged"), page
    assert synced.database.read_bytes() == before
    assert not list(synced.home.glob("*.part-*"))


BAD: dict[str, Callable[[Path], object]] = {
    "nothing": lambda path: path.write_bytes(b""),
    "half of it": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "another program's": lambda path: sql(path, "DROP TABLE alembic_version"),
    "newer": lambda path: sql(path, "UPDATE alembic_version SET version_num = '9999'"),
    "a row without its parent": lambda path: sql(path, "DELETE FROM author"),
    "without a table": lambda path: sql(path, "DROP TABLE mute"),
    "without an index": lambda path: sql(path, "DROP INDEX uq_signal_organization_id_post_key"),
}


def sql(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)


@pytest.mark.parametrize("kind", BAD)
def test_f20_a_backup_that_is_not_whole_is_refused(kind: str, synced: Cli, copy: Path) -> None:
    BAD[kind](copy)
    before = synced.database.read_bytes()
    ran = synced("db", "restore", str(copy), "--yes", "--json")
    assert (ran.code, ran.error["code"]) == (65, "damaged")
    assert synced.database.read_bytes() == before


def test_a_file_that_is_not_there_or_the_database_itself_is_refused(synced: Cli, tmp_path: Path) -> None:
    assert synced("db", "restore", str(tmp_path / "nowhere.db"), "--yes").code == 2
    assert synced("db", "restore", str(synced.database), "--yes").code == 2


def test_a_name_that_no_file_can_have_is_said(synced: Cli, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name in ("a" * 300, str(tmp_path / "loop")):
        ran = synced("db", "backup", name, "--force", "--json")
        assert (ran.code, ran.error["code"], "no name for a file" in ran.error["message"]) == (2, "usage", True)
        ran = synced("db", "restore", name, "--yes", "--json")
        assert (ran.code, ran.error["code"]) == (2, "not_found")


def test_an_older_backup_is_upgraded_as_it_comes_and_stays_itself(synced: Cli, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript((ROOT / "tests" / "golden" / "schema_2.sql").read_text())
    before = old.read_bytes()
    ran = synced("db", "restore", str(old), "--yes", "--json")
    assert (ran.code, ran.json["upgraded_from"], ran.json["schema"]) == (0, "0002", "0006")
    assert "No stored secret can be read with the present key." in ran.err, "its secret was encrypted with another key"
    assert old.read_bytes() == before
    assert synced("twitter", "status", "--json").json["signals_total"] == 23


def started(cli: Cli, url: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "devsignal_cli", *arguments],
        env={**os.environ, "DEVSIGNAL_HOME": str(cli.home), "DEVSIGNAL_TWITTER_URL": url},
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_f20_a_backup_during_a_sync_is_consistent_and_can_be_restored(cli: Cli, tmp_path: Path) -> None:
    with simulator(quiet_world(1_500)) as x:
        cli.connect(x)
        syncing = started(cli, x.url, "twitter", "sync", "--first-window", "3d")
        copies: list[Path] = []
        while syncing.poll() is None:
            path = tmp_path / f"copy{len(copies)}.db"
            assert cli("db", "backup", str(path)).code == 0
            copies.append(path)
            time.sleep(0.05)
        assert (syncing.returncode, syncing.communicate()[1]) == (0, "")
        totals = [len(rows(path)["signal"]) for path in copies]
        assert totals == sorted(totals)
        assert len(set(totals)) > 1, "at least two moments of the sync"
        whole = rows(cli.database)
        middle = copies[len(copies) // 2]
        assert cli("db", "restore", str(middle), "--yes").code == 0
        assert rows(cli.database)["signal"] == rows(middle)["signal"]
        assert cli("db", "check").code == 0
        assert cli("twitter", "sync", "--first-window", "3d").code == 0
        assert sorted(row[4] for row in rows(cli.database)["signal"]) == sorted(row[4] for row in whole["signal"])
