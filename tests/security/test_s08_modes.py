"""S08: whatever is written under the home is for its owner alone, under an open umask too."""

import os
from pathlib import Path

from devsignal_cli.store import migrate
from tests.security.tour import Tour
from tests.store.test_golden import GOLDEN, loaded


def open_ones(home: Path) -> dict[str, str]:
    """The files and folders that others may touch, with their modes."""
    modes = {path: path.lstat().st_mode & 0o777 for path in (home, *home.rglob("*"))}
    return {str(path): oct(mode) for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)}


def test_s08_everything_that_a_tour_left_is_private(tour: Tour) -> None:
    names = {str(path.relative_to(tour.home)) for path in tour.home.rglob("*")}
    assert {"devsignal.db", "secret.key", "cache", "cache/cache.db", "locks", "logs", "logs/devsignal.log"} <= names
    assert any(name.startswith("locks/") for name in names)
    assert open_ones(tour.home) == {}


def test_s08_a_backup_is_private_and_so_is_what_was_upgraded(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    before = os.umask(0)
    try:
        backup = migrate.ensure(loaded(GOLDEN[0], home / "devsignal.db"), home / "backups")
    finally:
        os.umask(before)
    assert backup is not None
    assert backup.is_relative_to(home / "backups")
    assert open_ones(home) == {}
