"""What the tests of the database's commands share."""

import shutil
from pathlib import Path

import pytest

from tests.stats_world import fill
from tests.support import Cli, quiet_world, simulator


@pytest.fixture(scope="session")
def synced_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a synced home is kept, once there is one."""
    return tmp_path_factory.mktemp("synced") / "home"


@pytest.fixture
def synced(cli: Cli, synced_once: Path) -> Cli:
    """A database with 30 posts, their authors, a run, its bill and a stored secret."""
    if not synced_once.exists():
        with simulator(quiet_world(30)) as x:
            cli.connect(x)
            assert cli("twitter", "sync", "--first-window", "2d").code == 0
        shutil.copytree(cli.home, synced_once)
    shutil.copytree(synced_once, cli.home, dirs_exist_ok=True)
    return cli


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Path:
    """The database of a full organization, and a second one."""
    path = tmp_path_factory.mktemp("filled") / "devsignal.db"
    shutil.copy(template, path)
    fill(path, 3_000)
    return path
