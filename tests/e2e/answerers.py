"""A simulated Clearbit and Hunter for whole walks, and the ways to look at what became of them."""

from collections.abc import Sequence
from typing import Any

import pytest

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.model.records import NewRecord
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from devsignal_cli.simulator.server import Simulator
from devsignal_cli.store import records
from devsignal_cli.store.db import Database
from tests.support import NOW_MS, Cli, Ran

FAST = ("--delay", "0", "--batch-delay", "0")


def providers(world: EnrichmentWorld | None = None, **options: Any) -> Simulator:
    return Simulator(clock=SimClock(NOW_MS), enrichment=world or EnrichmentWorld.seeded(), **options)


def firms(number: int) -> list[str]:
    return [f"firm{each:04}.com" for each in range(number)]


def world_of(domains: Sequence[str]) -> EnrichmentWorld:
    world = EnrichmentWorld()
    for domain in domains:
        world.add_company(domain)
    return world


def environment(x: Simulator) -> dict[str, str]:
    return {
        "DEVSIGNAL_CLEARBIT_COMPANY_URL": x.clearbit_url,
        "DEVSIGNAL_CLEARBIT_PERSON_URL": x.clearbit_url,
        "DEVSIGNAL_HUNTER_URL": x.hunter_url,
    }


def connect(cli: Cli, x: Simulator, monkeypatch: pytest.MonkeyPatch, *options: str, key: str | None = None) -> Ran:
    for name, url in environment(x).items():
        monkeypatch.setenv(name, url)
    return cli("clearbit", "connect", "--key-stdin", *options, stdin=(key or x.key) + "\n")


def add(cli: Cli, domains: Sequence[str], org: str = "default") -> None:
    with Database(cli.database).write() as session:
        asked = {"org": org}
        organization_id = OrganizationId(session.value("SELECT id FROM organization WHERE name = :org", asked))
        for domain in domains:
            new = NewRecord("company", domain)
            records.create(session, organization_id, new, "hand", None, NOW_MS // 1000, RULES)


def by_outcome(cli: Cli, table: str = "company") -> dict[str, int]:
    return dict(cli.sql(f"SELECT coalesce(outcome, 'never'), count(*) FROM {table} GROUP BY 1"))
