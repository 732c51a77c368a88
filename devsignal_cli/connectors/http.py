"""The HTTP client: the only import of httpx. Bounded in time and size, gzip only, and no redirect is ever followed.

Secrets go into one header of one host; nothing here logs a URL, a header or a body.
"""

import json
import logging
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from devsignal_cli import __version__
from devsignal_cli.errors import ConfigError, ServiceError, TryLaterError

LARGEST_BODY = 20 * 1024 * 1024
TIMEOUT = httpx.Timeout(30.0, connect=10.0)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: status, headers (lower case), and the decoded body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def header_int(self, name: str) -> int | None:
        """A header as a whole number, or None if it is missing or is none."""
        text = self.headers.get(name, "").strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None  # noqa: PLR2004

    def header_time(self, name: str) -> int | None:
        """A header that is an HTTP date, in Unix seconds, or None if it is missing or is none."""
        try:
            return int(parsedate_to_datetime(self.headers[name]).timestamp())
        except (KeyError, ValueError, OverflowError):
            return None

    @property
    def server_time(self) -> int | None:
        """The server's own clock in Unix seconds."""
        return self.header_time("date")

    def document(self) -> dict[str, Any]:
        """The body as a JSON object; an empty one if it is something else (HTML, plain text, nothing)."""
        try:
            document = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return document if isinstance(document, dict) else {}


class BrokenAnswerError(TryLaterError):
    """No answer came, or one that broke off or cannot be read; asking again may help."""


class Http:
    """A client for one base URL and one bearer secret.

    Args:
        base_url: scheme and host; paths are appended.
        token: sent verbatim as a bearer token.
        transport: a transport of a test's own.
    """

    def __init__(self, base_url: str, token: str, transport: httpx.BaseTransport | None = None) -> None:
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)  # at INFO they log whole URLs
        self._host = base_url
        self._token = token
        is_https = base_url.startswith("https:")
        headers = {
            "Authorization": f"Bearer {token}",
            "Accept-Encoding": "gzip",
            "User-Agent": f"devsignal/{__version__}",
        }
        try:
            self._client = httpx.Client(
                base_url=base_url,
                headers=headers,
                timeout=TIMEOUT,
                follow_redirects=False,
                transport=transport,
                trust_env=is_https,  # plain http is for loopback: no proxy may see its token
                verify=is_https,  # to load the certificates costs 40 ms
            )
        except (ImportError, OSError, ValueError, httpx.InvalidURL) as error:
            raise ConfigError(
                f"The network settings cannot be used: {type(error).__name__}.",
                "Check HTTPS_PROXY, ALL_PROXY (http and https proxies only) and SSL_CERT_FILE.",
            ) from error

    def get(self, path: str, parameters: Mapping[str, str]) -> Answer:
        """GET a path; one attempt.

        Raises:
            BrokenAnswerError: no answer, or one that cannot be read.
            ServiceError: the service sent us elsewhere, or an answer beyond 20 MiB.
        """
        try:
            with self._client.stream("GET", path, params=dict(parameters)) as response:
                body = _body(response)
                headers = {name.lower(): value for name, value in response.headers.items()}
        except httpx.TransportError as error:
            why = f"{type(error).__name__} {error}".replace(self._token, "…").rstrip()
            raise BrokenAnswerError(
                f"{self._host} cannot be reached: {why}.",
                "Check the network (HTTPS_PROXY and SSL_CERT_FILE are honoured) and run it again.",
            ) from error
        if response.is_redirect:
            raise ServiceError(
                f"{self._host} answered with a redirect, which is not followed: the token would go elsewhere.",
                "Check DEVSIGNAL_TWITTER_URL.",
            )
        return Answer(response.status_code, headers, body)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()


def _body(response: httpx.Response) -> bytes:
    """The decoded body, cut off by an error as soon as it passes the cap: a small gzip may hold gigabytes."""
    if response.headers.get("content-encoding", "").lower() != "gzip":
        return _bounded(response)
    unzip = zlib.decompressobj(16 + zlib.MAX_WBITS)
    body = b""
    try:
        for chunk in response.iter_raw():
            body += unzip.decompress(chunk, LARGEST_BODY + 1 - len(body))
            _check_size(len(body))
    except zlib.error as error:
        raise BrokenAnswerError("An answer was damaged on its way.", "Run it again.") from error
    if body and not unzip.eof:
        raise BrokenAnswerError("An answer broke off.", "Run it again.")
    return body


def _bounded(response: httpx.Response) -> bytes:
    body = b""
    for chunk in response.iter_raw():
        body += chunk
        _check_size(len(body))
    return body


def _check_size(size: int) -> None:
    if size > LARGEST_BODY:
        raise ServiceError(
            f"An answer is larger than {LARGEST_BODY // 1024 // 1024} MiB.", "Check DEVSIGNAL_TWITTER_URL."
        )
