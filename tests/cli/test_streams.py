"""Closed pipes, full disks, missing streams, odd encodings, wrong network settings: one line and the right code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from devsignal_cli.config import load
from tests.support import Cli, quiet_world, simulator

PROGRAM = f"{sys.executable} -m devsignal_cli"


def shell(command: str, home: Path, **variables: str) -> tuple[int, str]:
    ran = subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, "DEVSIGNAL_HOME": str(home), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stderr


@pytest.mark.parametrize(
    "arguments",
    ["stats", "stats --json", "twitter recent", "--help", "twitter --help", "--version", "db path", "classify x"],
)
def test_a_closed_pipe_is_no_error(arguments: str, home: Path) -> None:
    code, said = shell(f"exec 3>&2; {{ sleep 0.2; {PROGRAM} {arguments} 2>&3; echo code $? >&3; }} | true", home)
    assert (code, said.strip()) == (0, "code 0")


@pytest.mark.parametrize("arguments", ["stats", "stats --json", "db path", "--version", "classify x"])
def test_a_full_disk_is_told(arguments: str, home: Path) -> None:
    code, said = shell(f"{PROGRAM} {arguments} >/dev/full", home)
    assert code == 74
    assert "Traceback" not in said


def test_streams_that_are_closed_from_the_start_are_no_defect(home: Path) -> None:
    assert shell(f"{PROGRAM} stats --json >&-", home) == (0, "")
    assert shell(f"{PROGRAM} --version >&- 2>&-", home)[0] == 0


def test_an_encoding_without_a_letter_prints_a_sign_in_its_place(home: Path) -> None:
    code, said = shell(f"{PROGRAM} twitter status", home, PYTHONIOENCODING="ascii")
    assert (code, said) == (0, "")


@pytest.mark.parametrize(
    "variables",
    [{"ALL_PROXY": "socks5://127.0.0.1:9"}, {"SSL_CERT_FILE": "/nowhere.pem"}, {"HTTPS_PROXY": "nonsense://x"}],
)
def test_wrong_network_settings_exit_78(home: Path, variables: dict[str, str]) -> None:
    command = f"echo some-token | {PROGRAM} twitter connect -k acme --token-stdin"
    code, said = shell(command, home, **variables)
    assert code == 78, said
    assert "network settings" in said


def test_a_home_of_a_nobody_exits_78(home: Path) -> None:
    assert shell(f"{PROGRAM} stats", home, DEVSIGNAL_HOME="~nosuchuser/x")[0] == 78


def test_a_proxy_never_sees_a_token_of_plain_http(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(3)) as x, simulator(quiet_world(0)) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        cli.connect(x)
        assert cli("twitter", "sync").code == 0
        assert proxy.requests == []


@pytest.mark.parametrize("zone", ["CET-1CEST,M3.5.0,M10.5.0/3", ":/etc/localtime"])
def test_a_zone_without_a_name_still_counts_days(home: Path, zone: str) -> None:
    assert shell(f"{PROGRAM} stats", home, TZ=zone) == (
        0,
        "No posts yet. Next: devsignal twitter connect -k yourproduct\n",
    )


def test_a_machine_without_zone_files_knows_utc(home: Path) -> None:
    assert shell(f"{PROGRAM} stats", home, TZ="UTC", PYTHONTZPATH="")[0] == 0


def test_a_folder_that_others_use_is_not_closed_to_them(cli: Cli) -> None:
    (cli.home / "their-file").touch()
    cli.home.chmod(0o755)
    cli("stats")
    assert cli.home.stat().st_mode & 0o777 == 0o755


def test_two_homes_with_one_database_share_its_locks(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVSIGNAL_DATABASE_URL", f"sqlite:///{cli.database}")
    first = load().locks
    monkeypatch.setenv("DEVSIGNAL_HOME", str(tmp_path / "second"))
    assert load().locks == first
