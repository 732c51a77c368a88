"""The program run in this process for many tests at once: own streams, own environment, no network but what it notes."""

import io
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from devsignal_cli.cli.main import run
from tests.support import NOW_MS, Ran

COLUMNS = "100"


class Shell:
    """Runs `devsignal` in this process and notes which addresses it reached for."""

    def __init__(self, home: Path, patch: pytest.MonkeyPatch) -> None:
        self.home = home
        self.reached: list[Any] = []
        self._patch = patch

    def __call__(self, *arguments: str, stdin: str = "") -> Ran:
        out, err = io.StringIO(), io.StringIO()
        typed = io.TextIOWrapper(io.BytesIO(stdin.encode("utf-8", "surrogatepass")), encoding="utf-8")
        for name, stream in (("stdin", typed), ("stdout", out), ("stderr", err)):
            self._patch.setattr(f"sys.{name}", stream)
        code = run(list(arguments))
        return Ran(code, out.getvalue(), err.getvalue())

    def set(self, environment: Mapping[str, str]) -> None:
        """Set variables, as a shell's `export` does."""
        for name, value in environment.items():
            self._patch.setenv(name, value)


@contextmanager
def shell(home: Path) -> Iterator[Shell]:
    """A shell whose home is the given folder, which need not be there, for the time of the block."""
    with pytest.MonkeyPatch.context() as patch:
        made = Shell(home, patch)
        cwd = home.parent / "cwd"
        cwd.mkdir(exist_ok=True)
        patch.chdir(cwd)
        made.set(
            {"DEVSIGNAL_HOME": str(home), "HOME": str(home.parent), "COLUMNS": COLUMNS, "TERM": "dumb", "TZ": "UTC"}
        )
        patch.setattr("devsignal_cli.cli.wiring.time.time", lambda: NOW_MS / 1000)
        _watched(made, patch)
        yield made


def _watched(made: Shell, patch: pytest.MonkeyPatch) -> None:
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connecting(self: socket.socket, address: Any) -> None:
        made.reached.append(address)
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1"):
            raise OSError(f"a test tried to reach {address[0]}")
        connect(self, address)

    def looking_up(host: Any, *more: Any, **named: Any) -> Any:
        made.reached.append((host, *more[:1]))
        return look_up(host, *more, **named)

    patch.setattr(socket.socket, "connect", connecting)
    patch.setattr(socket, "getaddrinfo", looking_up)
