"""One run at a time, by a lock that dies with its process."""

import errno
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devsignal_cli.errors import CannotWriteError, LockedError
from devsignal_cli.store import lock

HOLDER = """
import sys
from pathlib import Path
from devsignal_cli.store import lock
with lock.held(Path(sys.argv[1]), "1-twitter"):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until its stdin closes."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        yield child


def test_a_second_holder_fails_at_once(tmp_path: Path) -> None:
    with holder(tmp_path), pytest.raises(LockedError) as caught, lock.held(tmp_path, "1-twitter"):
        pass
    assert (caught.value.exit_code, caught.value.reason) == (75, "locked")


def test_another_name_is_another_lock(tmp_path: Path) -> None:
    with holder(tmp_path), lock.held(tmp_path, "2-twitter"):
        assert (tmp_path / "2-twitter.lock").exists()


def test_a_killed_holder_lets_go(tmp_path: Path) -> None:
    with holder(tmp_path) as child:
        child.kill()
        child.wait()
        with lock.held(tmp_path, "1-twitter"):
            assert child.returncode == -9


def test_a_lock_is_free_after_its_block_even_if_that_raised(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), lock.held(tmp_path, "a"):
        raise RuntimeError
    with lock.held(tmp_path, "a"):
        pass


def test_who_only_looks_at_a_lock_costs_nobody_a_run(tmp_path: Path) -> None:
    handle = os.open(tmp_path / "a.lock", os.O_CREAT | os.O_RDWR)
    fcntl.flock(handle, fcntl.LOCK_EX)
    before = signal.signal(signal.SIGALRM, lambda _number, _frame: os.close(handle))
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        with lock.held(tmp_path, "a"), pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(handle)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_a_look_tells_whether_a_lock_is_held(tmp_path: Path) -> None:
    with holder(tmp_path):
        assert lock.is_held(tmp_path, "1-twitter")
    assert not lock.is_held(tmp_path, "1-twitter")


def test_any_number_of_commands_share_the_database(tmp_path: Path) -> None:
    with lock.shared(tmp_path), lock.shared(tmp_path), pytest.raises(LockedError) as caught, lock.alone(tmp_path):
        pass
    assert (caught.value.exit_code, "another command" in caught.value.message.lower()) == (75, True)


def test_nobody_shares_a_database_that_somebody_has_alone(tmp_path: Path) -> None:
    with lock.alone(tmp_path), pytest.raises(LockedError) as caught, lock.shared(tmp_path):
        pass
    assert (caught.value.exit_code, caught.value.reason) == (75, "locked")


def test_a_run_of_an_older_program_keeps_the_database_from_being_had_alone(tmp_path: Path) -> None:
    with holder(tmp_path), pytest.raises(LockedError), lock.alone(tmp_path):
        pass


def test_who_has_the_database_alone_keeps_older_programs_from_running(tmp_path: Path) -> None:
    with lock.held(tmp_path, "1-twitter"):
        pass
    with lock.alone(tmp_path), pytest.raises(LockedError), lock.held(tmp_path, "1-twitter"):
        pass


def test_readers_share_nothing_where_no_file_can_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: object) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("devsignal_cli.store.lock.os.open", refused)
    assert not lock.is_held(tmp_path / "locks", "1-twitter")
    with lock.shared(tmp_path / "locks"):
        assert list(tmp_path.iterdir()) == [tmp_path / "locks"]


def test_lock_files_are_private(tmp_path: Path) -> None:
    with lock.held(tmp_path / "locks", "a"):
        pass
    assert (tmp_path / "locks").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "locks" / "a.lock").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotWriteError), lock.held(tmp_path / "file", "a"):
        pass
