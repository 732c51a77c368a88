"""What the tests of faults share: the compiled injector, and one fork server for each worker."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.program import Program, built_shim
from tests.faults.stage import Ready, made_ready


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fault injector, compiled."""
    return built_shim(tmp_path_factory.mktemp("shim"))


@pytest.fixture(scope="session")
def program(shim: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program in forks of one server, which can be made to fail at any write."""
    with Program(shim, tmp_path_factory.mktemp("scratch")) as server:
        yield server


@pytest.fixture(scope="session")
def second_program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One more process that runs the program, while the first is busy."""
    with Program(None, tmp_path_factory.mktemp("second")) as server:
        yield server


@pytest.fixture(scope="session")
def ready(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """A home that is connected and has companies, to be copied."""
    return made_ready(tmp_path_factory.mktemp("ready"), program)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where the system has one: thousands of syncs to a disk would only take time."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as path:
        yield Path(path)
