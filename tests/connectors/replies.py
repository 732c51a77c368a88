"""Prepared replies of a service, a transport that plays them, and a patience that never really sleeps."""

import gzip
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from devsignal_cli.connectors.http import Http
from devsignal_cli.connectors.retry import Patience
from devsignal_cli.connectors.x import XClient

BASE = "https://x.test"
TOKEN = "AAAA%2Bbbb%3Dcc"
DATE = "Tue, 17 Nov 2026 09:30:00 GMT"
NOW = 1_794_907_800  # DATE in Unix seconds
CLOCK = 1_700_000_000  # a local clock that is three years behind
POST_ID = 2_122_000_000_000_000_000


@dataclass(frozen=True)
class Reply:
    """One answer of the service."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> httpx.Response:
        return httpx.Response(self.status, headers=dict(self.headers), content=iter([self.body]))


class Line:
    """Plays replies in turn, the last one for ever, and keeps the requests that it was asked."""

    def __init__(self, *replies: Reply | Exception) -> None:
        self._replies = replies
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        reply = self._replies[min(len(self.requests), len(self._replies)) - 1]
        if isinstance(reply, Exception):
            raise reply
        return reply.response()


def json_reply(document: Any, status: int = 200, **headers: str) -> Reply:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, json.dumps(document).encode(), {"content-type": "application/json", "date": DATE} | names)


def gzip_reply(body: bytes, *, cut: int | None = None) -> Reply:
    return Reply(200, gzip.compress(body, mtime=0)[:cut], {"content-encoding": "gzip"})


@contextmanager
def http(line: Line, token: str = TOKEN, base: str = BASE) -> Iterator[Http]:
    client = Http(base, token, httpx.MockTransport(line))
    try:
        yield client
    finally:
        client.close()


class Naps:
    """A sleep that only takes notes."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


@contextmanager
def x(line: Line, *, left_seconds: float = 300.0, naps: Naps | None = None) -> Iterator[XClient]:
    with http(line) as client:
        yield XClient(client, Patience(left_seconds, sleep=naps or Naps()), lambda: CLOCK)


def post(number: int = 0, **fields: Any) -> dict[str, Any]:
    """A post in the older vocabulary."""
    post_id = str(POST_ID + number)
    whole = {
        "id": post_id,
        "text": f"quokka build {number} is green",
        "author_id": "7001",
        "created_at": "2026-11-17T09:00:00.000Z",
        "lang": "en",
        "conversation_id": post_id,
        "edit_history_tweet_ids": [post_id],
        "public_metrics": {"like_count": 3, "retweet_count": 1, "reply_count": 2, "quote_count": 0},
    }
    return {name: value for name, value in (whole | fields).items() if value is not None}


def page(*posts: dict[str, Any], **meta: Any) -> dict[str, Any]:
    return {"data": list(posts), "meta": {"result_count": len(posts), **meta}}
