"""All organizations in one run: one's failure is its own, and is not told 48 times a day."""

from collections.abc import Callable

import pytest

from devsignal_cli.simulator.server import Simulator
from tests.support import DAY_MS, NOW_MS, Cli, quiet_world, simulator

SEARCH = "/2/tweets/search/recent"


def connect(cli: Cli, org: str, token: str, *keywords: str) -> None:
    if org != "default":
        assert cli("org", "add", org).code == 0
    asked = [part for keyword in keywords or ("acme",) for part in ("-k", keyword)]
    assert cli("twitter", "connect", *asked, "--token-stdin", "--org", org, stdin=token + "\n").code == 0


class Waits(list[float]):
    """How long the program would have slept, each time; `then` is what happens meanwhile."""

    then: Callable[[], None] = staticmethod(lambda: None)

    def __call__(self, seconds: float) -> None:
        self.append(seconds)
        self.then()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Waits:
    made = Waits()
    monkeypatch.setattr("devsignal_cli.cli.x_wiring.sleep", made)
    return made


@pytest.fixture
def x(monkeypatch: pytest.MonkeyPatch) -> Simulator:
    made = simulator(quiet_world(30))
    monkeypatch.setenv("DEVSIGNAL_TWITTER_URL", made.url)
    return made


def test_a_revoked_token_of_one_leaves_the_other_complete(cli: Cli, x: Simulator) -> None:
    with x:
        revoked = x.add_token()
        connect(cli, "default", revoked)
        connect(cli, "second", x.token)
        x.revoke(revoked)
        ran = cli("twitter", "sync", "--all-orgs", "--json")
        assert (ran.code, ran.error["code"]) == (3, "partial")
        assert "default: X refused the bearer token" in ran.error["message"]
        assert "second" not in ran.error["message"]
        assert [(run["org"], run["status"], run["reason"]) for run in ran.json["runs"]] == [
            ("default", "partial", "auth"),
            ("second", "complete", None),
        ]
        assert cli.stored("second") == x.world.matching("acme")
        assert cli.stored() == []


def test_one_rate_limit_does_not_delay_the_posts_of_another(cli: Cli, x: Simulator, waits: Waits) -> None:
    with x:
        slow = x.add_token()
        connect(cli, "default", slow)
        connect(cli, "second", x.token, "acme", "globex")
        stored_while_waiting: list[int] = []
        waits.then = lambda: stored_while_waiting.append(len(cli.stored("second")))
        for at in (1, 3):
            x.faults.add({"path": SEARCH, "at": at, "status": 429, "headers": {"retry-after": "45"}, "body": {}})
        ran = cli("twitter", "sync", "--all-orgs", "--json")
        assert ran.code == 0
        assert [run["signals_created"] for run in ran.json["runs"]] == [30, 30]
        assert [45 <= seconds < 47 for seconds in waits] == [True]
        assert stored_while_waiting == [30]


def test_a_wait_beyond_what_is_allowed_is_not_tried_again(cli: Cli, x: Simulator, waits: Waits) -> None:
    with x:
        connect(cli, "default", x.add_token())
        connect(cli, "second", x.token)
        fault = {"path": SEARCH, "status": 429, "headers": {"retry-after": "900"}, "body": {}}
        x.faults.add(fault)
        ran = cli("twitter", "sync", "--all-orgs", "--json")
        assert (ran.code, [run["reason"] for run in ran.json["runs"]]) == (3, ["rate_limited", None])
        assert waits == []
        assert cli("twitter", "sync", "--all-orgs").code == 0  # the next run tries it again
        assert cli.stored() == cli.stored("second") == x.world.matching("acme")


def test_a_repeated_failure_is_said_once_a_day_when_quiet(
    cli: Cli, x: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    with x:
        revoked = x.add_token()
        connect(cli, "default", revoked)
        connect(cli, "second", x.token)
        x.revoke(revoked)
        said = []
        for half_hour in (0, 1, 2, 47, 48, 49, 95, 96, 97):
            moment = NOW_MS / 1000 + half_hour * 1_800
            monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda moment=moment: moment)
            ran = cli("twitter", "sync", "--all-orgs", "--quiet")
            assert (ran.code, ran.out) == (3, "")
            said += [half_hour] * bool(ran.err)
        assert said == [0, 48, 96]


def test_another_failure_and_one_after_a_success_are_said_at_once(cli: Cli, x: Simulator) -> None:
    with x:
        connect(cli, "default", x.token)
        first = {"path": SEARCH, "status": 402, "body": {}}
        other = {"path": SEARCH, "status": 403, "body": {"type": "https://api.x.com/2/problems/spend-cap-reached"}}
        told = []
        for fault in (first, first, other, None, other):
            x.faults.clear()
            if fault:
                x.faults.add(fault)
            told.append(bool(cli("twitter", "sync", "--all-orgs", "--quiet").err))
        assert told == [True, False, True, False, True]


def test_a_failure_is_always_said_to_people_and_to_scripts(cli: Cli, x: Simulator) -> None:
    with x:
        connect(cli, "default", x.token)
        x.faults.add({"path": SEARCH, "times": 0, "status": 402, "body": {}})
        for _ in range(2):
            assert "no credits" in cli("twitter", "sync", "--all-orgs").err
            assert cli("twitter", "sync", "--all-orgs", "--json", "--quiet").error["code"] == "credits"
            assert "no credits" in cli("twitter", "sync", "--quiet").err


def test_a_window_of_two_days_is_not_lost_by_a_days_failure(cli: Cli, x: Simulator) -> None:
    with x:
        connect(cli, "default", x.token)
        x.faults.add({"path": SEARCH, "times": 0, "status": 402, "body": {}})
        cli("twitter", "sync", "--all-orgs", "--quiet")
        x.faults.clear()
        x.clock.advance(DAY_MS / 1000)
        x.world.plant("acme today", NOW_MS + DAY_MS - 60_000, author_id=1)
        assert cli("twitter", "sync", "--all-orgs", "--quiet").code == 0
        assert cli.stored() == x.world.matching("acme")
