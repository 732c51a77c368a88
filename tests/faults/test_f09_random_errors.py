"""F09: bursts of errors, and three in a hundred answers that fail at random over many pages: all is complete in few tries."""

import os
import random

import pytest

from devsignal_cli.connectors.retry import TRIES
from devsignal_cli.simulator.wire import Incoming, Outgoing
from tests.e2e.answerers import firms
from tests.faults.scene import COMPANY, SEARCH, Scene, fault, on_provider, on_x
from tests.faults.whole import firms_are_whole, x_is_whole
from tests.support import Cli, quiet_world

PAGE, PERCENT = 10, 3
PAGES = int(os.environ.get("DEVSIGNAL_PAGES", "250"))  # 1,000 by hand: a minute
STATUSES = (500, 502, 503, 504)


def unlucky(scene: Scene, path: str, percent: int, seed: int) -> list[int]:
    """Let so many of a hundred answers of a path be an error instead; which requests met one."""
    chance, met = random.Random(seed), []

    def change(incoming: Incoming, answer: Outgoing) -> Outgoing:
        if incoming.path != path or chance.random() >= percent / 100:
            return answer
        met.append(len(scene.x.requests))
        return Outgoing(chance.choice(STATUSES), {}, b"<html>Bad gateway</html>")

    scene.tamper(change)
    return met


@pytest.mark.parametrize("status", STATUSES)
def test_f09_a_burst_that_ends_within_the_tries_costs_nothing(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(210))
    with scene.x as x:
        scene.connect()
        x.faults.add(fault(SEARCH, status, at=2, times=TRIES - 1))
        ran = scene.run("twitter", "sync", "--json")
        assert (ran.code, ran.json["signals_created"], scene.asked()) == (0, 210, 3 + TRIES - 1)
        x_is_whole(scene, faults=0)


def test_f09_a_burst_that_goes_on_ends_the_run_in_words_in_a_process_of_its_own(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(210))
    with scene.x as x:
        scene.connect()
        x.faults.add(fault(SEARCH, 503, at=2, times=0))
        ran = scene.child("twitter", "sync", "--json", "--max-wait", "0")
        assert (ran.code, ran.error["code"], scene.asked()) == (75, "service", 2)
        x_is_whole(scene, faults=0)


@pytest.mark.long
def test_f09_pages_of_which_three_in_a_hundred_fail_are_complete_in_one_run(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devsignal_cli.core.budget.PAGE_LARGEST", PAGE)
    scene = on_x(cli, monkeypatch, quiet_world(PAGE * PAGES, every_ms=8_000), limits={"/2/tweets/search/recent": 10**6})
    with scene.x:
        scene.connect()
        met = unlucky(scene, SEARCH, PERCENT, seed=9)
        rich = ("--yes", "--budget", "1000")
        ran = scene.run("twitter", "sync", *rich, "--max-wait", "80000", "--json")
        assert (ran.code, ran.json["signals_created"]) == (0, PAGE * PAGES), ran.err
        assert PAGES * PERCENT / 200 < len(met) < PAGES * PERCENT / 50
        assert scene.asked() <= PAGES + len(met) + 2
        x_is_whole(scene, *rich, faults=len(met))


def test_f09_a_hundred_companies_with_random_errors_are_all_found_in_one_run(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = on_provider(cli, monkeypatch, 100)
    with scene.x:
        scene.connect_provider(firms(100))
        met = unlucky(scene, COMPANY, 3 * PERCENT, seed=9)
        ran = scene.bulk("--max-wait", "80000")
        assert (ran.code, ran.json["enriched"]) == (0, 100)
        assert scene.asked(COMPANY) == 100 + len(met) > 103
        firms_are_whole(scene, 100, repeated=len(met))
