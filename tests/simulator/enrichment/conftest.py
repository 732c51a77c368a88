"""A world of one company, a person there and one at a free-mail address; its simulator; a client with a good key."""

from collections.abc import Iterator

import pytest

from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from devsignal_cli.simulator.server import Simulator
from tests.simulator.client import NOW_MS, Client

ADA, BO = "ada.marsh@brightforge.dev", "bo@gmail.com"


@pytest.fixture
def known() -> EnrichmentWorld:
    world = EnrichmentWorld()
    world.add_company("brightforge.dev", name="Brightforge", domainAliases=["getbrightforge.dev"])
    world.add_person(ADA)
    world.add_person(BO)
    return world


@pytest.fixture
def sim(known: EnrichmentWorld) -> Iterator[Simulator]:
    with Simulator(clock=SimClock(NOW_MS), enrichment=known) as running:
        yield running
    assert running.errors == []


@pytest.fixture
def client(sim: Simulator) -> Client:
    return Client(sim, sim.key)
