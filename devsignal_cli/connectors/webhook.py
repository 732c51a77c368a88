"""Webhooks: which addresses are taken, and one signed POST to one of them. Nothing is followed, no answer is read."""

import hmac
import ipaddress
import queue
import threading
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from devsignal_cli.errors import TryLaterError, UsageError

ID, TIME, SIGNATURE = "X-Devsignal-Id", "X-Devsignal-Timestamp", "X-Devsignal-Signature"
_LONGEST = 2_000
_AGAIN = "It is tried again after the next sync."


@dataclass(frozen=True, slots=True)
class Post:
    """What is sent: JSON bytes, the message's id, when (Unix seconds), and what it is signed with, if at all."""

    body: bytes
    id: str
    time: int
    secret: str | None = None

    def headers(self) -> dict[str, str]:
        """The headers of the message. The signature covers time and body, so that an old message cannot be replayed."""
        told = {"Content-Type": "application/json", ID: self.id, TIME: str(self.time)}
        if self.secret is None:
            return told
        signed = hmac.new(self.secret.encode(), f"{self.time}.".encode() + self.body, "sha256").hexdigest()
        return told | {SIGNATURE: f"sha256={signed}"}


def checked(url: str) -> str:
    """The host of a webhook's address.

    Raises:
        UsageError: it is no address to which anything may be sent. The address itself, a secret, is not repeated.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.port != 0 else None
    except ValueError:
        host = None
    if not host or len(url) > _LONGEST or not _is_plain(url, parts) or not _is_allowed(parts.scheme, host):
        raise UsageError(
            "This is no address of a webhook: it must be https (plain http on loopback only), without a user name.",
            "Copy the whole address that Slack, Mattermost or your own service gives you.",
        )
    return host


def post(url: str, what: Post, seconds: float) -> None:
    """Send a message and wait for the answer's status, at most so long, whatever the other side does.

    Raises:
        TryLaterError: it was not taken.
    """
    from devsignal_cli.connectors import http  # noqa: PLC0415 - a tenth of a second that the list of alerts need not pay

    told: queue.SimpleQueue[int | str] = queue.SimpleQueue()

    def send() -> None:
        try:
            told.put(http.post(url, what.body, what.headers(), seconds + 1))  # the wait below ends first
        except Exception as error:  # noqa: BLE001 - on a thread of its own nobody else would hear of it
            told.put(f"It could not be asked ({type(error).__name__}).")

    threading.Thread(target=send, daemon=True, name="webhook").start()
    try:
        answer = told.get(timeout=seconds)
    except queue.Empty:
        raise TryLaterError(f"It did not answer within {seconds:.1f} seconds.", _AGAIN) from None
    if isinstance(answer, str):
        raise TryLaterError(answer, _AGAIN)
    if answer in range(300, 400):
        raise TryLaterError("It answered with a redirect, which is not followed.", "Take the address that it leads to.")
    if answer not in range(200, 300):
        raise TryLaterError(f"It answered with HTTP {answer}.", _AGAIN)


def _is_plain(url: str, parts: SplitResult) -> bool:
    return url.isprintable() and url.isascii() and " " not in url and "\\" not in url and "@" not in parts.netloc


def _is_allowed(scheme: str, host: str) -> bool:
    """https, or plain http on loopback; nothing link-local (a cloud's metadata), no multicast, no number."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        is_name = any(letter.isalpha() for letter in host.rpartition(".")[2]) and not host.startswith("0x")
        return is_name and (scheme == "https" or (scheme == "http" and host == "localhost"))
    inner = getattr(address, "ipv4_mapped", None) or address
    if inner.is_link_local or inner.is_multicast or inner.is_unspecified:
        return False
    return scheme == "https" or (scheme == "http" and inner.is_loopback)
