"""S07: the key file is taken only as we made it: a file of ours, for us alone, whatever the umask."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devsignal_cli.store.secrets import KEY_FILE, Vault
from tests.support import Cli, quiet_world, simulator

NOBODY = 65_534


@pytest.fixture
def _open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def readable(key: Path) -> None:
    key.chmod(0o644)


def linked(key: Path) -> None:
    key.replace(key.with_name("real"))
    key.symlink_to(key.with_name("real"))


SPOILS = [(readable, "can be read by others"), (linked, "cannot be opened")]


@pytest.mark.parametrize(("spoil", "said"), SPOILS, ids=["0644", "symlink"])
def test_s07_a_spoilt_key_file_is_refused(cli: Cli, spoil: Callable[[Path], None], said: str) -> None:
    with simulator(quiet_world(3)) as x:
        cli.connect(x)
        asked = len(x.requests)
        spoil(cli.home / KEY_FILE)
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, len(x.requests)) == (78, asked)
    assert said in ran.error["message"]
    assert ran.error["hint"]


def test_s07_a_key_file_of_another_owner_is_refused(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(3)) as x:
        cli.connect(x)
    mine = os.getuid()
    monkeypatch.setattr("devsignal_cli.store.key_file.os.getuid", lambda: NOBODY if mine != NOBODY else 1)
    ran = cli("twitter", "sync", "--json")
    assert (ran.code, ran.error["code"]) == (78, "usage")


@pytest.mark.usefixtures("_open_umask")
def test_s07_the_key_file_and_its_folders_are_private_under_an_open_umask(tmp_path: Path) -> None:
    Vault(tmp_path / "above" / "home").encrypt("s")
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {"above": 0o700, "home": 0o700, KEY_FILE: 0o600}
