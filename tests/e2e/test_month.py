"""Thirty days of half-hourly syncs of three organizations on one token, one of which is away for nine days."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.connectors.http import Http
from devsignal_cli.connectors.retry import Patience
from devsignal_cli.connectors.x import XClient
from devsignal_cli.core import sentiment
from devsignal_cli.core.budget import Budget
from devsignal_cli.core.sync import run_sync
from devsignal_cli.core.sync_job import SyncJob
from devsignal_cli.core.window import REACH_SECONDS
from devsignal_cli.model.connection import Keyword, Organization, QuerySettings
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.runs import SyncResult
from devsignal_cli.simulator.server import Simulator
from devsignal_cli.simulator.world import World
from devsignal_cli.snowflake import time_of
from devsignal_cli.store import connections
from devsignal_cli.store.db import Database
from devsignal_cli.store.sync_store import SyncStore
from tests.support import DAY_MS, NOW_MS, author, simulator

pytestmark = pytest.mark.soak

DAYS, HALF_HOUR = 30, 1_800
WATCHED = {1: ("acme", "acme cli"), 2: ("acme", "globex"), 3: ("globex", "initech")}
OUTAGE = range(12 * 48, 21 * 48)  # which runs the third organization misses
TEXTS = ("acme {}", "globex {}", "initech {}", "acme cli {}", "acme or globex {}", "initech and globex {}")


class Quiet:
    def start(self) -> None:
        """Say nothing."""

    def page(self, posts_read: int, created: int, oldest_id: int | None) -> None:
        """Say nothing."""


@dataclass
class Month:
    """What the thirty days left behind."""

    x: Simulator
    database: Database
    results: list[tuple[int, SyncResult]]

    def stored(self, org: int) -> dict[int, int]:
        """The posts of an organization, each with the time at which it was stored."""
        with self.database.read() as session:
            rows = session.rows("SELECT post_id, stored_at FROM signal WHERE organization_id = :org", {"org": org})
        return {row["post_id"]: row["stored_at"] for row in rows}

    def matching(self, org: int) -> set[int]:
        return {post_id for word in WATCHED[org] for post_id in self.x.world.matching(f'"{word}"')}


def made(seed: int, posts: int) -> World:
    """Posts at random moments of the month, some of them made just before a sync, by authors of whom few write much."""
    chance = random.Random(seed)
    world = World(authors=[author(number) for number in range(1, posts // 3)])
    for number in range(posts):
        at_ms = NOW_MS + chance.randrange(DAYS * DAY_MS - 120_000)
        world.plant(
            chance.choice(TEXTS).format(number), at_ms, author_id=1 + int(chance.random() ** 2 * (posts // 3 - 1))
        )
    return world


@contextmanager
def lived(template: Path, folder: Path, posts: int) -> Iterator[Month]:
    database = Database(folder / "devsignal.db")
    database.path.write_bytes(template.read_bytes())
    with database.write() as session:
        session.execute_many(
            "INSERT INTO organization (id, name, created_at) VALUES (:id, :name, 1)",
            [{"id": number, "name": f"org{number}"} for number in WATCHED if number > 1],
        )
    with simulator(made(7, posts)) as x:
        for number, words in WATCHED.items():
            keywords = [Keyword(0, word) for word in words]
            connections.change_keywords(database.path, OrganizationId(number), keywords, (), x.clock.now_s())
        month = Month(x, database, [])
        for half_hour in range(DAYS * 48 + 1):
            for number in WATCHED:
                if number < 3 or half_hour not in OUTAGE:
                    month.results.append((number, sync(x, database, number)))
            x.clock.advance(HALF_HOUR)
        yield month


def sync(x: Simulator, database: Database, number: int) -> SyncResult:
    organization = Organization(OrganizationId(number), f"org{number}", "UTC")
    http = Http(x.url, x.token)
    client = XClient(http, Patience(0.0), x.clock.now_s)
    store = SyncStore(database, organization.id, "account", sentiment.VERSION, RULES)
    job = SyncJob(
        organization,
        QuerySettings(),
        client,
        store,
        Budget(1_000.0),
        Quiet(),
        x.clock.now_s,
        sentiment.shipped(),
        confirm=lambda _: True,
    )
    try:
        return run_sync(job).result
    finally:
        http.close()


@pytest.fixture(scope="module")
def month(template: Path) -> Iterator[Month]:
    memory = Path("/dev/shm")  # noqa: S108 - where 20,000 commits wait for no disk
    with (
        TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder,
        lived(template, Path(folder), posts=1_500) as lived_through,
    ):
        yield lived_through


def test_every_run_ends_whole(month: Month) -> None:
    assert {result.status for _, result in month.results} == {"complete"}


@pytest.mark.parametrize("org", [1, 2])
def test_an_organization_that_never_misses_a_run_has_every_post_once(month: Month, org: int) -> None:
    assert month.stored(org).keys() == month.matching(org)


def test_the_one_that_was_away_lacks_only_the_reported_gap(month: Month) -> None:
    gaps = [gap for number, result in month.results for gap in result.gaps if number == 3]
    assert len(gaps) == 1
    start, end = gaps[0].from_.timestamp(), gaps[0].to.timestamp()
    assert 9 * 86_400 - REACH_SECONDS <= end - start <= 9 * 86_400 - REACH_SECONDS + 2 * HALF_HOUR
    lost = month.matching(3) - month.stored(3).keys()
    assert lost
    assert lost == {post_id for post_id in month.matching(3) if start <= time_of(post_id) < end}


def test_the_bill_is_the_least_that_x_allows(month: Month) -> None:
    """A post is paid for once on each day on which an organization reads it first; each author once."""
    read = {(post, stored // 86_400) for org in WATCHED for post, stored in month.stored(org).items()}
    with month.database.read() as session:
        authors = session.value("SELECT count(*) FROM author WHERE seen_at IS NOT NULL")
        booked = session.value("SELECT sum(micro_usd) FROM ledger") / 1_000_000
    least = len(read) * 0.005 + authors * 0.010
    assert booked == pytest.approx(month.x.meter.usd)
    assert least <= month.x.meter.usd <= 1.005 * least
    assert month.x.meter.users_returned == authors
