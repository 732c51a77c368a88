"""Answers of providers before they are read, and a client of a provider that plays replies."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from devsignal_cli.connectors.http import Answer, Http
from devsignal_cli.connectors.provider import Provider
from tests.connectors.replies import DATE, Line

KEY = "sk_4f9a0c_invented"
BASE = "https://provider.test"


def answer(status: int, body: Any = None, **headers: str) -> Answer:
    """An answer; a body that is no bytes is written as JSON."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, {"date": DATE} | {name.replace("_", "-"): value for name, value in headers.items()}, raw)


@contextmanager
def client(provider: Provider, line: Line, key: str = KEY) -> Iterator[Http]:
    """The provider's own client, at the company URL."""
    made = provider.http(provider.company_url, BASE, key, transport=httpx.MockTransport(line))
    try:
        yield made
    finally:
        made.close()
