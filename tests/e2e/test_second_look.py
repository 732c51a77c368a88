"""What a second pair of eyes found: money, courtesies of X, words, and clocks."""

from functools import partial
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
import typer

from devsignal_cli.connectors.server_clock import ServerClock
from devsignal_cli.simulator.server import Simulator
from tests.support import DAY_MS, NOW_MS, Cli, quiet_world, simulator

COUNTS, SEARCH, USAGE, CREDITS = (
    "/2/tweets/counts/recent",
    "/2/tweets/search/recent",
    "/2/usage/tweets",
    "/2/usage/credits",
)
MIDNIGHT_MS = 1_795_046_400_000  # 2026-11-19 00:00:00 UTC
NOT_ENROLLED = {"status": 403, "body": {"reason": "client-not-enrolled", "title": "Client Forbidden"}}


def at(monkeypatch: pytest.MonkeyPatch, x: Simulator, ms: int) -> None:
    x.clock.advance((ms - x.clock.now_ms()) / 1000)
    monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: ms / 1000)


def asked(x: Simulator, path: str) -> int:
    return sum(request.path == path for request in x.requests)


# --- money


@pytest.mark.parametrize("option", [("--budget", "1.6"), ("--max-posts", "100")])
def test_two_rounds_share_one_budget(cli: Cli, monkeypatch: pytest.MonkeyPatch, option: tuple[str, str]) -> None:
    monkeypatch.setattr("devsignal_cli.cli.x_wiring.sleep", lambda _s: None)
    with simulator(quiet_world(400)) as x:
        cli("org", "add", "second")
        cli.connect(x)
        other = x.add_token()
        cli("twitter", "connect", "-k", "globex", "--token-stdin", "--org", "second", stdin=other + "\n")
        broken = {"path": SEARCH, "at": 2} if option[0] == "--budget" else {"path": "/2/users"}
        x.faults.add({**broken, "status": 503, "body_text": ""})
        ran = cli("twitter", "sync", "--all-orgs", *option, "--json")
        assert ran.json["runs"][0]["posts_read"] <= 100 or option[0] == "--budget"
        assert x.meter.usd <= 1.6


def test_a_sweep_of_days_is_asked_about_and_estimated(cli: Cli) -> None:
    with simulator(quiet_world(600, every_ms=600_000)) as x:  # four days
        cli.connect(x)
        cli("twitter", "sync", "--max-posts", "10000", "--yes")
        dry = cli("twitter", "sync", "--sweep", "6d", "--dry-run", "--json").json["estimate"]
        assert dry["posts"] > 500
        cli("twitter", "connect", "--monthly-budget", "3")
        ran = cli("twitter", "sync", "--sweep", "6d", "--json")
        assert (ran.code, ran.json["posts_read"]) == (75, 0)


