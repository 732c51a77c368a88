"""A client of a provider whose network, clock and sleep are played."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from devsignal_cli.connectors.cache import AnswerCache
from devsignal_cli.connectors.clearbit import CLEARBIT
from devsignal_cli.connectors.enrichment import EnrichmentClient
from devsignal_cli.connectors.pace import Pace
from devsignal_cli.connectors.provider import Provider
from devsignal_cli.connectors.retry import Patience
from devsignal_cli.connectors.rhythm import Steady
from tests.connectors.provider_answers import KEY, client
from tests.connectors.replies import Line, Naps, Reply, json_reply

ACCOUNT = "clearbit:7001"
UNASKED = Reply(500, b"nobody should ask here")
UNKNOWN = json_reply({"error": {"type": "unknown_record", "message": "Unknown."}}, 404)
QUEUED = json_reply({"error": {"type": "queued"}}, 202)
BAD_KEY = json_reply({"error": {"type": "invalid_api_key", "message": f"Invalid API key {KEY}"}}, 401)
NO_QUOTA = json_reply({"error": {"type": "over_quota"}}, 402)


class Desk:
    """What a client asked, waited and warned: one line for each of its two addresses."""

    def __init__(self, folder: Path) -> None:
        self.company = Line(UNASKED)
        self.person = Line(UNASKED)
        self.naps = Naps()
        self.warnings: list[str] = []
        self.cache: AnswerCache | None = AnswerCache(folder, self.warnings.append)

    @property
    def asked(self) -> list[tuple[str, dict[str, str]]]:
        """Paths and parameters of all requests, those of people first."""
        return [(each.url.path, dict(each.url.params)) for each in self.person.requests + self.company.requests]

    @contextmanager
    def client(
        self,
        provider: Provider = CLEARBIT,
        *,
        account: str = ACCOUNT,
        max_calls: int | None = None,
        left_seconds: float = 300.0,
        is_steady: bool = True,
        **options: Any,
    ) -> Iterator[EnrichmentClient]:
        """The client of a run, with all delays at nothing."""
        pace = Pace(Steady(0, 0, 0), is_steady=is_steady, max_calls=max_calls, monotonic=lambda: 0.0, sleep=self.naps)
        patience = Patience(left_seconds, sleep=self.naps, monotonic=lambda: 0.0)
        with client(provider, self.company) as company_http, client(provider, self.person) as person_http:
            yield EnrichmentClient(
                provider,
                company_http,
                person_http,
                patience,
                pace,
                self.cache,
                account,
                on_warn=self.warnings.append,
                wait=lambda stop, _seconds: stop.is_set(),
                **options,
            )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "cache")
    cache = made.cache
    yield made
    if cache is not None:
        cache.close()
