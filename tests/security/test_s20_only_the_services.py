"""S20, S22: whatever address a post, a profile or an answer names, only the services are asked, with the secret in one header."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from devsignal_cli.config import load
from devsignal_cli.errors import DevsignalError
from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from devsignal_cli.simulator.server import Simulator
from devsignal_cli.simulator.world import World
from tests.security.shell import Shell, shell
from tests.support import NOW_MS, author

BAIT = (
    "http://evil.test/x",
    "https://t.co/abc123",
    "file:///etc/passwd",
    "http://169.254.169.254/latest",
    "http://[::1]:9/x",
)


@dataclass
class Seen:
    """What a run reached for: addresses, and whole requests; and the secrets and the service it was given."""

    x: Simulator
    reached: list[Any] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)

    @property
    def secrets(self) -> tuple[str, str]:
        return self.x.token, self.x.key


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """Connect, preview, sync, import and enrich while every text is full of addresses."""
    folder = tmp_path_factory.mktemp("bait")
    (folder / "above").mkdir()
    with baited() as x, shell(folder / "above" / "home") as run, pytest.MonkeyPatch.context() as patch:
        seen = Seen(x, run.reached)
        _noted(patch, seen)
        urls = ("DEVSIGNAL_TWITTER_URL", "DEVSIGNAL_CLEARBIT_COMPANY_URL", "DEVSIGNAL_CLEARBIT_PERSON_URL")
        run.set(dict(zip(urls, (x.url, x.clearbit_url, x.clearbit_url), strict=True)))
        called(run, x, folder)
        yield seen


def baited() -> Simulator:
    """X and Clearbit, with an address in every text that may hold one."""
    world = World(
        authors=[
            author(n, username=f"user{n}", url=url, description=url, location=url) for n, url in enumerate(BAIT, 1)
        ]
    )
    for number, url in enumerate(BAIT, 1):
        world.plant(f"acme broken {url}", NOW_MS - 600_000 + number * 1_000, author_id=number)
    enrichment = EnrichmentWorld()
    enrichment.add_company("firm.dev", logo=BAIT[0], url=BAIT[2], site={"url": BAIT[3], "phoneNumbers": [BAIT[0]]})
    enrichment.add_person("jo@firm.dev", avatar=BAIT[2], site=BAIT[3], bio=BAIT[0])
    return Simulator(world, SimClock(NOW_MS), enrichment=enrichment, enrichment_limit=0)


def called(run: Shell, x: Simulator, folder: Path) -> None:
    rows = folder / "rows.jsonl"
    rows.write_text("\n".join(json.dumps({"domain": f"row{n}.dev", "website": url}) for n, url in enumerate(BAIT)))
    for arguments, stdin in (
        ("twitter connect -k acme --token-stdin", x.token), ("clearbit connect --provider clearbit --key-stdin", x.key),
        ("twitter preview", ""), ("twitter sync --yes", ""), ("company add firm.dev", ""), ("contact add jo@firm.dev", ""),
        ("clearbit enrich bulk all --delay 0 --batch-delay 0", ""), ("identity resolve", ""), ("twitter recent", ""),
        ("company show firm.dev", ""), ("contact show jo@firm.dev", ""), ("company export", ""),
    ):  # fmt: skip
        ran = run(*arguments.split(" "), stdin=stdin)
        assert ran.code == 0, (arguments, ran)
    run("company", "import", str(rows), "--yes")


def test_s20_no_address_but_that_of_the_services_is_reached_or_looked_up(seen: Seen) -> None:
    port = httpx.URL(seen.x.url).port
    assert set(map(tuple, seen.reached)) == {("127.0.0.1", port)}


def test_s20_every_request_goes_to_a_path_of_the_services(seen: Seen) -> None:
    assert len(seen.requests) >= 6
    asked = {str(request.url).removeprefix(seen.x.url).split("?")[0] for request in seen.requests}
    assert [path for path in asked if not path.startswith(("/2/", "/clearbit/v2/"))] == []


def test_s22_a_secret_is_in_one_header_of_a_request_and_nowhere_else(seen: Seen) -> None:
    for request in seen.requests:
        carrying = [name for name, value in request.headers.items() if any(secret in value for secret in seen.secrets)]
        assert carrying == ["authorization"], request.url
        told = str(request.url).encode() + request.content
        assert [secret for secret in seen.secrets if secret.encode() in told] == []


@pytest.mark.parametrize("url", ["http://evil.test", "http://10.0.0.1", "ftp://127.0.0.1", "file:///etc/passwd", "//evil.test",
    "http://127.0.0.1.evil.test", "http://localhost.evil.test", "https://user:pass@api.x.com", "http://[::ffff:10.0.0.1]"])  # fmt: skip
@pytest.mark.parametrize("name", ["DEVSIGNAL_TWITTER_URL", "DEVSIGNAL_CLEARBIT_COMPANY_URL", "DEVSIGNAL_HUNTER_URL"])
@pytest.mark.usefixtures("home")
def test_s22_no_base_url_is_plain_beyond_loopback(url: str, name: str) -> None:
    with pytest.raises(DevsignalError, match=f"{name} must be an https URL"):
        load({name: url, "DEVSIGNAL_HOME": "/nowhere"}).base_url(name, "https://api.x.com")


def _noted(patch: pytest.MonkeyPatch, seen: Seen) -> None:
    handle = httpx.HTTPTransport.handle_request

    def handling(self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        request.read()
        seen.requests.append(request)
        return handle(self, request)

    patch.setattr(httpx.HTTPTransport, "handle_request", handling)