def test_a_sweep_that_was_cut_is_not_paid_for_by_the_next_ordinary_run(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    with simulator(quiet_world(600, every_ms=600_000)) as x:
        cli.connect(x)
        cli("twitter", "sync", "--first-window", "6d", "--yes", "--no-authors")
        at(monkeypatch, x, NOW_MS + DAY_MS)
        new = x.world.plant("acme is new", NOW_MS + DAY_MS - 600_000, author_id=1).id
        cli("twitter", "sync", "--sweep", "6d", "--max-posts", "50", "--yes")
        assert new in cli.stored()
        before = x.meter.usd
        at(monkeypatch, x, NOW_MS + 2 * DAY_MS)
        cli("twitter", "sync", "--yes")
        assert x.meter.usd - before <= 0.02


def test_a_walk_resumed_after_midnight_pays_nothing_for_the_minutes_before_its_place(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = quiet_world(0)
    for n in range(100):
        world.plant(f"acme {n}", MIDNIGHT_MS - 900_000 + n * 2_000, author_id=1)  # 23:45:00 .. 23:48:20
    with simulator(world) as x:
        at(monkeypatch, x, MIDNIGHT_MS - 660_000)  # 23:49
        cli.connect(x)
        cli("twitter", "sync")
        assert x.meter.posts == 100
        for n in range(30):
            x.world.plant(f"acme later {n}", MIDNIGHT_MS - 600_000 + n * 2_000, author_id=1)
        at(monkeypatch, x, MIDNIGHT_MS - 300_000)
        cli("twitter", "sync", "--max-posts", "20")
        at(monkeypatch, x, MIDNIGHT_MS + 300_000)
        cli("twitter", "sync")
        assert len(cli.stored()) == 130
        assert x.meter.posts == 130


def test_what_came_since_an_open_walk_began_is_part_of_the_estimate(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(15)) as x:
        cli.connect(x)
        cli("twitter", "sync", "--max-posts", "10")
        for n in range(400):
            x.world.plant(f"acme again {n}", NOW_MS + n * 600_000, author_id=1)
        at(monkeypatch, x, NOW_MS + 4 * DAY_MS)
        assert cli("twitter", "sync", "--dry-run", "--json").json["estimate"]["posts"] > 350
        cli("twitter", "connect", "--monthly-budget", "1")
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, ran.json["posts_read"]) == (75, 0)


def test_a_walk_half_done_is_counted_anew(cli: Cli) -> None:
    with simulator(quiet_world(300)) as x:
        cli.connect(x)
        cli("twitter", "connect", "--monthly-budget", "1.6")
        x.faults.add({"path": SEARCH, "at": 3, "status": 503, "body_text": "no"})
        ran = cli("twitter", "sync", "--no-authors", "--max-wait", "0", "--json")
        assert (ran.code, ran.json["posts_read"]) == (75, 200)
        x.faults.clear()
        ran = cli("twitter", "sync", "--no-authors", "--json")  # 100 posts are left: 0.50 USD of 0.595
        assert (ran.code, ran.json["signals_created"]) == (0, 100), ran.error["message"]


@pytest.mark.parametrize("window", ["24h", "7d"])
def test_a_cron_line_that_is_refused_pays_for_one_count_a_day(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, window: str
) -> None:
    with simulator(quiet_world(300)) as x:
        cli.connect(x)
        cli("twitter", "connect", "--monthly-budget", "2")
        for half_hour in range(6):
            at(monkeypatch, x, NOW_MS + half_hour * 1_800_000)
            assert cli("twitter", "sync", "--first-window", window).code == 75
        assert x.meter.usd == 0.005


def test_a_keyword_away_for_a_week_pays_for_one_count_a_day(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        cli("twitter", "connect", "--monthly-budget", "1")
        for n in range(300):
            x.world.plant(f"acme again {n}", NOW_MS + 8 * DAY_MS + n * 60_000, author_id=1)
        before = asked(x, COUNTS)
        for half_hour in range(4):
            at(monkeypatch, x, NOW_MS + 9 * DAY_MS + half_hour * 1_800_000)
            assert cli("twitter", "sync").code == 75
        assert asked(x, COUNTS) - before == 1


def test_a_dry_run_after_a_week_away_with_an_open_walk(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(30)) as x:
        cli.connect(x)
        cli("twitter", "sync", "--max-posts", "10")
        at(monkeypatch, x, NOW_MS + 9 * DAY_MS)
        ran = cli("twitter", "sync", "--dry-run", "--json")
        assert (ran.code, ran.error if ran.code else None) == (0, None)


# --- endpoints that are courtesies


@pytest.mark.parametrize(
    "fault",
    [{"status": 404, "body_text": ""}, NOT_ENROLLED, {"status": 402, "body": {}}, {"status": 503, "body_text": ""}],
)
def test_a_new_month_begins_although_the_usage_endpoint_is_refused(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any]
) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        x.faults.add({"path": USAGE, "times": 0, **fault})
        at(monkeypatch, x, NOW_MS + 14 * DAY_MS)
        x.world.plant("acme in december", x.clock.now_ms() - 90_000, author_id=1)
        ran = cli("twitter", "sync", "--json")
        assert ran.code == 0, ran.err


@pytest.mark.parametrize("fault", [NOT_ENROLLED, {"status": 404, "body_text": ""}])
@pytest.mark.parametrize("path", [USAGE, CREDITS, COUNTS])
def test_an_app_without_a_courtesy_endpoint_syncs_all_the_same(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, path: str, fault: dict[str, Any]
) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        x.faults.add({"path": path, "times": 0, **fault})
        for day in (0, 2):
            at(monkeypatch, x, NOW_MS + day * DAY_MS)
            ran = cli("twitter", "sync", "--json")
            assert (ran.code, ran.json["status"]) == (0, "complete"), ran.err


def test_a_sweep_that_could_not_be_done_says_so(cli: Cli) -> None:
    with simulator(quiet_world(30)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        late = x.world.plant("acme came very late", NOW_MS - 5 * 3_600_000, author_id=1)
        x.faults.add({"path": USAGE, "times": 0, "status": 404, "body_text": ""})
        ran = cli("twitter", "sync", "--sweep", "6h", "--json")
        assert late.id in cli.stored() or ran.code != 0 or ran.json["errors"]


def test_a_clock_that_x_does_not_tell_is_not_replaced_by_ours(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    world = quiet_world(0)
    for n in range(10):
        world.plant(f"acme {n}", MIDNIGHT_MS - 700_000 + n * 60_000, author_id=1)
    with simulator(world) as x:
        at(monkeypatch, x, MIDNIGHT_MS - 30_000)
        cli.connect(x)
        cli("twitter", "sync")
        at(monkeypatch, x, MIDNIGHT_MS + 60_000)
        x.faults.add(
            {"path": USAGE, "times": 0, "status": 200, "headers": {"date": ""}, "body": {"data": {"project_id": "1"}}}
        )
        monkeypatch.setattr(
            "devsignal_cli.cli.wiring.time.time", lambda: (MIDNIGHT_MS - 60_000) / 1000
        )  # two minutes slow
        cli("twitter", "sync")
        assert x.meter.posts == 10


# --- words and counts


def test_what_lies_before_a_first_window_is_not_late(cli: Cli) -> None:
    with simulator(quiet_world(100, every_ms=3_600_000)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        ran = cli("twitter", "sync", "--sweep", "4d", "--json")
        assert ran.json["late_arrivals"] == 0


def test_two_failures_in_turn_are_each_said_once_a_day(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        told = []
        for number in range(6):
            x.faults.clear()
            status = (402, 503)[number % 2]
            x.faults.add({"path": SEARCH, "times": 0, "status": status, "body": {}})
            told.append(bool(cli("twitter", "sync", "--all-orgs", "--quiet", "--max-wait", "0").err))
        assert told == [True, True, False, False, False, False]


def test_a_keyword_added_again_that_was_never_asked_for_reaches_back_a_day(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        cli("twitter", "keywords", "add", "globex")
        cli("twitter", "keywords", "remove", "globex")
        for n in range(10):
            x.world.plant("globex", NOW_MS + 5 * DAY_MS + n, author_id=1)
        at(monkeypatch, x, NOW_MS + 10 * DAY_MS)
        cli("twitter", "sync")
        before = x.meter.posts
        cli("twitter", "keywords", "add", "globex")
        ran = cli("twitter", "sync", "--json")
        assert (ran.json["gaps"], x.meter.posts - before) == ([], 0)


def test_a_raw_query_in_other_letters_is_another_search(cli: Cli) -> None:
    with simulator(quiet_world(0)) as x:
        x.world.plant("globex alone", NOW_MS - 600_000, author_id=1)
        cli.connect(x)
        cli("twitter", "connect", "--query", "acme Or globex")
        cli("twitter", "sync")
        assert cli.stored() == []
        ran = cli("twitter", "keywords", "rename", "acme Or globex", "acme OR globex")
        assert ran.code == 0, ran.err
        cli("twitter", "sync")
        assert len(cli.stored()) == 1


def test_a_keyword_renamed_to_one_watched_before_says_where_it_goes_on(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x, "acme", "globex")
        cli("twitter", "sync")
        cli("twitter", "keywords", "remove", "acme")
        said = cli("twitter", "keywords", "rename", "globex", "acme").out
        assert "anew" not in said


def test_a_walk_whose_first_page_is_empty_keeps_its_newest_post(cli: Cli) -> None:
    with simulator(quiet_world(60)) as x:
        cli.connect(x)
        x.faults.add({"path": SEARCH, "status": 200, "body": {"meta": {"result_count": 0, "next_token": "nope"}}})
        cli("twitter", "sync", "--max-posts", "10")
        x.faults.clear()
        cli("twitter", "sync", "--max-posts", "50")
        assert cli.sql("SELECT count(*) FROM open_window") == [(0,)]
        assert cli.sql("SELECT place FROM keyword")[0][0] == max(cli.stored())


def test_only_the_round_that_may_wait_asks(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(300)) as x:
        cli("org", "add", "second")
        cli.connect(x)
        cli.connect(x, "globex", org="second")
        cli("twitter", "connect", "--monthly-budget", "2")
        monkeypatch.setattr("devsignal_cli.cli.output.Output.is_interactive", lambda _self: True)
        seen: list[int] = []

        def answer(*_words: object, **_how: object) -> bool:
            seen.append(len(cli.sql("SELECT * FROM keyword WHERE organization_id = 2 AND covered_until IS NOT NULL")))
            return False

        monkeypatch.setattr("typer.confirm", answer)
        cli("twitter", "sync", "--all-orgs")
        assert seen == [1]  # the other one was synced before anybody was asked


def test_a_question_that_nobody_answers_ends_the_run_in_order(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(300)) as x:
        cli.connect(x)
        cli("twitter", "connect", "--monthly-budget", "2")
        monkeypatch.setattr("devsignal_cli.cli.output.Output.is_interactive", lambda _self: True)

        def nobody(*_words: object, **_how: object) -> bool:
            raise typer.Abort

        monkeypatch.setattr("typer.confirm", nobody)
        ran = cli("twitter", "sync")
        assert ran.code in (75, 130)
        assert cli.sql("SELECT count(*) FROM run WHERE finished_at IS NULL") == [(0,)]


def test_a_count_is_not_waited_for(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("devsignal_cli.cli.x_wiring.sleep", slept.append)
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        x.faults.add({"path": COUNTS, "times": 0, "status": 429, "headers": {"retry-after": "200"}, "body": {}})
        assert cli("twitter", "sync").code == 0
        assert slept == []


def test_a_dry_run_forgets_no_failure(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        x.faults.add({"path": SEARCH, "times": 0, "status": 402, "body": {}})
        cli("twitter", "sync", "--all-orgs", "--quiet")
        before = cli.sql("SELECT * FROM connection")
        cli("twitter", "sync", "--all-orgs", "--dry-run")
        assert cli.sql("SELECT * FROM connection") == before


def test_an_account_that_hides_its_balance_is_asked_once_a_day(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(5), balance_usd=None) as x:
        cli.connect(x)
        for hour in range(0, 12, 2):
            at(monkeypatch, x, NOW_MS + hour * 3_600_000)
            x.world.plant("acme", x.clock.now_ms() - 60_000, author_id=1)
            cli("twitter", "sync")
        assert asked(x, CREDITS) == 1


# --- clocks


def test_without_a_date_no_time_ahead_of_xs_is_taken_for_covered(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(0)) as x:
        cli.connect(x)
        send_header = BaseHTTPRequestHandler.send_header
        monkeypatch.setattr(
            BaseHTTPRequestHandler,
            "send_header",
            lambda to, name, value: None if name == "date" else send_header(to, name, value),
        )
        monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: x.clock.now_ms() / 1000 + 2 * 3_600)
        assert cli("twitter", "sync").code == 0
        lost = x.world.plant("acme within the two hours", NOW_MS + 3_600_000, author_id=1).id
        for _ in range(8):
            x.clock.advance(1_800)
            cli("twitter", "sync")
        assert lost in cli.stored() or cli("twitter", "status", "--json").json["gaps"]


def test_one_date_from_the_future_holds_up_no_keyword_for_ever(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        future = {"date": "Fri, 18 Dec 2026 10:00:00 GMT"}
        x.faults.add({"path": SEARCH, "status": 200, "headers": future, "body": {"meta": {"result_count": 0}}})
        cli("twitter", "sync")
        at(monkeypatch, x, NOW_MS + 3_600_000)
        new = x.world.plant("acme is new", NOW_MS + 1_800_000, author_id=1).id
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, new in cli.stored()) == (0, True), ran.err


def test_a_wait_over_midnight_pays_nothing_again(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    world = quiet_world(0)
    for n in range(50):
        world.plant(f"acme {n}", MIDNIGHT_MS - 400_000 + n * 2_000, author_id=1)
    with simulator(world) as x:
        at(monkeypatch, x, MIDNIGHT_MS - 200_000)
        cli.connect(x)
        cli("twitter", "sync")
        at(monkeypatch, x, MIDNIGHT_MS - 100_000)
        monkeypatch.setattr(
            "devsignal_cli.cli.x_wiring.sleep", lambda s: at(monkeypatch, x, x.clock.now_ms() + int(s * 1000))
        )
        passing = partial(ServerClock, lambda: x.clock.now_ms() / 1000)
        monkeypatch.setattr("devsignal_cli.cli.twitter_sync.ServerClock", passing)
        x.faults.add({"path": SEARCH, "status": 429, "headers": {"retry-after": "150"}, "body": {}})
        assert cli("twitter", "sync").code == 0
        assert x.meter.posts == 50


def test_a_failure_told_by_a_clock_that_was_ahead_is_told_again(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        x.faults.add({"path": SEARCH, "times": 0, "status": 402, "body": {}})
        monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: NOW_MS / 1000 + 365 * 86_400)
        cli("twitter", "sync", "--all-orgs", "--quiet")
        monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: NOW_MS / 1000)
        assert cli("twitter", "sync", "--all-orgs", "--quiet").err


def test_a_refused_query_holds_up_no_other_in_a_preview(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        cli("twitter", "connect", "--query", "acme -is:retweet")
        cli("twitter", "keywords", "add", "acme", "--topic", "own")
        x.faults.add({"path": SEARCH, "status": 400, "body": {"title": "Invalid Request", "detail": "no"}})
        ran = cli("twitter", "preview", "--json")
        assert (ran.code, len(cli.stored())) == (3, 5)


def test_a_dry_run_of_all_organizations_counts_each_query_once(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devsignal_cli.cli.x_wiring.sleep", lambda _s: None)
    with simulator(quiet_world(5)) as x:
        cli("org", "add", "second")
        cli.connect(x)
        cli("twitter", "keywords", "add", "globex", "--topic", "rivals")
        cli.connect(x, "initech", org="second")
        x.faults.add({"path": COUNTS, "at": 2, "status": 503, "body_text": ""})
        cli("twitter", "sync", "--dry-run", "--all-orgs")
        assert x.meter.counts == 3


def test_a_wrong_local_clock_does_not_disable_the_question(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(300)) as x:
        monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: NOW_MS / 1000 + 30 * 3_600)
        cli.connect(x)
        cli("twitter", "connect", "--monthly-budget", "2")
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, ran.json["posts_read"]) == (75, 0)
