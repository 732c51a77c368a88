"""A simulated Clearbit and Hunter for whole walks, and the ways to look at what became of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.core.hosts import emails
from devsignal_cli.model.records import Entity, NewRecord, Record, Value
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from devsignal_cli.simulator.server import Simulator
from devsignal_cli.store import record_keys, records, resolution
from devsignal_cli.store.db import Database, Session
from tests.support import NOW_MS, Cli, Ran

FAST = ("--delay", "0", "--batch-delay", "0")
NOW = NOW_MS // 1000


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


def add(cli: Cli, domains: Sequence[str | None], org: str = "default", **values: Value) -> None:
    with Database(cli.database).write() as session:
        organization_id = _id_of(session, org)
        for domain in domains:
            new = NewRecord("company", domain, values=values)
            records.create(session, organization_id, new, "hand", None, NOW, RULES)
        resolution.follow(session, organization_id, RULES, NOW)


def add_contacts(cli: Cli, addresses: Sequence[str], org: str = "default", **values: Value) -> None:
    with Database(cli.database).write() as session:
        organization_id = _id_of(session, org)
        for address in addresses:
            email = emails.typed(address)
            new = NewRecord("contact", email.address, email.key, values, email.company_domain)
            record_keys.add_contact(session, organization_id, new, "hand", None, NOW, RULES)
        resolution.follow(session, organization_id, RULES, NOW)


def edit(cli: Cli, entity: Entity, record_id: int, source: str = "hand", **values: Value | None) -> None:
    with Database(cli.database).write() as session:
        records.write(session, OrganizationId(1), entity, record_id, values, source, None, NOW, RULES)
        resolution.follow(session, OrganizationId(1), RULES, NOW)


def record(cli: Cli, entity: Entity = "company", record_id: int = 1) -> Record:
    with Database(cli.database).read() as session:
        return records.load(session, OrganizationId(1), entity, [record_id])[record_id]


def values(cli: Cli, entity: Entity = "company", record_id: int = 1) -> Mapping[str, Value]:
    return record(cli, entity, record_id).values


def by_outcome(cli: Cli, table: str = "company") -> dict[str, int]:
    return dict(cli.sql(f"SELECT coalesce(outcome, 'never'), count(*) FROM {table} GROUP BY 1"))


def later(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: NOW + seconds)


def _id_of(session: Session, org: str) -> OrganizationId:
    return OrganizationId(session.value("SELECT id FROM organization WHERE name = :org", {"org": org}))
