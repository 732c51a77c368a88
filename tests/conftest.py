"""Every test has a home of its own, a clean environment, and no network beyond loopback."""

import os
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from devsignal_cli.store import migrate
from tests.support import NOW_MS, Cli

settings.register_profile(
    "house", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("house")


WALKS = {"e2e", "faults", "identity_world", "privacy", "security"}
"""Folders of whole walks, which are left out while one works."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.relative_to(Path(__file__).parent).parts[0] in WALKS:
            item.add_marker("long")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of this version's schema, made once and copied."""
    folder = tmp_path_factory.mktemp("template")
    migrate.ensure(folder / "devsignal.db", folder / "backups")
    return folder / "devsignal.db"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("DEVSIGNAL_") or name in ("NO_COLOR", "CI", "FORCE_COLOR", "HTTP_PROXY", "HTTPS_PROXY"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("DEVSIGNAL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("TZ", "UTC")


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise OSError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def home(tmp_path: Path, template: Path) -> Path:
    """A home folder with an empty database."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    shutil.copy(template, folder / "devsignal.db")
    (folder / "devsignal.db").chmod(0o600)
    return folder


@pytest.fixture
def cli(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The program, run in this process."""
    monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: NOW_MS / 1000)
    return Cli(home, capsys, monkeypatch)
