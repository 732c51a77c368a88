"""Each kind of answer that X has given, met in the middle of a walk: the words, the requests, and nothing lost."""

import pytest

from devsignal_cli.simulator.server import Simulator
from tests.connectors.replies import Naps
from tests.e2e.x_answers import CASES, GOES_ON, JSON, LATER_ID, Case, invalid
from tests.support import NOW_MS, Cli, Ran, quiet_world, simulator

SEARCH = "/2/tweets/search/recent"
POSTS = 310  # four pages
LOOKED_AT_AGAIN = 6  # posts of the five minutes before a place
WAITING = [case for case in CASES if case.waits and case.end is GOES_ON]
OLD_PLACE = [case for case in CASES if "too old" in case.name]
SHAPES = {case.name: case for case in CASES if case.status == 200 and "data" in case.body}


def struck(x: Simulator) -> int:
    """How many searches met the answer."""
    return sum(request.path == SEARCH and request.fault is not None for request in x.requests)


def assert_whole(x: Simulator, cli: Cli) -> None:
    assert cli.stored() == x.world.matching("acme")
    assert cli.sql("SELECT count(*) FROM open_window") == [(0,)]
    assert cli.sql("SELECT count(*) FROM gap") == [(0,)]
    assert x.errors == []


def assert_ended(ran: Ran, case: Case) -> None:
    assert ran.code == case.end.exit_code, ran.err
    assert ran.json["reason"] == case.end.reason
    if case.end is GOES_ON:
        assert ran.err == ""
    else:
        assert ran.error["code"] == case.end.code
        assert case.says in ran.error["message"]
        assert "<" not in ran.err  # no page of HTML


def test_there_is_a_case_for_each_recorded_kind() -> None:
    assert len({case.name for case in CASES}) == 36


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_answer_in_the_middle_of_a_walk_costs_no_post_and_no_needless_request(
    cli: Cli, naps: Naps, case: Case
) -> None:
    with simulator(quiet_world(POSTS)) as x:
        cli.connect(x)
        x.faults.add(case.fault(SEARCH))
        ran = cli("twitter", "sync", "--json")
        assert_ended(ran, case)
        assert 1 <= struck(x) <= case.end.most
        assert naps.taken == [pytest.approx(wait + 0.5, abs=0.5) for wait in case.waits]
        assert len(cli.stored()) == (POSTS if case.end is GOES_ON else 100)
        x.faults.clear()
        assert cli("twitter", "sync", "--json").code == 0
        assert_whole(x, cli)
        assert POSTS <= x.meter.posts_returned <= POSTS + 100 + LOOKED_AT_AGAIN


@pytest.mark.parametrize("case", WAITING, ids=lambda case: case.name)
def test_a_wait_beyond_max_wait_is_not_begun_and_the_next_run_goes_on(cli: Cli, naps: Naps, case: Case) -> None:
    with simulator(quiet_world(POSTS)) as x:
        cli.connect(x)
        x.faults.add(case.fault(SEARCH))
        ran = cli("twitter", "sync", "--max-wait", "40", "--json")
        assert (ran.code, ran.error["code"], ran.json["reason"]) == (75, "rate_limited", "rate_limited")
        assert f"wait {case.waits[0]:.0f} s" in ran.error["message"]
        assert (struck(x), naps.taken, len(cli.stored())) == (1, [], 100)
        assert cli("twitter", "sync").code == 0
        assert_whole(x, cli)
        assert x.meter.posts_returned == POSTS + LOOKED_AT_AGAIN


@pytest.mark.parametrize("case", OLD_PLACE, ids=lambda case: case.name)
def test_a_place_that_x_calls_too_old_becomes_a_start_time(cli: Cli, case: Case) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        x.clock.advance(30_000)
        for number in range(POSTS):
            x.world.plant("acme again", NOW_MS + number * 60_000, author_id=1 + number % 7)
        x.faults.add(case.fault(SEARCH) | {"times": 2})  # refused with its token, and without
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, ran.json["status"], ran.json["gaps"]) == (0, "complete", [])
        last = [request.params for request in x.requests if request.path == SEARCH][-1]
        assert "start_time" in last
        assert "since_id" not in last
        assert_whole(x, cli)
        assert x.meter.posts_returned <= 5 + POSTS + 100 + LOOKED_AT_AGAIN


def test_a_walk_whose_place_x_goes_on_refusing_is_asked_in_three_forms_only(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        x.clock.advance(30_000)
        for number in range(POSTS):
            x.world.plant("acme again", NOW_MS + number * 60_000, author_id=1)
        x.faults.add({"path": SEARCH, "at": 2, "times": 0, "status": 400, "headers": JSON, "body": invalid(LATER_ID)})
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, ran.json["reason"], struck(x)) == (1, "service", 3)
        x.faults.clear()
        assert cli("twitter", "sync").code == 0
        assert_whole(x, cli)


@pytest.mark.parametrize(
    ("path", "name"),
    [("/2/usage/tweets", "200 usage"), ("/2/usage/tweets", "200 daily usage"), ("/2/usage/credits", "200 credits")],
)
def test_a_free_answer_of_each_shape_is_taken_by_connect_and_sync(cli: Cli, path: str, name: str) -> None:
    with simulator(quiet_world(5)) as x:
        x.faults.add(SHAPES[name].fault(path) | {"at": 1})
        cli.connect(x)
        assert cli("twitter", "sync").code == 0
        assert_whole(x, cli)
