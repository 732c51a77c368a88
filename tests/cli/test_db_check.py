"""`db check`: says all that is wrong in words with a next step, and changes nothing unless told to repair."""

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from devsignal_cli.store.key_file import new_key
from tests.support import Cli, Ran, quiet_world, simulator


def looked(cli: Cli, *options: str) -> list[tuple[str, str]]:
    ran = cli("db", "check", "--json", *options)
    problems = ran.json["problems"]
    assert ran.code == (65 if problems else 0)
    assert all(problem["hint"] for problem in problems)
    return [(problem["area"], problem["message"]) for problem in problems]


def change(cli: Cli, *statements: str) -> None:
    with closing(sqlite3.connect(cli.database, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def fits(ran: Ran) -> bool:
    return all(len(line) <= 80 for line in ran.out.split("\n")) and "\x1b" not in ran.out


def test_a_sound_database_is_called_so(synced: Cli) -> None:
    ran = synced("db", "check")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.rstrip().endswith("No problem found.")
    assert looked(synced) == []


def test_a_home_without_a_database_has_no_problem_and_gets_none(cli: Cli) -> None:
    cli.database.unlink()
    ran = cli("db", "check")
    assert (ran.code, "no database yet" in ran.out) == (0, True)
    assert not cli.database.exists()


def test_a_database_that_is_gone_while_backups_are_there_is_a_problem(synced: Cli) -> None:
    (synced.home / "backups").mkdir(mode=0o700)
    assert synced("db", "backup", str(synced.home / "backups" / "mine.db")).code == 0
    synced.database.unlink()
    ((area, message),) = looked(synced)
    assert (area, "there are backups" in message) == ("integrity", True)


DAMAGE = {
    "DELETE FROM signal WHERE id = 3": ("orphans", "There are 1 keywords of a signal that is not there."),
    "DELETE FROM run": ("orphans", "30 rows of signal name a run (run_id) that their organization does not have."),
    "UPDATE signal SET contact_id = 7 WHERE id = 1": ("orphans", "1 rows of signal name a contact (contact_id)"),
    "UPDATE ledger SET micro_usd = micro_usd + 1 WHERE kind = 'post'": ("counters", "Run 1 says that it spent"),
    "UPDATE run SET status = 'partial'": ("counters", "Run 1 ended with status 'partial', and its result says 'complete'"),
    "UPDATE run SET result = '{'": ("counters", "Run 1 has a result that cannot be read"),
    "UPDATE ledger SET count = count + 2 WHERE kind = 'user'": ("counters", "1 days of an account have fewer objects"),
    "UPDATE keyword SET place = 9000000000000000000": ("counters", "The keyword 'acme' is said to be stored up to a time"),
    "UPDATE signal SET identity_state = 'probable' WHERE id = 1": ("counters", "1 signals say another contact or state"),
    "UPDATE connection SET settings = 'no'": ("counters", "1 records hold fields that cannot be read."),
    "UPDATE raw_answer SET crc = crc + 1 WHERE kind = 'author' AND object_id = 1": ("raw", "The raw author 1 is damaged."),
    "DELETE FROM author WHERE id = 1": ("references", "of signal refers to a missing row of author"),
    "DROP INDEX ix_signal_author_id": ("schema", "The index ix_signal_author_id is missing."),
    "UPDATE signal SET text = 'x' WHERE id = 1": ("integrity", "The full-text index says another thing than the posts"),
    "DROP TABLE mute": ("schema", "The table mute is missing."),
    "DROP VIEW v_daily": ("schema", "The view v_daily is missing."),
    "ALTER TABLE signal DROP COLUMN impressions": ("schema", "The column signal.impressions is missing."),
    "UPDATE connection SET secret = 'gAAAAA'": ("key", "The stored secret of default for twitter is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("statement", DAMAGE)
def test_what_is_wrong_is_named(statement: str, synced: Cli) -> None:
    change(synced, "UPDATE organization SET identity_version = 'x'", statement)
    before = synced.database.read_bytes()
    area, message = DAMAGE[statement]
    found = looked(synced)
    assert [told for kind, told in found if kind == area and message in told], found
    assert synced.database.read_bytes() == before
    assert fits(synced("db", "check"))


@pytest.mark.parametrize("page", range(2, 90, 8))
def test_a_damaged_page_ends_no_look(page: int, synced: Cli) -> None:
    with synced.database.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    change_nothing = synced.database.read_bytes()
    found = looked(synced)
    assert "integrity" in {area for area, _ in found}
    assert synced.database.read_bytes() == change_nothing


def test_a_damaged_header_is_told_with_the_backups(synced: Cli) -> None:
    backup = synced.home / "backups" / "mine.db"
    backup.parent.mkdir(mode=0o700)
    assert synced("db", "backup", str(backup)).code == 0
    synced.database.write_bytes(b"x" * 5000)
    ran = synced("db", "check", "--json")
    assert (ran.code, ran.json["schema"], ran.json["backups"]) == (65, None, [str(backup)])
    assert ran.error["code"] == "damaged"


def test_an_older_database_is_looked_over_and_not_upgraded(cli: Cli) -> None:
    golden = Path(__file__).parents[1] / "golden" / "schema_3.sql"
    cli.database.write_bytes(b"")
    with closing(sqlite3.connect(cli.database)) as connection:
        connection.executescript(golden.read_text())
    before = cli.database.read_bytes()
    ran = cli("db", "check", "--json")
    assert (ran.json["schema"], [p["area"] for p in ran.json["problems"]]) == ("0003", ["key"])
    assert cli.database.read_bytes() == before
    assert not (cli.home / "backups").exists()


@pytest.mark.parametrize(
    "name", ["devsignal.db", "devsignal.db-journal", "secret.key", "locks", "locks/schema.lock", "devsignal.log"]
)
def test_what_others_can_read_is_named_and_closed_by_repair(name: str, synced: Cli) -> None:
    path = synced.home / name
    path.touch()
    if name != "secret.key":  # an open key is refused before anything else
        path.chmod(0o755 if path.is_dir() else 0o644)
        assert looked(synced) == [("modes", f"{path} can be read by others (mode {path.stat().st_mode & 0o777:o}).")]
    path.chmod(0o755 if path.is_dir() else 0o644)
    ran = synced("db", "check", "--repair", "--json")
    assert (ran.code, ran.json["repaired"], ran.json["problems"]) == (0, [f"{path} is closed to others."], [])
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_of_somebody_else_that_is_open_is_said(synced: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    (synced.home / "devsignal.log").touch()
    (synced.home / "devsignal.log").chmod(0o644)
    monkeypatch.setattr(Path, "chmod", refused)
    ran = synced("db", "check", "--repair", "--json")
    assert (ran.code, ran.error["code"], "chmod 600" in ran.error["hint"]) == (74, "cannot_write", True)
    assert "devsignal.log cannot be closed to others" in ran.error["message"]


def test_an_index_that_lost_entries_is_built_anew_by_repair(synced: Cli) -> None:
    name = "ix_signal_organization_id_posted_at"
    ((root, size),) = synced.sql(
        "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = :name", name=name
    )
    with synced.database.open("r+b") as file:
        file.seek((root - 1) * size + 3)
        file.write(b"\0\0")
    assert "integrity" in {area for area, _ in looked(synced)}
    ran = synced("db", "check", "--repair", "--json")
    assert (ran.code, ran.json["problems"]) == (0, [])
    assert ran.json["repaired"] == [f"The index {name} was built anew from its table."]


@pytest.mark.parametrize("harm", ["DELETE FROM signal_text_docsize", "UPDATE signal_text_data SET block = x'ff'"])
def test_a_full_text_index_that_is_damaged_is_built_anew_by_repair(harm: str, synced: Cli) -> None:
    change(synced, harm)
    assert [area for area, _ in looked(synced)] == ["integrity"]
    ran = synced("db", "check", "--repair", "--json")
    assert (ran.code, ran.json["problems"]) == (0, [])
    assert ran.json["repaired"] == ["The full-text index was built anew from the posts."]
    assert looked(synced) == []


@pytest.mark.parametrize("command", ["path", "upgrade", "check", "backup", "restore", "rekey"])
def test_the_help_fits_a_terminal(command: str, cli: Cli) -> None:
    ran = cli("db", command, "--help")
    assert ran.code == 0
    assert fits(ran)
    assert fits(cli("db", "--help"))


def test_an_emptied_database_is_told_from_a_new_one_by_the_locks_of_its_runs(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEVSIGNAL_SECRET_KEY", new_key().decode())  # no key file and no backup tell of it
    with simulator(quiet_world(3)) as x:
        cli.connect(x)
        assert cli("twitter", "sync").code == 0
    cli.database.write_bytes(b"")
    ran = cli("twitter", "recent", "--json")
    assert (ran.code, "is empty: whatever it held is gone" in ran.error["message"]) == (65, True)
    assert cli.database.read_bytes() == b""
