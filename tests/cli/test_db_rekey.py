"""The secret key: made anew, lost, changed, and told from a damaged secret, each with the way out."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from devsignal_cli.store.key_file import new_key
from tests.cli.test_db_check import change, fits
from tests.support import Cli, quiet_world, simulator

EMAIL = "jo@acme.io"


def token(cli: Cli) -> str:
    return str(cli.sql("SELECT secret FROM connection")[0][0])


def syncs(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the stored token can be used."""
    with simulator(quiet_world(3)) as x:
        monkeypatch.setenv("DEVSIGNAL_TWITTER_URL", x.url)
        return cli("twitter", "sync").code != 78


def no_key_is_said(cli: Cli, text: str) -> bool:
    keys = [path.read_text().strip() for path in cli.home.glob("secret.key*")]
    return not any(key in text for key in keys)


def test_a_new_key_reads_every_secret_and_knows_the_forgotten(synced: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert synced("contact", "forget", EMAIL, "--yes").code == 0
    before, old = token(synced), (synced.home / "secret.key").read_bytes()
    ran = synced("db", "rekey", "--json")
    assert (ran.code, ran.json["rekeyed"], ran.json["secrets"]) == (0, True, 1)
    assert (synced.home / "secret.key").read_bytes() != old
    assert (synced.home / "secret.key").stat().st_mode & 0o777 == 0o600
    assert token(synced) != before
    assert no_key_is_said(synced, ran.out + ran.err)
    assert syncs(synced, monkeypatch)
    assert "was forgotten" in synced("contact", "add", EMAIL).err
    assert synced("db", "rekey").code == 0
    assert "was forgotten" in synced("contact", "add", EMAIL).err
    assert synced("contact", "forget", EMAIL, "--undo", "--yes").code == 0
    assert synced("contact", "add", EMAIL).code == 0
    assert synced("db", "check").code == 0


def test_a_new_key_says_in_words_what_it_means(synced: Cli) -> None:
    ran = synced("db", "rekey")
    assert "1 stored secret was encrypted anew." in " ".join(ran.out.split())
    assert "make a new backup" in " ".join(ran.out.split())
    assert fits(ran) or "secret.key" in ran.out


def test_a_key_in_the_environment_is_changed_by_the_one_on_stdin(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = new_key().decode(), new_key().decode()
    monkeypatch.setenv("DEVSIGNAL_SECRET_KEY", old)
    with simulator(quiet_world(3)) as x:
        cli.connect(x)
    ran = cli("db", "rekey", "--json")
    assert (ran.code, ran.error["code"], "--key-stdin" in ran.error["hint"]) == (2, "usage", True)
    ran = cli("db", "rekey", "--key-stdin", stdin=new + "\n")
    assert (ran.code, "DEVSIGNAL_SECRET_KEY" in ran.out, new in ran.out + ran.err) == (0, True, False)
    assert not (cli.home / "secret.key").exists()
    assert not syncs(cli, monkeypatch)
    monkeypatch.setenv("DEVSIGNAL_SECRET_KEY", new)
    assert syncs(cli, monkeypatch)


@pytest.mark.parametrize("given", ["", "short", "ü" * 44])
def test_what_is_no_key_is_refused(given: str, synced: Cli) -> None:
    before = (synced.home / "secret.key").read_bytes()
    ran = synced("db", "rekey", "--key-stdin", stdin=given)
    assert (ran.code, "holds no key" in ran.err) == (78, True)
    assert (synced.home / "secret.key").read_bytes() == before


def test_a_damaged_secret_keeps_the_key_as_it_is(synced: Cli) -> None:
    change(synced, "UPDATE connection SET secret = 'gAAAAA'")
    before = (synced.home / "secret.key").read_bytes()
    ran = synced("db", "rekey", "--json")
    assert (ran.code, "is damaged" in ran.error["message"]) == (78, True)
    assert (synced.home / "secret.key").read_bytes() == before


def test_a_lost_key_is_told_and_nothing_of_the_forgotten_comes_back(synced: Cli) -> None:
    assert synced("contact", "forget", EMAIL, "--yes").code == 0
    (synced.home / "secret.key").unlink()
    for command in (["contact", "add", EMAIL], ["contact", "forget", "other@acme.io", "--yes"], ["twitter", "sync"]):
        ran = synced(*command)
        assert (ran.code, "The secret key is lost" in ran.err, "db rekey --lost" in ran.err) == (78, True, True), (
            command
        )
    assert not (synced.home / "secret.key").exists(), "no new one is made in silence"
    assert "The secret key is lost" in synced("db", "check", "--json").json["problems"][0]["message"]
    assert synced("stats").code == 0, "what needs no key goes on"


def test_a_lost_key_keeps_connect_from_making_another(synced: Cli) -> None:
    (synced.home / "secret.key").unlink()
    ran = synced("twitter", "connect", "-k", "acme", "--no-verify", "--token-stdin", stdin="AAAA" * 10)
    assert (ran.code, "The secret key is lost" in ran.err) == (78, True)
    assert not (synced.home / "secret.key").exists()


def test_a_changed_key_is_told(synced: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert synced("contact", "forget", EMAIL, "--yes").code == 0
    old = (synced.home / "secret.key").read_bytes()
    (synced.home / "secret.key").write_bytes(new_key())
    ran = synced("contact", "add", EMAIL)
    assert (ran.code, "The secret key was changed" in ran.err) == (78, True)
    assert "was changed" in synced("db", "check", "--json").json["problems"][0]["message"]
    (synced.home / "secret.key").write_bytes(old)
    monkeypatch.setenv("DEVSIGNAL_SECRET_KEY", new_key().decode())
    ran = synced("twitter", "sync")
    assert (ran.code, "unset DEVSIGNAL_SECRET_KEY" in ran.err) == (78, True)


def test_a_damaged_secret_is_told_from_a_wrong_key(synced: Cli) -> None:
    change(synced, "UPDATE connection SET secret = 'gAAAAA'")
    ran = synced("twitter", "sync")
    assert (ran.code, "the key is the right one" in ran.err, "Connect again" in ran.err) == (78, True, True)


def test_a_lost_key_can_be_gone_on_without(synced: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert synced("contact", "forget", EMAIL, "--yes").code == 0
    (synced.home / "secret.key").unlink()
    assert synced("db", "rekey").code == 78
    assert synced("db", "rekey", "--lost").code == 2, "it must be meant"
    ran = synced("db", "rekey", "--lost", "--yes", "--json")
    assert (ran.code, ran.json["dropped"], ran.json["forgotten"]) == (0, 1, 1)
    assert "connect again" in ran.json["message"]
    with simulator(quiet_world(3)) as x:
        synced.connect(x)
    assert syncs(synced, monkeypatch)
    assert synced("db", "check").code == 0


def test_a_key_that_is_there_is_not_lost(synced: Cli) -> None:
    ran = synced("db", "rekey", "--lost", "--yes", "--json")
    assert (ran.code, ran.error["code"]) == (2, "usage")
    assert token(synced)


def test_a_key_that_lies_in_the_home_unused_is_not_lost(synced: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    held, key = token(synced), synced.home / "secret.key"
    monkeypatch.setenv("DEVSIGNAL_SECRET_KEY", new_key().decode())
    ran = synced("db", "rekey", "--lost", "--yes")
    assert (ran.code, f"The right one lies in {key}" in ran.err, token(synced) == held) == (2, True, True)
    monkeypatch.delenv("DEVSIGNAL_SECRET_KEY")
    key.rename(synced.home / "secret.key.old")
    ran = synced("db", "rekey", "--lost", "--yes")
    assert (ran.code, f"The right one lies in {key}.old" in ran.err, token(synced) == held) == (2, True, True)
    assert not key.exists()


def test_a_database_of_before_fingerprints_adopts_the_key_that_reads_it(synced: Cli) -> None:
    change(synced, "DELETE FROM setting WHERE name = 'secret_key'")
    assert synced("contact", "forget", EMAIL, "--yes").code == 0
    assert synced.sql("SELECT count(*) FROM setting WHERE name = 'secret_key'") == [(1,)]


def test_a_database_of_before_fingerprints_does_not_adopt_another_key(synced: Cli) -> None:
    change(synced, "DELETE FROM setting WHERE name = 'secret_key'")
    (synced.home / "secret.key").write_bytes(new_key())
    assert synced("contact", "forget", EMAIL, "--yes").code == 78
    assert synced.sql("SELECT count(*) FROM setting WHERE name = 'secret_key'") == [(0,)]


def test_a_backup_of_before_a_new_key_is_restored_with_its_secrets_and_forgotten(
    synced: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert synced("contact", "forget", EMAIL, "--yes").code == 0
    assert synced("db", "backup", str(tmp_path / "copy.db")).code == 0
    assert synced("db", "rekey").code == 0
    ran = synced("db", "restore", str(tmp_path / "copy.db"), "--yes", "--json")
    assert (ran.code, ran.json["key"], ran.err) == (0, None, "")
    assert syncs(synced, monkeypatch)
    assert "was forgotten" in synced("contact", "add", EMAIL).err


def test_a_restored_database_of_another_home_says_that_its_secrets_cannot_be_read(synced: Cli, tmp_path: Path) -> None:
    assert synced("db", "backup", str(tmp_path / "copy.db")).code == 0
    synced.database.unlink()
    (synced.home / "secret.key").unlink()
    ran = synced("db", "restore", str(tmp_path / "copy.db"), "--yes", "--json")
    assert (ran.code, "The secret key is lost" in ran.json["key"]) == (0, True)
    assert "warning: The secret key is lost" in ran.err


def test_a_backup_of_before_fingerprints_is_restored_under_a_new_key_too(
    synced: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert synced("contact", "forget", EMAIL, "--yes").code == 0
    assert synced("db", "backup", str(tmp_path / "copy.db")).code == 0
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection, connection:
        connection.execute("DELETE FROM setting WHERE name = 'secret_key'")
    assert synced("db", "rekey").code == 0
    ran = synced("db", "restore", str(tmp_path / "copy.db"), "--yes", "--json")
    assert (ran.code, ran.json["key"], ran.err) == (0, None, "")
    assert "was forgotten" in synced("contact", "add", EMAIL).err
    assert syncs(synced, monkeypatch)


def test_a_backup_of_between_two_new_keys_is_read_with_the_key_that_was_kept(
    synced: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert synced("contact", "forget", EMAIL, "--yes").code == 0
    assert synced("db", "rekey").code == 0
    assert synced("db", "backup", str(tmp_path / "copy.db")).code == 0
    assert synced("db", "rekey").code == 0
    old = synced.home / "secret.key.old"
    assert old.stat().st_mode & 0o777 == 0o600
    ran = synced("db", "restore", str(tmp_path / "copy.db"), "--yes", "--json")
    assert (ran.code, f"The right one lies in {old}" in ran.json["key"]) == (0, True)
    monkeypatch.setenv("DEVSIGNAL_SECRET_KEY_FILE", str(old))
    assert synced("db", "check").code == 0
    assert "was forgotten" in synced("contact", "add", EMAIL).err
    assert syncs(synced, monkeypatch)


def test_a_restore_tells_how_many_were_forgotten_since(synced: Cli, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    assert synced("db", "backup", copy).code == 0
    assert synced("contact", "forget", EMAIL, "--yes").code == 0
    ran = synced("db", "restore", copy, "--yes", "--json")
    assert (ran.code, ran.json["forgotten"]) == (0, 1)
    assert "1 person was forgotten since this copy was made." in ran.err
    assert synced("db", "restore", copy, "--yes", "--json").json["forgotten"] == 0


def empty(key: Path) -> None:
    key.write_bytes(b"")


def a_folder(key: Path) -> None:
    key.unlink()
    key.mkdir()


def a_pipe(key: Path) -> None:
    key.unlink()
    os.mkfifo(key, 0o600)


@pytest.mark.parametrize("spoil", [empty, a_folder, a_pipe])
def test_a_key_file_that_holds_no_key_is_told_with_a_way_out_that_works(
    spoil: Callable[[Path], None], synced: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = synced.home / "secret.key"
    spoil(key)
    for command in (["db", "check"], ["db", "rekey", "--lost", "--yes"], ["twitter", "sync"]):
        ran = synced(*command)
        told = " ".join((ran.out + ran.err).split())
        assert ran.code == (65 if command == ["db", "check"] else 78), command
        assert f"remove {key}, run `devsignal db rekey --lost`".replace(" ", "") in "".join(
            told.split()
        )  # long paths break
    key.rmdir() if key.is_dir() else key.unlink()
    assert synced("db", "rekey", "--lost", "--yes").code == 0
    with simulator(quiet_world(3)) as x:
        monkeypatch.setenv("DEVSIGNAL_TWITTER_URL", x.url)
        synced.connect(x)
    assert syncs(synced, monkeypatch)


def test_the_fingerprint_does_not_hold_the_key(synced: Cli) -> None:
    key = (synced.home / "secret.key").read_bytes()
    assert key not in synced.database.read_bytes()
    with closing(sqlite3.connect(synced.database)) as connection:
        ((mark,),) = connection.execute("SELECT value FROM setting WHERE name = 'secret_key'").fetchall()
    assert len(mark) == 32
