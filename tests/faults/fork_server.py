"""A process that has loaded the program and runs it in a fork of itself for each request: JSON lines in, JSON lines out.

The fork is the real program: its arguments, environment, streams and faults are its own, and it may be killed. Only
the start of Python and the imports, nine tenths of a short run, are paid once. Nothing else may be done before the
fork: no thread, no open database. A request:
  arguments, environment (in place of ours), stdin (text), now (Unix seconds: what the time is, or null),
  page (the largest page of X, or null), journal (a mode of SQLite, or null), kill_at (arguments of tests.e2e.kill_at.watch, or null),
  limits ({resource: number}), is_read (false: nobody reads stdout, its pipe is closed)
Two answers: {pid} at once; at the end {status (as of waitpid), out, err, peak_kib, descriptors (before, after)}.
"""

import ctypes
import gc
import importlib
import json
import os
import pkgutil
import resource
import signal
import sys
import tempfile
import time
from typing import IO, Any

import devsignal_cli
from devsignal_cli.cli.main import run
from devsignal_cli.core import budget, sentiment
from devsignal_cli.core.hosts import domains
from devsignal_cli.store import db
from tests.e2e.kill_at import watch

SHIM = os.environ.get("LD_PRELOAD")
LEFT_OUT = ("devsignal_cli.simulator", "devsignal_cli.store.migrations", "devsignal_cli.__main__")
LATE = (
    "cryptography.fernet",
    "cryptography.hazmat.backends.openssl.backend",
    "diskcache",
    "encodings.idna",
    "httpcore",
    "rich.console",
    "rich.table",
    "tenacity",
)


def main() -> None:
    """Serve until stdin ends."""
    _load()
    for line in sys.stdin:
        _serve(json.loads(line))


def _load() -> None:
    """Import all that a run may load, and read the lists that it reads, so that no fork has to."""
    for module in pkgutil.walk_packages(devsignal_cli.__path__, "devsignal_cli.", onerror=lambda _name: None):
        if not module.name.startswith(LEFT_OUT):
            importlib.import_module(module.name)
    for name in LATE:
        importlib.import_module(name)
    sentiment.classify("good")
    domains.typed("example.com")
    gc.collect()
    gc.freeze()


def _serve(request: dict[str, Any]) -> None:
    with tempfile.TemporaryFile() as typed, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        typed.write(request["stdin"].encode())
        typed.seek(0)
        with tempfile.TemporaryFile() as seen:
            child = os.fork()
            if child == 0:
                _become(request, [typed.fileno(), out.fileno(), err.fileno()], seen.fileno())
            _say({"pid": child})
            _, status, usage = os.wait4(child, 0)
            descriptors = [int(number) for number in _text(seen).split()]
        ended = {"status": status, "peak_kib": usage.ru_maxrss, "descriptors": descriptors}
        _say(ended | {"out": _text(out), "err": _text(err)})


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def _become(request: dict[str, Any], streams: list[int], seen: int) -> None:
    """The fork: take what was asked for, run, and end as a process of its own would."""
    code = 70
    try:
        if not request["is_read"]:
            reader, streams[1] = os.pipe()
            os.close(reader)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        os.environ.clear()
        os.environ.update(request["environment"])
        if SHIM:
            ctypes.CDLL(SHIM).failio_arm()
        _take(request)
        before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
        code = run(request["arguments"])
        sys.stdout.flush()
        os.write(seen, f"{before} {len(os.listdir('/proc/self/fd'))}".encode())  # noqa: PTH208
    finally:
        os._exit(code)


def _take(request: dict[str, Any]) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever started the tests may ignore it (nohup)
    if request["now"] is not None:
        now = float(request["now"])
        time.time = lambda: now
    if request["journal"] is not None:
        db.JOURNAL_MODE = request["journal"]
    if request["page"] is not None:
        setattr(budget, "PAGE_LARGEST", request["page"])  # noqa: B010 - a name that the module has from another
    for name, number in request["limits"].items():
        resource.setrlimit(getattr(resource, name), (number, number))
    if request["kill_at"] is not None:
        watch(*request["kill_at"])


if __name__ == "__main__":
    main()
