"""F08: a key that is revoked, money that is used up, in the middle of a run: what came stays, and nobody asks on."""

import pytest

from devsignal_cli.simulator.server import SimRequest
from tests.e2e.answerers import firms
from tests.e2e.x_answers import CASES, GOES_ON, Case
from tests.faults.scene import COMPANY, SEARCH, on_provider, on_x
from tests.faults.whole import firms_are_whole, x_is_whole
from tests.support import Cli, quiet_world

POSTS, FIRMS = 310, 5
REFUSALS = [case for case in CASES if case.status in (401, 402, 403) or "usage cap" in case.name]
PROVIDERS = {  # status, body, exit code, code
    "401": (401, '{"error": {"type": "auth_invalid", "message": "Invalid key"}}', 4, "auth"),
    "401 as text": (401, "Unauthorized", 4, "auth"),
    "402 quota": (402, '{"error": {"type": "over_quota", "message": "Over quota"}}', 75, "credits"),
    "403": (403, '{"error": {"type": "forbidden", "message": "No access"}}', 4, "auth"),
    "429 over quota": (429, '{"error": {"type": "over_quota", "message": "Over quota"}}', 75, "credits"),
}


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_f08_a_refusal_in_the_middle_of_a_walk_keeps_the_pages_and_is_met_once(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    assert case.end is not GOES_ON
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    with scene.x as x:
        scene.connect()
        x.faults.add(case.fault(SEARCH))
        ran = scene.run("twitter", "sync", "--json")
        assert (ran.code, ran.error["code"], ran.json["reason"]) == (case.end.exit_code, case.end.code, case.end.reason)
        assert (ran.json["signals_created"], scene.asked(), scene.naps.taken) == (100, 2, [])
        x_is_whole(scene, faults=0)


@pytest.mark.parametrize("in_child", [False, True], ids=["in process", "in a process of its own"])
def test_f08_a_token_revoked_between_two_pages_ends_the_run_until_it_is_valid_again(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, in_child: bool
) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(POSTS))
    token = scene.x.token

    def revoke(request: SimRequest) -> None:
        if request.path == SEARCH and scene.asked() == 2:
            scene.x.revoke(token)

    with scene.x as x:
        scene.connect()
        x.before_answer = revoke
        ran = (scene.child if in_child else scene.run)("twitter", "sync", "--json")
        assert (ran.code, ran.error["code"], len(cli.stored())) == (4, "auth", 200)
        assert scene.asked() == 3
        x.before_answer = None
        x.add_token(token)
        x_is_whole(scene, faults=0)


@pytest.mark.parametrize(("status", "body", "code", "name"), PROVIDERS.values(), ids=PROVIDERS.keys())
def test_f08_a_provider_that_refuses_in_the_middle_is_asked_no_more(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, status: int, body: str, code: int, name: str
) -> None:
    scene = on_provider(cli, monkeypatch, FIRMS)
    with scene.x as x:
        scene.connect_provider(firms(FIRMS))
        x.faults.add({"path": COMPANY, "at": 3, "times": 0, "status": status, "body_text": body})
        ran = scene.bulk()
        assert (ran.code, ran.error["code"], ran.json["enriched"], scene.asked(COMPANY)) == (code, name, 2, 3)
        firms_are_whole(scene, FIRMS)
