"""The real program, killed at named points of a walk of twelve pages, loses nothing and stores nothing twice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from devsignal_cli.simulator.server import Simulator
from tests.support import NOW_MS, Cli, quiet_world, simulator

pytestmark = pytest.mark.long

POSTS, PAGES = 1_160, 12
LOOKED_AT_AGAIN = 6  # posts of the five minutes before a place
STORE, X, SYNC = "devsignal_cli.store", "devsignal_cli.connectors.x", "devsignal_cli.core.sync"
POINTS = {
    "before the first request": ("call", f"{X}:XClient.search", 1),
    "between the first response and its commit": ("return", f"{X}:XClient.search", 1),
    "with the first page half written": ("call", f"{STORE}.signals:_store_keywords", 1),
    "after the spend was booked, before the commit": ("return", f"{STORE}.ledger:book", 1),
    "after the first page's commit, before its authors": ("return", f"{STORE}.sync_store:SyncStore.store_page", 1),
    "between the authors' response and their commit": ("return", f"{X}:XClient.users", 1),
    "after the authors' commit": ("return", f"{STORE}.sync_store:SyncStore.store_profiles", 1),
    "between a response in the middle and its commit": ("return", f"{X}:XClient.search", 6),
    "after a commit in the middle": ("return", f"{STORE}.sync_store:SyncStore.store_page", 7),
    "with the last page's window closing": ("call", f"{STORE}.windows:close", 1),
    "after the last page's commit": ("return", f"{STORE}.sync_store:SyncStore.store_page", PAGES),
    "before the run is noted as finished": ("call", f"{STORE}.runs:finish", 1),
}


def killed(x: Simulator, home: Path, point: tuple[str, str, int], *options: str) -> int:
    event, name, number = point
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.e2e.kill_at",
            event,
            name,
            str(number),
            "twitter",
            "sync",
            "--first-window",
            "2d",
            *options,
        ],
        env={**os.environ, "DEVSIGNAL_TWITTER_URL": x.url, "DEVSIGNAL_HOME": str(home)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    return ran.returncode


def assert_whole(x: Simulator, cli: Cli) -> None:
    assert cli.stored() == sorted(post.id for post in x.world.posts)
    assert cli.sql("PRAGMA integrity_check") == [("ok",)]
    assert cli.sql("PRAGMA foreign_key_check") == []
    assert cli.sql("SELECT count(*) FROM open_window") == [(0,)]
    assert cli.sql("SELECT count(*) FROM author WHERE seen_at IS NULL") == [(0,)]


@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS.keys())
def test_a_sync_killed_once_goes_on_where_it_stopped(point: tuple[str, str, int], cli: Cli) -> None:
    with simulator(quiet_world(POSTS)) as x:
        cli.connect(x)
        assert killed(x, cli.home, point) == -9
        assert cli("twitter", "sync", "--first-window", "2d").code == 0
        assert_whole(x, cli)
        assert x.meter.posts == POSTS
        assert POSTS <= x.meter.posts_returned <= POSTS + 100 + LOOKED_AT_AGAIN
        assert x.meter.users == 7
        booked = cli.sql("SELECT sum(count) FROM ledger WHERE kind = 'post'")
        assert POSTS - 100 <= booked[0][0] <= POSTS


def test_a_sync_killed_at_one_point_after_the_other_reads_at_most_one_page_again_a_kill(cli: Cli) -> None:
    with simulator(quiet_world(POSTS)) as x:
        cli.connect(x)
        kills = sum(killed(x, cli.home, (event, name, 1)) == -9 for event, name, _ in POINTS.values())
        assert kills == len(POINTS)
        assert cli("twitter", "sync", "--first-window", "2d").code == 0
        assert_whole(x, cli)
        assert x.meter.posts_returned <= POSTS + 100 * kills
        assert x.meter.users_returned <= 7 * kills


SEVERAL = {
    "between two queries": ("return", f"{STORE}.windows:close", 1),
    "in the second query's walk": ("return", f"{STORE}.sync_store:SyncStore.store_page", 3),
    "before the places are leveled": ("call", f"{STORE}.sync_store:SyncStore.level_places", 1),
    "with the places half leveled": ("return", f"{STORE}.windows:place_keywords", 3),
}


@pytest.mark.parametrize("point", SEVERAL.values(), ids=SEVERAL.keys())
def test_a_sync_of_two_queries_killed_between_them_loses_nothing(point: tuple[str, str, int], cli: Cli) -> None:
    world = quiet_world(150)
    for minute in range(120):
        world.plant("globex too", NOW_MS - 90_000 - minute * 61_000, author_id=2)
    with simulator(world) as x:
        cli.connect(x)
        cli("twitter", "keywords", "add", "globex", "--topic", "rivals")
        assert killed(x, cli.home, point) == -9
        assert cli("twitter", "sync", "--first-window", "2d").code == 0
        assert_whole(x, cli)
        assert x.meter.posts_returned <= 270 + 100


def test_new_posts_while_a_walk_is_open_are_not_lost(cli: Cli) -> None:
    with simulator(quiet_world(350)) as x:
        cli.connect(x)
        assert killed(x, cli.home, ("return", f"{STORE}.sync_store:SyncStore.store_page", 2)) == -9
        x.clock.advance(3_600)
        for minute in range(40):
            x.world.plant(f"acme again {minute}", x.clock.now_ms() - 3_500_000 + minute * 60_000, author_id=1)
        assert cli("twitter", "sync").code == 0
        assert_whole(x, cli)
        assert x.meter.posts == 390
        assert x.meter.posts_returned == 390 + LOOKED_AT_AGAIN
