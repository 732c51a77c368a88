"""HTTP/1.1 on loopback: reads requests, writes answers whole or damaged, stops fast. It knows nothing of X."""

import gzip
import json
import socket
import socketserver
import ssl
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

HOST = "127.0.0.1"
JSON_TYPE = "application/json; charset=utf-8"
_POLL_SECONDS = 0.02
_PATIENCE_SECONDS = 1.0
_NO_CONTENT = 204


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as it came; header names are lower case."""

    method: str
    path: str
    params: dict[str, str]
    headers: dict[str, str]


@dataclass(slots=True)
class Outgoing:
    """An answer: `payload` may be shorter than `declared`, and `hang_up` closes the connection behind it."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    payload: bytes = b""
    declared: int | None = None
    hang_up: bool = False

    def zip(self) -> None:
        """Packs the payload with gzip."""
        if self.payload:
            self.payload = gzip.compress(self.payload, mtime=0)
            self.headers["content-encoding"] = "gzip"

    def cut_in_half(self) -> None:
        """Keeps half of the payload."""
        self.payload = self.payload[: len(self.payload) // 2]


def json_answer(status: int, body: Any) -> Outgoing:
    """An answer with a JSON body; None is an empty one."""
    if body is None:
        return Outgoing(status)
    return Outgoing(status, {"content-type": JSON_TYPE}, json.dumps(body).encode())


def damaged(answer: Outgoing, kind: str, *, accepts_gzip: bool) -> Outgoing | None:
    """The answer as it goes out under a fault of this kind ("" for none); None drops the connection."""
    if kind == "drop_after":
        return None
    if kind == "bad_json":
        answer.cut_in_half()
    if accepts_gzip or kind == "cut_gzip":
        answer.zip()
    if kind == "half":
        answer.declared, answer.hang_up = len(answer.payload), True
    if kind in {"half", "cut_gzip"}:
        answer.cut_in_half()
    return answer


Respond = Callable[[Incoming], Outgoing | None]


class LoopbackServer(ThreadingHTTPServer):
    """A threading HTTP server on 127.0.0.1, over TLS if asked; it remembers its connections, to end them at once."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, respond: Respond, tls: ssl.SSLContext | None = None) -> None:
        self.errors: list[BaseException] = []
        self._connections: set[Any] = set()
        self._changed = threading.Condition()
        self._is_serving = False
        super().__init__((HOST, port), _handler(respond))
        if tls:  # the handshake is left to the connection's own thread
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def server_bind(self) -> None:
        """Binds without asking a name server who we are."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.socket.getsockname()[1]

    def start(self) -> None:
        """Serves from a thread until `stop`."""
        self._is_serving = True  # already here: a `stop` before the thread runs must wait for it
        threading.Thread(target=self.run, name="devsignal-simulator", daemon=True).start()

    def run(self) -> None:
        """Serves until `stop`."""
        self._is_serving = True
        self.serve_forever(poll_interval=_POLL_SECONDS)

    def stop(self) -> None:
        """Ends serving and every open connection."""
        if self._is_serving:
            self.shutdown()
        with self._changed:
            for connection in self._connections:
                _end(connection)
            self._changed.wait_for(lambda: not self._connections, _PATIENCE_SECONDS)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Notes a new connection and serves it in a thread."""
        with self._changed:
            self._connections.add(request)
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serves a connection to its end and forgets it."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._changed:
                self._connections.discard(request)
                self._changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keeps what went wrong instead of printing it; a client that left, or trusts us not, is no error."""
        _ = request, client_address
        error = sys.exception()
        if error is not None and not isinstance(error, ConnectionError | ssl.SSLError):
            self.errors.append(error)


def _handler(respond: Respond) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("content-length") or 0))
            answer = respond(_incoming(self))
            if answer is None:
                self.close_connection = True
            else:
                _write(self, answer)

        do_POST = do_GET  # noqa: N815 - the name http.server asks for

        def log_message(self, *_args: Any) -> None:
            """Says nothing."""

    return Handler


def _incoming(handler: BaseHTTPRequestHandler) -> Incoming:
    target = urlsplit(handler.path)
    headers = {name.lower(): value for name, value in handler.headers.items()}
    return Incoming(handler.command, target.path, dict(parse_qsl(target.query, keep_blank_values=True)), headers)


def _write(handler: BaseHTTPRequestHandler, answer: Outgoing) -> None:
    handler.send_response_only(answer.status)
    for name, value in answer.headers.items():
        handler.send_header(name, value)
    if answer.status != _NO_CONTENT:
        declared = len(answer.payload) if answer.declared is None else answer.declared
        handler.send_header("content-length", str(declared))
    if answer.hang_up:
        handler.close_connection = True
    handler.end_headers()
    handler.wfile.write(answer.payload)


def _end(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
