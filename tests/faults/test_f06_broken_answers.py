"""F06: an answer that is reset, late, halved, cut in its gzip, no JSON, HTML or empty is asked for again, a few times."""

import httpx
import pytest

from devsignal_cli.connectors.retry import TRIES
from tests.e2e.answerers import firms
from tests.faults.scene import COMPANY, SEARCH, fault, on_provider, on_x
from tests.faults.whole import firms_are_whole, x_is_whole
from tests.support import Cli, quiet_world

KINDS = ["drop", "drop_after", "half", "slow", "cut_gzip", "bad_json", "html", "empty"]
BILLED = {"drop_after", "half", "slow", "cut_gzip", "bad_json"}
POSTS, FIRMS = 210, 4


@pytest.fixture(autouse=True)
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devsignal_cli.connectors.http.TIMEOUT", httpx.Timeout(0.3, connect=5))


def broken(path: str, kind: str, times: int) -> dict[str, object]:
    return fault(path, kind, at=2, times=times, seconds=0.6)


@pytest.mark.parametrize("kind", KINDS)
def test_f06_a_page_that_breaks_once_is_asked_for_again(cli: Cli, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    with scene.x as x:
        scene.connect()
        x.faults.add(broken(SEARCH, kind, 1))
        assert scene.run("twitter", "sync", "--json").json["signals_created"] == POSTS
        assert (scene.asked(), len(scene.naps.taken)) == (4, 1)
        x_is_whole(scene)


@pytest.mark.parametrize("kind", KINDS)
def test_f06_a_page_that_stays_broken_ends_the_run_and_moves_no_place(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    with scene.x as x:
        scene.connect()
        x.faults.add(broken(SEARCH, kind, 0))
        ran = scene.run("twitter", "sync", "--json")
        assert (ran.code, ran.error["code"], ran.json["signals_created"]) == (75, "service", 100)
        assert scene.asked() == 1 + TRIES
        assert cli.sql("SELECT place FROM keyword") == [(None,)]
        x_is_whole(scene, faults=TRIES if kind in BILLED else 0)


@pytest.mark.parametrize("kind", KINDS)
def test_f06_a_company_whose_answer_breaks_is_asked_for_again_and_holds_up_no_other(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    scene = on_provider(cli, monkeypatch, FIRMS)
    with scene.x as x:
        scene.connect_provider(firms(FIRMS))
        x.faults.add(broken(COMPANY, kind, TRIES + 1))  # one with all its tries, and once the next
        ran = scene.bulk()
        assert (ran.code, ran.json["failed"], ran.json["enriched"]) == (3, 1, FIRMS - 1)
        assert ran.json["calls"] == scene.asked(COMPANY) == FIRMS + TRIES
        firms_are_whole(scene, FIRMS, repeated=TRIES + 1 if kind in BILLED else 0)


def test_f06_in_a_process_of_its_own(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    with scene.x as x:
        scene.connect()
        x.faults.add(broken(SEARCH, "half", 0))
        ran = scene.child("twitter", "sync", "--max-wait", "0", "--json")
        assert (ran.code, ran.error["code"], len(cli.stored())) == (75, "service", 100)
        x.faults.clear()
        assert scene.child("twitter", "sync", "--json").code == 0
        x_is_whole(scene)
