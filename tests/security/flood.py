"""A service that answers every request with the same huge or twisted body, and the program run against it, measured."""

import os
import resource
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MOST_ADDRESSES = 1_500_000_000
CHUNK = b"\0" * 1_000_000


@dataclass(frozen=True)
class Measured:
    """How a run ended, and the most memory that it held."""

    code: int
    out: str
    err: str
    megabytes: float


def bomb(megabytes: int) -> bytes:
    """So many megabytes of zeros in a gzip that is a thousand times smaller."""
    packer = zlib.compressobj(1, wbits=16 + zlib.MAX_WBITS)
    return b"".join([*(packer.compress(CHUNK) for _ in range(megabytes)), packer.flush()])


@contextmanager
def answering(body: bytes, headers: Mapping[str, str]) -> Iterator[str]:
    """The URL of a service on loopback that says the same to everybody."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            for name, value in {"content-length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:  # whoever asked has heard enough
                self.close_connection = True

        def log_request(self, code: object = None, size: object = None) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def measured(*arguments: str, environment: Mapping[str, str]) -> Measured:
    """Run the program as a process of its own that may not have more than so many addresses."""
    command = [sys.executable, "-c", _CHILD, *arguments]
    ran = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, env={**os.environ, **environment},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES)),
    )  # fmt: skip
    said, _, kilobytes = ran.stderr.rstrip("\n").rpartition("\n")
    return Measured(ran.returncode, ran.stdout, said, int(kilobytes) / 1024)


# VmHWM is the process's own; `ru_maxrss` begins with that of the process which forked it.
_CHILD = """
import re, sys
from pathlib import Path
from devsignal_cli.cli.main import run
code = run(sys.argv[1:])
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1], file=sys.stderr)
sys.exit(code)
"""
