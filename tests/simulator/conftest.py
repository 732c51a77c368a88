"""A planted world of thirty posts, its simulator and a client, for the tests that need nothing special."""

from collections.abc import Iterator

import pytest

from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.posts import SimAuthor
from devsignal_cli.simulator.server import Simulator
from devsignal_cli.simulator.world import World

from .client import NOW_MS, Client

MINUTE_MS = 60_000
AUTHORS = (
    SimAuthor(
        id=11,
        username="ada_dev",
        name="Ada",
        description="I like https://acme.dev & <tags>",
        url="https://ada.example",
        verified=True,
        verified_type="blue",
    ),
    SimAuthor(id=12, username="bo_ops", name="Bo", location="Oslo"),
    SimAuthor(id=13, username="gone_one", name="Gone", status="not_found"),
    SimAuthor(id=14, username="bad_one", name="Bad", status="suspended"),
    SimAuthor(id=15, username="shy_one", name="Shy", protected=True),
)


@pytest.fixture
def world() -> World:
    planted = World(authors=AUTHORS)
    for number in range(30):
        planted.plant(f"acme cli post {number}", NOW_MS - (number + 1) * MINUTE_MS, author_id=11 + number % 2)
    return planted


@pytest.fixture
def sim(world: World) -> Iterator[Simulator]:
    with Simulator(world=world, clock=SimClock(NOW_MS)) as running:
        yield running
    assert running.errors == []


@pytest.fixture
def client(sim: Simulator) -> Client:
    return Client(sim)
