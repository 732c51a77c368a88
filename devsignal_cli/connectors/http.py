"""The HTTP client: the only import of httpx. Bounded in time and size, gzip only, and no redirect is ever followed.

Secrets go into one header of one host; nothing here logs a query, a header or a body.
"""

import json
import logging
import math
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from devsignal_cli import __version__
from devsignal_cli.errors import ConfigError, ServiceError, TryLaterError

LARGEST_BODY = 20 * 1024 * 1024
TIMEOUT = httpx.Timeout(30.0, connect=10.0)
LONGEST_SECONDS = 120.0  # of a body: TIMEOUT bounds only the wait for its next byte


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

    def json(self) -> Any:
        """The body as a JSON value, with null for numbers that JSON has not (NaN, 1e999); None if it is no JSON."""
        try:
            return json.loads(self.body, parse_constant=_nothing, parse_float=_finite)
        except (ValueError, RecursionError):
            return None

    def document(self) -> dict[str, Any]:
        """The body as a JSON object; an empty one if it is something else (HTML, plain text, nothing)."""
        document = self.json()
        return document if isinstance(document, dict) else {}


class BrokenAnswerError(TryLaterError):
    """No answer came, or one that broke off or cannot be read; asking again may help."""


class MisdirectedError(ServiceError):
    """What answers is not the service, or has not this path: every further request would fail alike."""


class Http:
    """A client for one base URL and one secret; several threads may share it.

    Args:
        base_url: scheme and host, and a path prefix if any; paths are appended.
        token: sent verbatim in `key_header`, behind `key_prefix`.
        transport: a transport of a test's own.
        setting: the variable that holds the base URL, for hints.
        headers: what else to send with every request.
        key_header: the header that carries the secret.
        key_prefix: what stands before it.
    """

    def __init__(
        self,
        base_url: str,
        token: str,
        transport: httpx.BaseTransport | None = None,
        *,
        setting: str = "DEVSIGNAL_TWITTER_URL",
        headers: Mapping[str, str] | None = None,
        key_header: str = "Authorization",
        key_prefix: str = "Bearer ",
    ) -> None:
        self.setting = setting
        self._log = logging.getLogger("devsignal.http")
        self._host = base_url
        self._token = token
        sent = {
            **(headers or {}),
            key_header: f"{key_prefix}{token}",
            "Accept-Encoding": "gzip",
            "User-Agent": f"devsignal/{__version__}",
        }
        try:
            self._client = _client(base_url, sent, TIMEOUT, transport)
        except (ImportError, OSError, ValueError, httpx.InvalidURL) as error:
            raise ConfigError(
                f"The network settings cannot be used: {type(error).__name__}.",
                "Check HTTPS_PROXY, ALL_PROXY (http and https proxies only) and SSL_CERT_FILE.",
            ) from error

    def get(self, path: str, parameters: Mapping[str, str]) -> Answer:
        """GET a path; one attempt.

        Raises:
            BrokenAnswerError: no answer, or one that cannot be read.
            TryLaterError: the certificate is not trusted, which asking again does not mend.
            MisdirectedError: the service sent us elsewhere.
            ServiceError: an answer beyond 20 MiB.
        """
        began = time.monotonic()
        try:
            with self._client.stream("GET", path, params=dict(parameters)) as response:
                body = _body(response, self.setting)
                headers = {name.lower(): value for name, value in response.headers.items()}
        except httpx.TransportError as error:
            self._tell(path, began, failed=type(error).__name__)
            raise self._unreachable(error) from error
        self._tell(path, began, status=response.status_code, bytes=len(body))
        if response.is_redirect:
            raise MisdirectedError(
                f"{self._host} answered with a redirect, which is not followed: the token would go elsewhere.",
                f"Check {self.setting}.",
            )
        return Answer(response.status_code, headers, body)

    def redacted(self, text: str) -> str:
        """A text without the secret."""
        return text.replace(self._token, "…")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _tell(self, path: str, began: float, **answer: object) -> None:
        """Tell the log of a request: never its query, which may hold an e-mail or the words that are watched."""
        seconds = round(time.monotonic() - began, 3)
        self._log.info("request", extra={"fields": {"host": self._host, "path": path, **answer, "seconds": seconds}})

    def _unreachable(self, error: httpx.TransportError) -> TryLaterError:
        if untrusted := _certificate_fault(error):
            return TryLaterError(
                f"The certificate of {self._host} is not trusted: {untrusted.verify_message}.",
                "If a company proxy signs it anew, name the file of its CA in SSL_CERT_FILE.",
            )
        why = self.redacted(f"{type(error).__name__} {error}").rstrip()
        return BrokenAnswerError(
            f"{self._host} cannot be reached: {why}.",
            "Check the network (HTTPS_PROXY and SSL_CERT_FILE are honoured) and run it again.",
        )


