"""The real program, killed thirty times on one walk of a hundred pages, loses nothing and stores nothing twice."""

import pytest

from devsignal_cli.simulator.world import World
from tests.e2e.test_kill import STORE, X, assert_whole, killed
from tests.support import NOW_MS, Cli, author, simulator

pytestmark = pytest.mark.soak

POSTS, PAGE, AUTHORS = 10_000, 100, 50
BUDGET = ("--budget", "1000")
POINTS = [  # one child after the other; each counts its own calls, and goes on where the one before was killed
    ("return", f"{X}:XClient.search", 1),
    ("call", f"{STORE}.windows:save", 4),
    ("call", f"{X}:XClient.users", 4),
    ("return", f"{STORE}.signals:store_posts", 2),
    ("return", f"{STORE}.sync_store:SyncStore.store_page", 4),
    ("return", f"{X}:XClient.users", 4),
    ("call", f"{STORE}.signals:_store_keywords", 3),
    ("call", f"{STORE}.sync_store:SyncStore.store_profiles", 2),
    ("return", f"{STORE}.windows:save", 4),
    ("call", f"{X}:XClient.search", 4),
    ("return", f"{STORE}.ledger:book", 4),
    ("call", f"{STORE}.resolution:resolve", 4),
    ("call", f"{STORE}.sync_store:SyncStore.store_page", 3),
    ("return", f"{STORE}.sync_store:SyncStore.store_profiles", 4),
    ("return", f"{STORE}.signals:_store_keywords", 4),
    ("call", f"{STORE}.ledger:book", 1),
    ("return", f"{X}:XClient.users", 1),
    ("call", f"{STORE}.signals:store_posts", 4),
    ("return", f"{STORE}.resolution:resolve", 4),
    ("return", f"{X}:XClient.search", 4),
    ("call", f"{X}:XClient.users", 3),
    ("call", f"{STORE}.windows:save", 3),
    ("call", f"{STORE}.sync_store:SyncStore.store_profiles", 4),
    ("return", f"{STORE}.ledger:book", 3),
    ("return", f"{STORE}.sync_store:SyncStore.store_page", 4),
    ("return", f"{X}:XClient.users", 2),
    ("call", f"{STORE}.windows:close", 1),  # this child walks the rest
    ("return", f"{STORE}.windows:close", 1),
    ("return", f"{STORE}.signals:store_posts", 1),
    ("call", f"{STORE}.runs:finish", 1),
]


def world_of_new_voices() -> World:
    """Posts every eight seconds; someone new speaks with each second page, so that look-ups come all along the walk."""
    world = World(authors=[author(number) for number in range(1, AUTHORS + 1)])
    for number in range(POSTS):
        at_ms = NOW_MS - 60_000 - number * 8_000
        world.add(world.make("acme all day", at_ms, author_id=1 + number * AUTHORS // POSTS))
    return world


def test_a_walk_of_a_hundred_pages_killed_thirty_times_loses_nothing_and_pays_a_page_a_kill_at_most(cli: Cli) -> None:
    with simulator(world_of_new_voices(), balance_usd=1_000) as x:
        cli.connect(x)
        cli("twitter", "connect", "--monthly-budget", "1000")
        for point in POINTS:
            assert killed(x, cli.home, point, *BUDGET) == -9, point
        assert cli("twitter", "sync", "--first-window", "2d", *BUDGET).code == 0
        assert_whole(x, cli)
        assert POSTS < x.meter.posts_returned <= POSTS + PAGE * len(POINTS)
        assert x.meter.users_returned <= AUTHORS + 2 * len(POINTS)  # no page has more than two new voices
