"""The program as tests of faults run it: in forks of one server process, with a fault at a chosen write."""

import json
import os
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from tests.require import needs
from tests.support import NOW_MS, Ran

ROOT = Path(__file__).parents[2]
Mode = Literal["kill", "stop", "enospc", "eio"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens at the n-th write to the database. `at` 0: nothing, the writes are only counted."""

    at: int
    mode: Mode = "kill"
    is_sticky: bool = False


@dataclass(frozen=True)
class Faulted(Ran):
    """How a run ended: `code` is minus the signal's number if one killed it.

    `writes` to the database and faults that `fired` are counted if a fault was asked for; `peak_kib` is the most memory
    it held, `descriptors` how many were open before and after it.
    """

    writes: int = 0
    fired: int = 0
    peak_kib: int = 0
    descriptors: tuple[int, ...] = ()


def built_shim(folder: Path) -> Path:
    """The fault injector, compiled into a folder."""
    needs("gcc")
    shim = folder / "failio.so"
    source = Path(__file__).with_name("failio.c")
    subprocess.run(
        ["gcc", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", shim, source, "-ldl"], check=True
    )
    return shim


class Running:
    """A run of the program that has begun. As a context manager it is killed if the block fails."""

    def __init__(self, pid: int, answer: Callable[[], dict[str, Any]], hits: Path | None) -> None:
        self.pid = pid
        self._answer = answer
        self._hits = hits
        self._stops = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_exc: object) -> None:
        if kind is not None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def is_stopped(self) -> bool:
        """Wait until a fault has stopped it once more (SIGSTOP), or it has ended; whether it is stopped."""
        while self._state() not in "ZX":
            if self._met()[1] > self._stops and self._state() == "T":  # in this order: the stop before is no new one
                self._stops += 1
                return True
            time.sleep(0.0005)
        return False

    def go_on(self) -> None:
        """Let it go on from where it was stopped."""
        os.kill(self.pid, signal.SIGCONT)

    def _met(self) -> tuple[int, int]:
        """How many writes there were, and how many met the fault."""
        counted, fired = struct.unpack("qq", self._hits.read_bytes()) if self._hits else (0, 0)
        return counted, fired

    def _state(self) -> str:
        """One letter of the kernel's; X when it is gone."""
        try:
            return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return "X"

    def ended(self) -> Faulted:
        """Wait for its end."""
        told = self._answer()
        writes, fired = self._met()
        code = os.waitstatus_to_exitcode(told["status"])
        more = (writes, fired, told["peak_kib"], tuple(told["descriptors"]))
        return Faulted(code, told["out"], told["err"], *more)

    def ended_by(self, number: signal.Signals, after_seconds: float = 0.0) -> Faulted:
        """Send it a signal, now or later, unless it ends before; wait for its end."""
        with suppress(ProcessLookupError):
            handle = os.pidfd_open(self.pid)
            ended = select.poll()
            ended.register(handle, select.POLLIN)
            if not ended.poll(after_seconds * 1000):
                signal.pidfd_send_signal(handle, number)
            os.close(handle)
        return self.ended()


class Program:
    """A fork server; `journal` is the mode of SQLite if not the program's own. Each call is one run of the program."""

    def __init__(self, shim: Path | None, scratch: Path, journal: str | None = None) -> None:
        self._journal = journal
        self._hits = scratch / f"hits-{id(self)}"
        preload = {"LD_PRELOAD": str(shim)} if shim else {}
        path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH")) if part)
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.fork_server"],
            env={**os.environ, **preload, "PYTHONPATH": path},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, *arguments: str, kill_after: float | None = None, **how: Any) -> Faulted:
        """Run one command line to its end, or for so many seconds until SIGKILL; see `start` for the rest."""
        running = self.start(*arguments, **how)
        return running.ended() if kill_after is None else running.ended_by(signal.SIGKILL, kill_after)

    def start(
        self,
        *arguments: str,
        environment: Mapping[str, str],
        fault: Fault | None = None,
        stdin: str = "",
        now: int | None = NOW_MS // 1000,
        page: int | None = None,
        kill_at: tuple[str, str, int] | None = None,
        limits: Mapping[str, int] | None = None,
        is_read: bool = True,
    ) -> "Running":
        """Begin a run. One at a time: a server waits for it before it takes the next."""
        request: dict[str, Any] = {
            "arguments": arguments,
            "environment": {**environment, **self._armed(environment, fault)},
            "stdin": stdin,
            "now": now,
            "page": page,
            "journal": self._journal,
            "kill_at": kill_at,
            "limits": dict(limits or {}),
            "is_read": is_read,
        }
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()
        return Running(self._answer()["pid"], self._answer, self._hits if fault else None)

    def _answer(self) -> dict[str, Any]:
        assert self._server.stdout is not None
        answer: dict[str, Any] = json.loads(self._server.stdout.readline())
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait(30)
        self._server.stdout.close()

    def _armed(self, environment: Mapping[str, str], fault: Fault | None) -> dict[str, str]:
        if fault is None:
            return {}
        self._hits.write_bytes(bytes(16))  # who looks before the fork has armed its faults sees none
        return {
            "FAILIO_DATABASE": str((Path(environment["DEVSIGNAL_HOME"]) / "devsignal.db").resolve()),
            "FAILIO_AT": str(fault.at),
            "FAILIO_MODE": fault.mode,
            "FAILIO_STICKY": str(int(fault.is_sticky)),
            "FAILIO_HITS": str(self._hits),
        }
