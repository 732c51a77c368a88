"""F16: a clock that is a year off, a change of summer time or of the zone: no place moves, nothing is lost or stale."""

import time

import pytest

from tests.e2e.answerers import add, by_outcome, firms
from tests.faults.scene import COMPANY, on_provider, on_x
from tests.faults.whole import is_sound, x_is_whole
from tests.support import NOW_MS, Cli, quiet_world

YEAR = 365 * 86_400
NOW = NOW_MS // 1000
AUTUMN = 1_793_494_800 - NOW  # 2026-11-01, when America/New_York leaves summer time: hours that come twice
JUMPS = {
    "back a year": -YEAR,
    "forward a year": YEAR,
    "back an hour": -3_600,
    "forward an hour": 3_600,
    "a leap second": 1,
    "to the hour that comes twice": AUTUMN,
    "to 1970": -NOW + 5,
    "to 2038": 2**31 - NOW,
}


def at(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: seconds)


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS.keys())
def test_f16_a_clock_that_jumps_between_two_syncs_loses_no_post(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, jump: int
) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(30))
    with scene.x as x:
        scene.connect()
        assert scene.run("twitter", "sync").code == 0
        place = cli.sql("SELECT place FROM keyword")
        at(monkeypatch, NOW + jump)
        assert scene.run("twitter", "sync", "--json").code == 0
        assert cli.sql("SELECT place FROM keyword") == place
        x.clock.advance(3_600)
        x.world.plant("acme is new", NOW_MS + 600_000, author_id=1)
        assert scene.run("twitter", "sync", "--json").json["signals_created"] == 1
        assert cli.sql("SELECT place FROM keyword") > place
        for command in (("twitter", "status"), ("stats",), ("twitter", "recent")):
            assert scene.run(*command, "--json").code == 0
        at(monkeypatch, NOW + 3_600)
        x_is_whole(scene)


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS.keys())
def test_f16_a_clock_that_is_wrong_when_it_all_begins_loses_no_post(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, jump: int
) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(30))
    with scene.x as x:
        at(monkeypatch, NOW + jump)
        scene.connect()
        scene.run("twitter", "sync", "--json")
        at(monkeypatch, NOW)
        x.clock.advance(600)
        x.world.plant("acme is new", NOW_MS + 60_000, author_id=1)
        assert scene.run("twitter", "sync", "--json").code == 0
        assert cli.stored()[-1:] == x.world.matching("acme")[-1:]
        is_sound(scene)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/New_York", "Asia/Kathmandu", "No/Where"])
def test_f16_another_time_zone_changes_nothing_in_a_process_of_its_own(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(30))
    stats = ("stats", "--json", "--from", "2026-11-16", "--to", "2026-11-20")
    with scene.x:
        scene.connect()
        assert scene.run("twitter", "sync").code == 0
        told = scene.run(*stats).json["signals"]
        monkeypatch.setenv("TZ", zone)
        assert scene.child(*stats).json["signals"] == told
        assert scene.child("twitter", "sync", "--json").json["signals_created"] == 0
        monkeypatch.setenv("TZ", "UTC")
        x_is_whole(scene)


@pytest.mark.parametrize(("jump", "calls"), [(YEAR, 2), (90_000, 2), (3_600, 2), (-3_600, 0), (-YEAR, 2)])
def test_f16_an_answer_kept_by_a_clock_that_was_ahead_is_stale(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, jump: int, calls: int
) -> None:
    scene = on_provider(cli, monkeypatch, 2)
    with scene.x:
        scene.connect_provider(firms(2))
        real = time.time
        monkeypatch.setattr(time, "time", lambda: real() + jump)
        assert scene.bulk().code == 0
        monkeypatch.setattr(time, "time", real)
        assert scene.run("org", "add", "second").code == 0
        key = scene.x.key + "\n"
        assert scene.run("clearbit", "connect", "--key-stdin", "--no-verify", "--org", "second", stdin=key).code == 0
        add(cli, firms(2), org="second")
        scene.forget()
        assert scene.bulk("--org", "second").json["enriched"] == 2
        assert scene.asked(COMPANY) == calls
        assert by_outcome(cli) == {"found": 4}
        is_sound(scene)
