"""What a run may cost is known before it, asked where it matters, and never passed."""

import pytest

from tests.support import DAY_MS, NOW_MS, Cli, quiet_world, simulator

COUNTS, SEARCH = "/2/tweets/counts/recent", "/2/tweets/search/recent"
TABLES = "keyword open_window signal author run estimate quarantine gap signal_keyword raw_answer".split()


def asked(x: object, path: str) -> int:
    return sum(request.path == path for request in x.requests)  # type: ignore[attr-defined]


def test_an_expensive_first_run_stops_before_it_reads_anything(cli: Cli) -> None:
    with simulator(quiet_world(300)) as x:
        cli.connect(x)
        cli("twitter", "connect", "--monthly-budget", "2")
        searches = asked(x, SEARCH)
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, ran.error["code"], ran.json["reason"]) == (75, "budget", "budget")
        assert "about 300 posts for $3.75" in ran.error["message"]
        assert "--yes" in ran.error["hint"]
        assert (ran.json["posts_read"], ran.json["estimate"]["posts"], asked(x, SEARCH)) == (0, 300, searches)
        assert x.meter.usd == ran.json["spend_usd"] == 0.005
        assert "stopped by the budget" in cli("twitter", "status").out


def test_a_run_that_is_refused_again_and_again_pays_for_one_count(cli: Cli) -> None:
    with simulator(quiet_world(300)) as x:
        cli.connect(x)
        cli("twitter", "connect", "--monthly-budget", "2")
        for _ in range(3):
            assert cli("twitter", "sync").code == 75
        assert x.meter.usd == 0.005


@pytest.mark.parametrize("answer", [("--yes",), ("--budget", "9"), ("--max-posts", "100")])
def test_the_question_can_be_answered_beforehand(cli: Cli, answer: tuple[str, ...]) -> None:
    with simulator(quiet_world(300)) as x:
        cli.connect(x)
        cli("twitter", "connect", "--monthly-budget", "2")
        ran = cli("twitter", "sync", *answer, "--json")
        assert ran.json["signals_created"] >= 100
        assert x.meter.usd <= (9 if answer[0] == "--budget" else 2)
        assert asked(x, COUNTS) == 0


def test_yes_reads_as_far_as_the_budget_goes_and_no_further(cli: Cli) -> None:
    with simulator(quiet_world(300)) as x:
        cli.connect(x)
        cli("twitter", "connect", "--monthly-budget", "1")
        ran = cli("twitter", "sync", "--yes", "--json")
        assert (ran.code, ran.json["reason"]) == (75, "budget")
        assert 0.8 < x.meter.usd <= 1.0


