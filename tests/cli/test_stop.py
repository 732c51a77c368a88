"""A request to stop that a library or Python itself gets hold of is a request to stop all the same."""

import os
import signal
import subprocess
import sys
import time
import weakref
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import pytest

from tests.support import Cli

STATS = "devsignal_cli.cli.stats"


class TurnsItIntoAnotherError(ModuleType):
    """Loaded when the signal comes, as an extension module is that makes an ImportError of it."""

    @property
    def app(self) -> None:
        try:
            signal.raise_signal(signal.SIGTERM)
        except BaseException as error:
            raise ImportError("could not be imported") from error


class LosesIt(ModuleType):
    """Loaded when the signal comes while Python is in a callback whose errors it ignores, as those of importlib."""

    @property
    def app(self) -> None:
        lock = ModuleType("lock")
        _watched = weakref.ref(lock, lambda _lock: signal.raise_signal(signal.SIGTERM))
        del lock
        time.sleep(5)  # cut short by the second request


class ForgetsIt(ModuleType):
    """Loaded when the signal comes to somebody who forgets it, as Python's compiler does that of a constant."""

    @property
    def app(self) -> None:
        with suppress(BaseException):
            signal.raise_signal(signal.SIGTERM)
        time.sleep(5)  # as above


@pytest.mark.parametrize("module", [TurnsItIntoAnotherError, LosesIt, ForgetsIt])
def test_a_signal_while_a_command_is_loaded_stops_the_program(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, module: type[ModuleType]
) -> None:
    monkeypatch.setitem(sys.modules, STATS, module(STATS))
    ran = cli("stats")
    assert (ran.code, ran.err) == (
        143,
        "error: Stopped on request. Whatever was stored is whole; run it again to go on.\n",
    )


def test_another_error_that_python_ignores_is_still_told(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    class Fails(ModuleType):
        @property
        def app(self) -> None:
            lock = ModuleType("lock")
            _watched = weakref.ref(lock, lambda _lock: 1 / 0)
            del lock
            raise ImportError

    told: list[type] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda what: told.append(what.exc_type))
    monkeypatch.setitem(sys.modules, STATS, Fails(STATS))
    assert cli("stats").code == 1
    assert told == [ZeroDivisionError]


def test_the_handlers_of_the_caller_are_put_back(cli: Cli) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM)]
    hook = sys.unraisablehook
    cli("--version")
    after = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM)]
    assert (after, sys.unraisablehook) == (before, hook)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_before_the_command_line_is_read_ends_the_program(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    (tmp_path / "typer.py").write_text(f"import os, time\nos.kill(os.getpid(), {number:d})\ntime.sleep(5)\n")
    ran = subprocess.run(
        [sys.executable, "-m", "devsignal_cli", "stats"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (code, b"")
