"""F07: a 429 is waited for by the server's own clock, or backed off from, and never longer than --max-wait in all."""

from collections.abc import Mapping

import pytest

from tests.e2e.answerers import firms
from tests.faults.scene import COMPANY, SEARCH, fault, on_provider, on_x
from tests.faults.whole import firms_are_whole, x_is_whole
from tests.support import Cli, quiet_world

POSTS, FIRMS = 210, 3
BACKOFF = (2.0, 4.0, 8.0, 16.0)
RESET = "x-rate-limit-reset"
# headers, --max-wait, how long is waited for an answer that comes for ever (up to five times)
LIMITS: dict[str, tuple[Mapping[str, str], int, tuple[float, ...]]] = {
    "epoch reset": ({RESET: "{now+20}"}, 300, (20.0,) * 4),
    "no header": ({}, 300, BACKOFF),
    "no header and little patience": ({}, 5, (2.0,)),
    "reset in the past": ({RESET: "1"}, 300, BACKOFF),
    "reset now": ({RESET: "{now+0}"}, 300, BACKOFF),
    "reset in 15 minutes": ({RESET: "{now+900}"}, 300, ()),
    "reset in 15 minutes, awaited": ({RESET: "{now+900}"}, 2000, (900.0,) * 2),
    "huge reset": ({RESET: "999999999999999"}, 86_400, ()),
    "reset of 5,000 digits": ({RESET: "9" * 5_000}, 300, BACKOFF),
    "negative reset": ({RESET: "-5"}, 300, BACKOFF),
    "reset in words": ({RESET: "soon"}, 300, BACKOFF),
    "Retry-After 0": ({"retry-after": "0"}, 300, (0.0,) * 4),
    "Retry-After as a date": ({"retry-after": "Wed, 18 Nov 2026 11:07:10 GMT"}, 300, (30.0,) * 4),
    "Retry-After beside a reset": ({"retry-after": "9", RESET: "{now+90}"}, 300, (9.0,) * 4),
    "Retry-After nan": ({"retry-after": "nan"}, 300, BACKOFF),
    "Retry-After a day": ({"retry-after": "86400"}, 300, ()),
}
CASES = pytest.mark.parametrize(("headers", "max_wait", "waits"), LIMITS.values(), ids=LIMITS.keys())


def assert_waited(taken: list[float], waits: tuple[float, ...], max_wait: int) -> None:
    assert taken == [pytest.approx(wait + 0.5, abs=0.51) for wait in waits]  # and up to a second of jitter
    assert sum(taken) <= max_wait


@CASES
def test_f07_a_limit_that_stays_is_waited_for_within_max_wait(
    cli: Cli,
    monkeypatch: pytest.MonkeyPatch,
    headers: Mapping[str, str],
    max_wait: int,
    waits: tuple[float, ...],
) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    with scene.x as x:
        scene.connect()
        x.faults.add(fault(SEARCH, 429, headers, at=2, times=0))
        ran = scene.run("twitter", "sync", "--max-wait", str(max_wait), "--json")
        assert (ran.code, ran.error["code"], ran.json["signals_created"]) == (75, "rate_limited", 100)
        assert_waited(scene.naps.taken, waits, max_wait)
        assert scene.asked() == 2 + len(waits)
        x_is_whole(scene, faults=0)


@pytest.mark.parametrize(("headers", "max_wait"), [case[:2] for case in LIMITS.values()], ids=LIMITS.keys())
def test_f07_a_limit_of_a_provider_is_waited_for_within_max_wait(
    cli: Cli,
    monkeypatch: pytest.MonkeyPatch,
    headers: Mapping[str, str],
    max_wait: int,
) -> None:
    scene = on_provider(cli, monkeypatch, FIRMS)
    of_provider = {name.replace("rate-limit", "ratelimit"): value for name, value in headers.items()}
    with scene.x as x:
        scene.connect_provider(firms(FIRMS))
        x.faults.add(fault(COMPANY, 429, of_provider, at=2, times=0))
        ran = scene.bulk("--max-wait", str(max_wait))
        assert (ran.code, ran.error["code"], ran.json["enriched"]) == (75, "rate_limited", 1)
        assert sum(scene.naps.taken) <= max_wait
        assert scene.asked(COMPANY) <= 1 + 1 + 5
        firms_are_whole(scene, FIRMS)


def test_f07_in_a_process_of_its_own(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    with scene.x as x:
        scene.connect()
        x.faults.add(fault(SEARCH, 429, {RESET: "{now+900}"}, at=2))
        ran = scene.child("twitter", "sync", "--json")
        assert (ran.code, ran.error["code"], len(cli.stored())) == (75, "rate_limited", 100)
        assert scene.child("twitter", "sync", "--json").code == 0
        x_is_whole(scene, faults=0)
