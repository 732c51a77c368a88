"""The log: what it tells, what it never tells, how several runs share one file."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from devsignal_cli.cli import log_file
from devsignal_cli.cli.log_file import LogFile
from tests.support import Cli, quiet_world, simulator


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "logs" / "devsignal.log"
    monkeypatch.setenv("DEVSIGNAL_LOG", str(path))
    return path


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("ascii").splitlines()]


def test_nothing_is_logged_unless_a_file_is_named(cli: Cli) -> None:
    before = set(cli.home.parent.rglob("*"))
    assert cli("org", "list").code == 0
    assert not [path for path in set(cli.home.parent.rglob("*")) - before if "log" in path.name]


def test_a_sync_tells_its_start_its_requests_its_counts_and_its_end(cli: Cli, log: Path) -> None:
    with simulator(quiet_world(3)) as x:
        cli.connect(x)
        log.unlink()
        assert cli("twitter", "sync", "--quiet").code == 0
    started, *between, ended = lines(log)
    assert (started["event"], started["command"], started["options"]) == ("started", "twitter sync", [])
    requests = [line for line in between if line["event"] == "request"]
    assert {(line["path"], line["status"]) for line in requests} >= {("/2/tweets/search/recent", 200)}
    assert {line["host"] for line in requests} == {x.url}
    assert [line["result"]["signals_created"] for line in between if line["event"] == "result"] == [3]
    assert (ended["event"], ended["code"]) == ("ended", 0)
    assert len({line["run"] for line in lines(log)}) == 1


def test_the_option_names_a_file_as_the_variable_does_and_beats_it(cli: Cli, log: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.log"
    assert cli("org", "list", "--log-file", str(other)).code == 0
    assert cli("--log-file", str(other), "org", "list").code == 0
    assert [line["event"] for line in lines(other)] == ["started", "ended"] * 2
    assert lines(other)[0]["options"] == []
    assert not log.exists()


def test_an_error_is_told_with_its_code(cli: Cli, log: Path) -> None:
    assert cli("twitter", "sync").code == 78
    assert lines(log)[-1] | {"seconds": 0} == lines(log)[-1] | {
        "code": 78,
        "error": "not_connected",
        "message": "The organization default is not connected to X.",
        "seconds": 0,
    }


def test_no_secret_and_no_value_of_an_option_reaches_the_log(
    cli: Cli, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEVSIGNAL_TWITTER_TOKEN", "sentinel-token-of-the-environment")
    with simulator(quiet_world(3)) as x:
        cli.connect(x)
        cli("twitter", "sync", "--verbose")  # the wrong token: refused
        monkeypatch.delenv("DEVSIGNAL_TWITTER_TOKEN")
        cli("twitter", "sync", "--verbose")
    written = log.read_text()
    assert x.token not in written
    assert "sentinel-token" not in written
    assert "acme" not in written  # the keyword: neither as an option nor in a request's query


@pytest.mark.parametrize(("asked", "written"), [("", "*@example.com"), ("1", "ann.b\\u00f6@example.com")])
def test_an_email_is_cut_to_its_domain_unless_asked_for(
    asked: str, written: str, cli: Cli, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEVSIGNAL_LOG_EMAILS", asked)
    assert cli("contact", "show", "ann.bö@example.com").code == 2
    assert written in log.read_text()
    assert ("ann.b" in log.read_text()) == bool(asked)


@pytest.mark.parametrize("email", ["jo.doe%40acme.io", "o'doe@acme.io", '"jo doe"@acme.io', "'jo.doe@acme.io'"])
def test_an_email_is_cut_however_it_is_written(email: str, cli: Cli, log: Path) -> None:
    cli("contact", "show", email)
    assert lines(log)[-1]["code"] == 2
    assert "@acme.io" in log.read_text()
    assert "doe" not in log.read_text()
    assert "o'*" not in log.read_text()


def test_a_defect_tells_where_it_happened_but_not_its_message(
    cli: Cli, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a text of somebody's")

    monkeypatch.setattr("devsignal_cli.cli.org.page_of", broken)
    assert cli("org", "list").code == 1
    last = lines(log)[-1]
    assert (last["code"], last["error"], last["type"]) == (1, "defect", "RuntimeError")
    assert last["places"][-1].startswith("test_log.py:")
    assert "somebody" not in log.read_text()


def test_a_log_is_private_under_any_umask_and_whoever_made_it(log: Path, cli: Cli) -> None:
    log.parent.mkdir()
    log.touch(0o666)
    before = os.umask(0)
    try:
        cli("org", "list")
    finally:
        os.umask(before)
    assert log.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("has_reader", [False, True])
def test_a_pipe_keeps_its_mode_and_is_not_waited_for(has_reader: bool, log: Path, cli: Cli) -> None:
    log.parent.mkdir()
    os.mkfifo(log)
    log.chmod(0o644)
    reader = os.open(log, os.O_RDONLY | os.O_NONBLOCK) if has_reader else None
    ran = cli("org", "list")
    assert (ran.code, "cannot be written" in ran.err) == (0, not has_reader)
    assert log.stat().st_mode & 0o777 == 0o644
    if reader is not None:
        assert b'"ended"' in os.read(reader, 65_536)
        os.close(reader)


def test_a_symbolic_link_is_not_followed_and_the_run_goes_on_without_a_log(log: Path, cli: Cli) -> None:
    log.parent.mkdir()
    log.symlink_to(log.parent / "elsewhere")
    ran = cli("org", "list")
    assert ran.code == 0
    assert f"The log file {log} cannot be written: Too many levels of symbolic links." in ran.err
    assert not (log.parent / "elsewhere").exists()


@pytest.mark.parametrize("name", ["devsignal.db", "secret.key"])
def test_a_database_or_a_key_is_no_log(name: str, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_file, "LARGEST_BYTES", 1_000)  # it was moved aside, and a log took its place
    assert cli("contact", "forget", "jo@acme.io", "--yes").code == 0
    before = (cli.home / name).read_bytes()
    ran = cli("org", "list", "--log-file", str(cli.home / name))
    assert (ran.code, "it holds something else than a log" in ran.err) == (0, True)
    assert (cli.home / name).read_bytes() == before
    assert not (cli.home / f"{name}.1").exists()


def test_a_log_in_the_home_of_nobody_stops_nothing(cli: Cli) -> None:
    ran = cli("org", "list", "--log-file", "~nobody-of-this-name\n/devsignal.log")
    assert (ran.code, "default" in ran.out) == (0, True)
    assert "cannot be written" in ran.err


def test_a_full_file_is_moved_aside_and_the_newest_three_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_file, "LARGEST_BYTES", 200)
    log = LogFile(tmp_path / "log")
    for number in range(20):
        log.event("count", number=number)
    log.close()
    found = {path.name: [line["number"] for line in lines(path)] for path in sorted(tmp_path.iterdir())}
    assert sorted(found) == ["log", "log.1", "log.2", "log.3"]
    told = [number for name in ("log.3", "log.2", "log.1", "log") for number in found[name]]
    assert told == list(range(told[0], 20))
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_a_run_goes_on_in_the_new_file_after_another_moved_the_old_one_aside(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "log")
    log.event("first")
    (tmp_path / "log").rename(tmp_path / "log.1")
    log.event("second")
    log.close()
    assert [line["event"] for line in lines(tmp_path / "log")] == ["second"]


WRITER = """
import sys
from pathlib import Path
from devsignal_cli.cli import log_file
log_file.LARGEST_BYTES, log_file.KEPT = 20_000, 100
log = log_file.LogFile(Path(sys.argv[1]))
for number in range(300):
    log.event("count", number=number)
"""


def test_no_line_is_lost_or_torn_when_several_runs_fill_one_file(tmp_path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path / "log")]) for _ in range(4)]
    assert [writer.wait() for writer in writers] == [0] * 4
    told: dict[str, list[int]] = {}
    for path in tmp_path.iterdir():
        for line in lines(path):
            told.setdefault(line["run"], []).append(line["number"])
    assert len(list(tmp_path.iterdir())) > 3
    assert [sorted(numbers) for numbers in told.values()] == [list(range(300))] * 4


def test_a_log_that_can_no_longer_be_written_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    log = LogFile(tmp_path / "log")
    monkeypatch.setattr(os, "write", full)
    log.event("lost")
    log.event("lost too")
    monkeypatch.undo()
    log.event("nobody listens any more")
    assert (tmp_path / "log").read_text() == ""
