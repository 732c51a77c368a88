"""Losses, loops and double payments that were found by attack, each with the history that showed it."""

import pytest

from devsignal_cli.simulator.server import Simulator
from tests.support import DAY_MS, NOW_MS, Cli, quiet_world, simulator

BAD_REQUEST = {"status": 400, "body": {"title": "Invalid Request", "detail": "no", "type": "about:blank"}}
SEARCH = "/2/tweets/search/recent"


def plant(x: Simulator, text: str, back_ms: int = 90_000) -> int:
    return x.world.plant(text, x.clock.now_ms() - back_ms, author_id=1).id


def ticked(x: Simulator) -> None:
    x.clock.advance(2)


def day(x: Simulator, cli: Cli, *arguments: str) -> None:
    x.clock.advance(86_400)
    assert cli("twitter", "sync", *arguments).code == 0


def test_a_query_that_x_goes_on_refusing_is_asked_a_few_times_only(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        x.clock.advance(9 * 86_400)
        x.before_answer = lambda _request: ticked(x)
        x.faults.add({"path": SEARCH, "times": 0, **BAD_REQUEST})
        before = sum(request.path == SEARCH for request in x.requests)
        ran = cli("twitter", "sync", "--first-window", "7d", "--json")
        assert (ran.code, ran.error["code"]) == (1, "service")
        assert sum(request.path == SEARCH for request in x.requests) - before <= 3


def test_a_gap_is_told_whole_although_x_refused_twice(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        x.clock.advance(9 * 86_400)
        x.faults.add({"path": SEARCH, "at": 2, **BAD_REQUEST})
        cli("twitter", "sync")
        gaps = cli("twitter", "sync", "--json").json["gaps"]
        assert [(gap["from"][:10], gap["to"][:10]) for gap in gaps] == [("2026-11-18", "2026-11-20")]


def test_a_keyword_added_again_loses_nothing_although_others_were_asked_for(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x, "acme", "globex")
        x.clock.advance(600)
        cli("twitter", "sync")
        cli("twitter", "keywords", "remove", "globex")
        missed = x.world.plant("globex is here", NOW_MS + 5 * DAY_MS, author_id=1).id
        for _ in range(8):
            day(x, cli)
        cli("twitter", "keywords", "add", "globex")
        ran = cli("twitter", "sync", "--json")
        assert missed in cli.stored()
        assert len(ran.json["gaps"]) == 1


def test_a_new_keyword_reaches_back_from_when_it_was_added_however_many_runs_fail(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        x.faults.add({"path": SEARCH, "times": 3, "status": 402, "body": {}})
        made = []
        for _ in range(3):
            x.clock.advance(86_400)
            made.append(plant(x, "acme meanwhile"))
            assert cli("twitter", "sync").code == 75
        assert cli("twitter", "sync").code == 0
        assert set(made) <= set(cli.stored())


def test_a_busy_keyword_starves_no_other(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x, "acme")
        cli("twitter", "sync")
        cli("twitter", "keywords", "add", "globex")
        wanted = plant(x, "globex waits")
        for _ in range(6):
            x.clock.advance(1_800)
            for minute in range(28):
                plant(x, "acme again", 60_000 * (minute + 1))
            cli("twitter", "sync", "--max-posts", "20")
        assert wanted in cli.stored()


def test_a_refused_query_holds_up_no_other(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        cli("twitter", "connect", "--query", "acme -is:retweet")
        cli("twitter", "keywords", "add", "acme", "--topic", "own")
        x.faults.add({"path": SEARCH, **BAD_REQUEST})
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, ran.error["code"]) == (3, "partial")
        assert len(cli.stored()) == 5  # by the other query
        assert cli("twitter", "sync").code == 0


@pytest.mark.parametrize("days", [40, -40])
def test_a_wrong_local_month_gives_no_fresh_budget(cli: Cli, monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    with simulator(quiet_world(60, authors=3)) as x:
        cli.connect(x)
        cli("twitter", "connect", "--monthly-budget", "0.3")
        assert cli("twitter", "sync").code == 75
        monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: NOW_MS / 1000 + days * 86_400)
        assert cli("twitter", "sync").code == 75
        assert x.meter.usd <= 0.3


def test_a_new_month_by_xs_clock_gives_a_fresh_budget(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(60, authors=3)) as x:
        cli.connect(x)
        cli("twitter", "connect", "--monthly-budget", "0.3")
        assert cli("twitter", "sync", "--yes").code == 75
        x.clock.advance(14 * 86_400)
        monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: NOW_MS / 1000 + 14 * 86_400)
        assert cli("twitter", "sync", "--json").json["signals_created"] > 0


def test_a_removed_keyword_of_an_open_walk_is_paid_for_no_longer(cli: Cli) -> None:
    with simulator(quiet_world(30)) as x:
        for _ in range(20):
            plant(x, "globex only", 4_000_000)
        for number in range(20):
            x.world.plant("globex only", NOW_MS - 5_000_000 - number * 1_000, author_id=2)
        cli.connect(x, "acme", "globex")
        cli("twitter", "sync", "--max-posts", "10")
        cli("twitter", "keywords", "remove", "globex")
        assert cli("twitter", "sync").code == 0
        assert len(cli.stored()) == 30
        assert x.meter.posts == 30


def test_a_keyword_is_never_leveled_to_a_place_before_its_first_window(cli: Cli) -> None:
    world = quiet_world(0)
    world.plant("acme long ago", NOW_MS - 4 * DAY_MS, author_id=1)
    for number in range(40):
        world.plant("globex long ago", NOW_MS - 3 * DAY_MS - number * 1_000, author_id=2)
    with simulator(world) as x:
        cli.connect(x, "acme")
        cli("twitter", "sync", "--first-window", "5d")
        cli("twitter", "keywords", "add", "globex")
        for _ in range(3):
            cli("twitter", "sync")
        assert x.meter.posts == 1


def test_a_missing_users_endpoint_holds_up_no_posts(cli: Cli) -> None:
    with simulator(quiet_world(250)) as x:
        cli.connect(x)
        x.faults.add({"path": "/2/users", "times": 0, "status": 404, "body_text": ""})
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, ran.json["signals_created"]) == (1, 250)


def test_settings_survive_a_disconnect(cli: Cli) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        cli("twitter", "connect", "--lang", "en", "--exclude", "jobs", "--monthly-budget", "5")
        cli("twitter", "disconnect")
        cli.connect(x)
        shown = cli("twitter", "status", "--json").json
        assert (shown["excludes"], shown["spend"]["budget_usd"], "lang:en" in shown["queries"][0]["query"]) == (
            ["jobs"],
            5.0,
            True,
        )


def test_a_new_token_is_asked_for_on_a_terminal_and_enter_keeps_the_old_one(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        dead, fresh = x.token, x.add_token()
        x.revoke(dead)
        answers = iter(["", fresh])
        monkeypatch.setattr("devsignal_cli.cli.output.Output.is_interactive", lambda _self: True)
        monkeypatch.setattr("typer.prompt", lambda *_words, **_how: next(answers))
        assert cli("twitter", "connect").code == 4
        assert cli("twitter", "connect").code == 0
        assert cli("twitter", "sync").code == 0


def test_a_raw_query_beside_keywords_is_told_as_it_is_sent(cli: Cli) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        told = cli("twitter", "connect", "-k", "acme", "--query", "from:foo bug", "--json").json["queries"]
        assert sorted(told) == ['("acme") -is:retweet', "from:foo bug"]
        assert sorted(query["query"] for query in cli("twitter", "status", "--json").json["queries"]) == sorted(told)


def test_an_exclusion_with_or_in_it_stays_one_phrase(cli: Cli) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        told = cli("twitter", "connect", "--exclude", "life OR death", "--json").json["queries"]
        assert told == ['("acme") -is:retweet -"life OR death"']


def test_a_topic_is_kept_unless_a_new_one_is_given(cli: Cli) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        cli("twitter", "keywords", "add", "globex", "--topic", "rivals")
        assert "watched already" in cli("twitter", "keywords", "add", "globex").out
        listed = cli("twitter", "keywords", "list", "--json").json["items"]
        assert [item["topic"] for item in listed] == [None, "rivals"]
        assert cli("twitter", "keywords", "add", "x", "--topic", "a\x07b").code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("twitter", "sync", "--budget", "nan"),
        ("twitter", "sync", "--budget", "inf"),
        ("twitter", "sync", "--max-wait", "nan"),
        ("twitter", "connect", "-k", "other", "--monthly-budget", "inf"),
        ("twitter", "connect", "--query", "acme OR"),
        ("twitter", "connect", "--query", "OR acme"),
        ("twitter", "connect", "--query", "(acme OR) x"),
        ("twitter", "connect", "--query", "acme is:nice"),
        ("stats", "--days", "9999999"),
        ("stats", "--to", "9999-12-31"),
        ("stats", "--from", "0001-01-01"),
        ("simulate", "--clock", "0001-01-01T00:00:00Z"),
    ],
)  # fmt: skip
def test_numbers_and_times_that_nobody_means_are_wrong_usage(cli: Cli, arguments: tuple[str, ...]) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        assert cli(*arguments).code == 2
        assert cli("twitter", "keywords", "list", "--json").json["items"][0]["text"] == "acme"