def test_a_run_that_reaches_back_days_is_asked_about_too(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        cli("twitter", "connect", "--monthly-budget", "1")
        x.clock.advance(3 * 86_400)
        for minute in range(200):
            x.world.plant(f"acme again {minute}", NOW_MS + DAY_MS + minute * 60_000, author_id=1)
        cli_now = NOW_MS / 1000 + 3 * 86_400
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("devsignal_cli.cli.wiring.time.time", lambda: cli_now)
            ran = cli("twitter", "sync", "--json")
        assert (ran.code, ran.json["estimate"]["posts"], ran.json["posts_read"]) == (
            75,
            201,
            0,
        )  # and the one at the place


def test_an_ordinary_run_counts_nothing(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        x.clock.advance(1_800)
        cli("twitter", "sync")
        assert asked(x, COUNTS) == 1  # before the first


def test_a_count_that_fails_does_not_stop_the_run(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        x.faults.add({"path": COUNTS, "times": 0, "status": 404, "body_text": ""})
        assert cli("twitter", "sync", "--json").json["signals_created"] == 5


def test_a_dry_run_tells_queries_posts_and_dollars_and_stores_only_the_ledger_line(cli: Cli) -> None:
    with simulator(quiet_world(300)) as x:
        cli.connect(x, "acme", "globex")
        cli("twitter", "keywords", "add", "initech", "--topic", "rivals")
        before = {table: cli.sql(f"SELECT * FROM {table}") for table in TABLES}
        searches = asked(x, SEARCH)
        ran = cli("twitter", "sync", "--dry-run", "--json")
        assert (ran.code, ran.json["status"], ran.json["reason"], ran.json["posts_read"]) == (0, "skipped", None, 0)
        estimate = ran.json["estimate"]
        assert [query["keywords"] for query in estimate["queries"]] == [["acme", "globex"], ["initech"]]
        assert [query["posts"] for query in estimate["queries"]] == [300, 0]
        assert estimate["queries"][0]["query"] == '("acme" OR "globex") -is:retweet'
        assert estimate["queries"][0]["from"] == "2026-11-17T11:06:40Z"
        assert (estimate["posts"], estimate["authors"], estimate["usd"]) == (300, 225, 3.75)
        assert (ran.json["spend_usd"], x.meter.usd, asked(x, SEARCH)) == (0.01, 0.01, searches)
        assert {table: cli.sql(f"SELECT * FROM {table}") for table in TABLES} == before
        assert cli.sql("SELECT kind, count, run_id FROM ledger") == [("counts", 1, None)] * 2
        said = cli("twitter", "sync", "--dry-run").out
        assert "about 300 posts and 225 authors, $3.75" in said
        assert max(map(len, said.split("\n"))) <= 80


def test_a_dry_run_counts_only_what_a_sync_would_still_read(cli: Cli) -> None:
    with simulator(quiet_world(150)) as x:
        cli.connect(x)
        cli("twitter", "sync", "--max-posts", "100")
        estimate = cli("twitter", "sync", "--dry-run", "--json").json["estimate"]
        assert 49 <= estimate["posts"] <= 51


def test_a_dry_run_without_the_money_to_count_says_so(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        ran = cli("twitter", "sync", "--dry-run", "--budget", "0.001", "--json")
        assert (ran.code, ran.error["code"], x.meter.usd) == (75, "budget", 0)


def test_a_dry_run_of_all_organizations_gives_one_document(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli("org", "add", "second")
        cli.connect(x)
        cli.connect(x, "acme", org="second")
        runs = cli("twitter", "sync", "--dry-run", "--all-orgs", "--json").json["runs"]
        assert [run["estimate"]["posts"] for run in runs] == [5, 5]


def test_status_shows_the_balance_and_how_long_the_money_lasts(cli: Cli) -> None:
    with simulator(quiet_world(20), balance_usd=50.0) as x:
        cli.connect(x)
        cli("twitter", "connect", "--monthly-budget", "2")
        cli("twitter", "sync")
        spend = cli("twitter", "status", "--json").json["spend"]
        cost = 0.175  # 20 posts, 7 authors, one count
        assert (spend["month_usd"], spend["budget_usd"], spend["balance_usd"]) == (cost, 2.0, 50.0)
        assert spend["usd_a_day"] == cost
        assert spend["days_left"] == round((2 - cost) / cost, 1)
        assert "X balance $50.00" in cli("twitter", "status").out


def test_a_balance_that_ends_before_the_budget_decides_how_long_the_money_lasts(cli: Cli) -> None:
    with simulator(quiet_world(20), balance_usd=0.35) as x:
        cli.connect(x)
        cli("twitter", "sync")
        assert cli("twitter", "status", "--json").json["spend"]["days_left"] == 2.0


def test_an_account_whose_balance_x_does_not_tell_is_asked_once_a_day(cli: Cli) -> None:
    with simulator(quiet_world(5), balance_usd=None) as x:
        cli.connect(x)
        for _ in range(3):
            cli("twitter", "sync")
        assert asked(x, "/2/usage/credits") == 1
        assert cli("twitter", "status", "--json").json["spend"]["balance_usd"] is None
