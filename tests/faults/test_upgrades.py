"""F19 at the level of the disk: the upgrade of each golden database, killed before its writes, as the program does it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from devsignal_cli.store import migrate
from tests.faults.program import Fault, Program, built_shim
from tests.store.test_golden import GOLDEN, contents, loaded
from tests.store.test_golden_kill import OLDER, sound, upgraded

EVERY = int(os.environ.get("DEVSIGNAL_TEST_EVERY", "14"))
"""Each which write is killed at. Read once: each test gets a clean environment."""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program with the fault injector before it."""
    folder = tmp_path_factory.mktemp("shim")
    with Program(built_shim(folder), folder) as started:
        yield started


@pytest.mark.parametrize("golden", OLDER, ids=lambda golden: golden.stem)
def test_f19_an_upgrade_killed_before_its_writes_is_completed_by_the_next(
    golden: Path, program: Program, tmp_path: Path
) -> None:
    original = loaded(golden, tmp_path / "golden.db")
    before, point, home = contents(original), 1 + GOLDEN.index(golden), tmp_path / "home"
    wanted, environment = upgraded(before), {**os.environ, "DEVSIGNAL_HOME": str(home)}
    while True:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(mode=0o700)
        path = Path(shutil.copy(original, home / "devsignal.db"))
        ran = program("db", "upgrade", environment=environment, fault=Fault(point))
        if not ran.fired:
            assert ran.code == 0
            break
        assert ran.code == -9
        assert program("db", "upgrade", environment=environment).code == 0
        after = sound(path)
        assert {table: after[table] for table in wanted} == wanted, point
        assert migrate.schema_version(path) == migrate.HEAD
        backups = [sound(backup) for backup in (home / "backups").glob("*.db")]
        assert backups, point
        assert all(backup == before for backup in backups), point
        point += EVERY
    assert point > EVERY