def post(url: str, body: bytes, headers: Mapping[str, str], seconds: float) -> int | str:
    """POST once to an address that is itself a secret; the answer's status, or why there is none. No body is read."""
    try:
        one = _client(url, {**headers, "User-Agent": f"devsignal-alerts/{__version__}"}, httpx.Timeout(seconds))
        with one, one.stream("POST", url, content=body) as response:
            return response.status_code
    except (httpx.HTTPError, httpx.InvalidURL, ImportError, OSError, ValueError) as error:
        untrusted = _certificate_fault(error)
        return f"Its certificate is not trusted: {untrusted.verify_message}." if untrusted else _unreached(error)


def _client(
    url: str, headers: Mapping[str, str], timeout: httpx.Timeout, transport: httpx.BaseTransport | None = None
) -> httpx.Client:
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)  # at INFO they log whole URLs
    is_plain = url.lower().startswith("http:")  # a scheme may be written in capitals
    return httpx.Client(
        base_url=url,
        headers=headers,
        timeout=timeout,
        follow_redirects=False,
        transport=transport,
        trust_env=not is_plain,  # plain http is for loopback: no proxy may see its token
        verify=not is_plain,  # to load the certificates costs 40 ms
    )


def _unreached(error: Exception) -> str:
    return f"It cannot be reached ({type(error).__name__})."  # the error's own words may hold the address


def _certificate_fault(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """The refused certificate behind an error of the client, if that is what it was."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__  # httpcore raises again "from None"
    return error


def _body(response: httpx.Response, setting: str) -> bytes:
    """The decoded body, cut off by an error as soon as it passes the cap: a small gzip may hold gigabytes."""
    if response.headers.get("content-encoding", "").lower() != "gzip":
        return _bounded(response, setting)
    unzip = zlib.decompressobj(16 + zlib.MAX_WBITS)
    body = bytearray()
    try:
        for chunk in _in_time(response):
            body += unzip.decompress(chunk, LARGEST_BODY + 1 - len(body))
            _check_size(len(body), setting)
    except zlib.error as error:
        raise BrokenAnswerError("An answer was damaged on its way.", "Run it again.") from error
    if body and not unzip.eof:
        raise BrokenAnswerError("An answer broke off.", "Run it again.")
    return bytes(body)


def _bounded(response: httpx.Response, setting: str) -> bytes:
    body = bytearray()  # bytes would be copied anew for each of a million small chunks
    for chunk in _in_time(response):
        body += chunk
        _check_size(len(body), setting)
    return bytes(body)


def _in_time(response: httpx.Response) -> Iterator[bytes]:
    until = time.monotonic() + LONGEST_SECONDS
    for chunk in response.iter_raw():
        if time.monotonic() > until:
            raise BrokenAnswerError(f"An answer had not come whole after {LONGEST_SECONDS:.0f} s.", "Run it again.")
        yield chunk


def _check_size(size: int, setting: str) -> None:
    if size > LARGEST_BODY:
        raise ServiceError(f"An answer is larger than {LARGEST_BODY // 1024 // 1024} MiB.", f"Check {setting}.")


def _nothing(_name: str) -> None:
    return None


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None
