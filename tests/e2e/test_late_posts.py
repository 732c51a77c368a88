"""Posts that X serves late: each sync looks again at the last minutes, on X's present day only."""

import pytest

from devsignal_cli.simulator.server import Simulator
from devsignal_cli.snowflake import time_of
from tests.support import NOW_MS, Cli, quiet_world, simulator

MIDNIGHT_MS = 1_795_046_400_000  # 2026-11-19 00:00:00 UTC
SEARCH = "/2/tweets/search/recent"


def at(monkeypatch: pytest.MonkeyPatch, x: Simulator, ms: int) -> None:
    """Both clocks, X's and ours, show this time."""
    x.clock.advance((ms - x.clock.now_ms()) / 1000)
    monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: ms / 1000)


def since(x: Simulator) -> int:
    """The time of the last search's lower end, in Unix seconds."""
    asked = [request for request in x.requests if request.path == SEARCH][-1]
    return time_of(int(asked.params["since_id"]) + 1)


def test_a_post_served_late_is_found_by_the_next_sync_and_counted(cli: Cli) -> None:
    with simulator(quiet_world(30)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        late = x.world.plant("acme came late", NOW_MS - 240_000, author_id=1)
        ran = cli("twitter", "sync", "--json")
        assert (ran.json["late_arrivals"], ran.json["signals_created"]) == (1, 1)
        assert late.id in cli.stored()


def test_looking_again_costs_nothing_and_says_so(cli: Cli) -> None:
    with simulator(quiet_world(30)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        before = x.meter.usd
        ran = cli("twitter", "sync", "--json")
        assert (ran.json["posts_free"], ran.json["spend_usd"], ran.json["late_arrivals"]) == (6, 0.0, 0)
        assert x.meter.usd == before
        assert "nothing new. 2 requests, 6 posts looked at again, $0.00" in cli("twitter", "sync").out
        assert cli("twitter", "status", "--json").json["spend"]["month_free_posts"] == 12


def test_a_post_that_is_merely_new_is_not_late(cli: Cli) -> None:
    with simulator(quiet_world(30)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        x.clock.advance(1_800)
        x.world.plant("acme is new", NOW_MS + 600_000, author_id=1)
        assert cli("twitter", "sync", "--json").json["late_arrivals"] == 0


def test_no_sync_looks_back_across_midnight(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    world = quiet_world(0)
    for minute in range(60):
        world.plant(f"acme {minute}", MIDNIGHT_MS - 3_600_000 + minute * 60_000 + 500, author_id=1)
    with simulator(world) as x:
        at(monkeypatch, x, MIDNIGHT_MS - 30_000)
        cli.connect(x)
        cli("twitter", "sync")
        place = max(cli.stored())
        at(monkeypatch, x, MIDNIGHT_MS + 120_000)
        x.world.plant("acme today", MIDNIGHT_MS + 60_000, author_id=1)
        cli("twitter", "sync")
        assert [r.params.get("since_id") for r in x.requests if r.path == SEARCH][-1] == str(place)
        at(monkeypatch, x, MIDNIGHT_MS + 400_000)
        cli("twitter", "sync")
        assert since(x) == MIDNIGHT_MS // 1000
        assert x.meter.posts == 61


@pytest.mark.parametrize("hours", [-30, -3, 3, 30])
def test_the_day_is_xs_and_not_the_local_clocks(cli: Cli, monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    world = quiet_world(0)
    for minute in range(10):
        world.plant(f"acme {minute}", MIDNIGHT_MS - 700_000 + minute * 60_000, author_id=1)
    with simulator(world) as x:
        at(monkeypatch, x, MIDNIGHT_MS - 30_000)
        cli.connect(x)
        cli("twitter", "sync")
        at(monkeypatch, x, MIDNIGHT_MS + 600_000)
        monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: MIDNIGHT_MS / 1000 + hours * 3_600)
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, ran.json["posts_read"], x.meter.posts) == (0, 0, 10)


def test_a_sweep_looks_further_back(cli: Cli) -> None:
    with simulator(quiet_world(30)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        late = x.world.plant("acme came very late", NOW_MS - 5 * 3_600_000, author_id=1)
        assert cli("twitter", "sync", "--json").json["signals_created"] == 0
        ran = cli("twitter", "sync", "--sweep", "6h", "--json")
        assert (ran.json["late_arrivals"], ran.json["spend_usd"]) == (1, 0.005)
        assert late.id in cli.stored()
        assert cli("twitter", "sync", "--json").json["posts_read"] == 6  # the place has not moved back


def test_a_sweep_reaches_a_keyword_that_nobody_mentioned(cli: Cli) -> None:
    with simulator(quiet_world(0)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        x.world.plant("acme came very late", NOW_MS - 5 * 3_600_000, author_id=1)
        assert cli("twitter", "sync", "--sweep", "6h", "--json").json["late_arrivals"] == 1


def test_a_sweep_goes_no_further_than_x_serves(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        assert cli("twitter", "sync", "--sweep", "30d").code == 0
        assert cli("twitter", "sync", "--sweep", "soon").code == 2


def test_a_sync_goes_on_when_x_does_not_tell_its_time(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        x.faults.add({"path": "/2/usage/tweets", "times": 0, "kind": "drop"})
        x.world.plant("acme is new", NOW_MS - 45_000, author_id=1)
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, ran.json["signals_created"], ran.json["posts_read"]) == (0, 1, 1)
        assert sum(request.path == "/2/usage/tweets" for request in x.requests[-3:]) == 1  # asked once, not waited for
