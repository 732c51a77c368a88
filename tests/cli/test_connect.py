"""`twitter connect`, `keywords` and `disconnect`, as people and scripts meet them."""

from pathlib import Path

import pytest

from devsignal_cli.simulator.server import Simulator
from tests.support import Cli, quiet_world, simulator


def test_connect_checks_the_token_at_no_cost_and_says_what_x_costs(cli: Cli) -> None:
    with simulator(quiet_world(0)) as x:
        ran = cli.connect(x, "acme", "@acme")
        assert [request.path for request in x.requests] == [
            "/2/usage/tweets",
            "/2/tweets/search/recent",
            "/2/usage/credits",
        ]
        assert x.meter.usd == 0
        for words in (
            "$0.005 a post",
            "$20.00 a month",
            "+ acme",
            "+ @acme",
            "of 3,000,000 posts",
            "Next: devsignal twitter sync",
        ):
            assert words in ran.out


def test_connect_as_json(cli: Cli) -> None:
    with simulator(quiet_world(0), balance_usd=None) as x:
        cli.connect(x, "acme")
        ran = cli(
            "twitter",
            "connect",
            "-k",
            "globex",
            "-k",
            "acme",
            "--lang",
            "en",
            "--own-account",
            "@acme",
            "--exclude",
            "giveaway",
            "--monthly-budget",
            "5",
            "--json",
        )
        assert ran.json | {"account": "", "token": ""} == {
            "org": "default", "connected": True, "verified": True, "account": "", "token": "", "keywords": ["globex", "acme"],
            "added": ["globex"], "removed": [], "queries": ['("globex" OR "acme") -is:retweet lang:en -from:acme -"giveaway"'],
            "budget_usd": 5.0, "create_companies": False, "posts_used": 0, "posts_cap": 3000000, "balance_usd": None,
        }  # fmt: skip


def test_connect_again_replaces_the_keywords_and_keeps_what_is_not_given(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x, "acme", "globex")
        cli("twitter", "connect", "--exclude", "giveaway", "--lang", "en", "--monthly-budget", "7")
        cli("twitter", "sync")
        place = cli("twitter", "keywords", "list", "--json").json["items"][0]["place"]
        ran = cli("twitter", "connect", "-k", "Acme", "-k", "new", "--topic", "own")
        assert "+ new" in ran.out
        assert "- globex" in ran.out
        assert "+ acme" not in ran.out
        listed = {item["text"]: item for item in cli("twitter", "keywords", "list", "--json").json["items"]}
        assert set(listed) == {"acme", "new"}
        assert (listed["acme"]["place"], listed["acme"]["topic"]) == (place, "own")
        shown = cli("twitter", "status", "--json").json
        assert (shown["excludes"], shown["spend"]["budget_usd"]) == (["giveaway"], 7.0)


def test_connect_takes_the_token_from_the_environment_or_a_file_and_stores_it(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with simulator(quiet_world(5)) as x:
        monkeypatch.setenv("DEVSIGNAL_TWITTER_URL", x.url)
        (tmp_path / "token").write_text(f'Bearer "{x.token}"\n'.replace('"', ""), encoding="utf-8")
        monkeypatch.setenv("DEVSIGNAL_TWITTER_TOKEN_FILE", str(tmp_path / "token"))
        assert cli("twitter", "connect", "-k", "acme").code == 0
        monkeypatch.delenv("DEVSIGNAL_TWITTER_TOKEN_FILE")
        assert cli("twitter", "sync", "--json").json["signals_created"] == 5


def test_a_token_in_the_environment_beats_the_stored_one_and_is_warned_of_once(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    with simulator(quiet_world(5)) as x:
        cli("org", "add", "other")
        cli.connect(x)
        cli.connect(x, org="other")
        second = x.add_token()
        monkeypatch.setenv("DEVSIGNAL_TWITTER_TOKEN", second)
        ran = cli("twitter", "sync", "--all-orgs")
        assert ran.err.count("warning: DEVSIGNAL_TWITTER_TOKEN") == 1
        assert {request.token for request in x.requests[-3:]} == {second}


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "words"),
    [
        (("-k", "acme"), "", 78, "No bearer token"),
        (("-k", "acme", "--token-stdin"), "", 78, "no bearer token"),
        (("-k", "acme", "--token-stdin"), "two words", 78, "no bearer token"),
        (("--token-stdin",), "token", 2, "nothing to watch"),
        (("-k", "the", "--token-stdin"), "token", 2, "stop word"),
        (("-k", "acme", "--lang", "english", "--token-stdin"), "token", 2, "language"),
        (("-k", "acme", "--own-account", "no handle", "--token-stdin"), "token", 2, "handle"),
        (("-k", "acme", "--exclude", "y" * 600, "--token-stdin"), "token", 2, "512"),
        (("--query", "lang:en", "--token-stdin"), "token", 2, "stand alone"),
        (("-k", "acme", "--token-stdin"), "wrong-token", 4, "refused the bearer token"),
        (("-k", "acme", "--monthly-budget", "-1"), "", 2, "monthly-budget"),
    ],
)
def test_connect_refuses_with_the_reason(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], stdin: str, code: int, words: str
) -> None:
    with simulator(quiet_world(0)) as x:
        monkeypatch.setenv("DEVSIGNAL_TWITTER_URL", x.url)
        ran = cli("twitter", "connect", *arguments, "--json", stdin=stdin)
        assert (ran.code, ran.out) == (code, "")
        assert words in ran.error["message"]
        assert cli("twitter", "status", "--json").json["connected"] is False


def test_no_verify_asks_x_nothing(cli: Cli) -> None:
    ran = cli(
        "twitter", "connect", "-k", "acme", "--no-verify", "--token-stdin", "--create-companies", stdin="some-token"
    )
    assert ran.code == 0
    assert "not verified" in ran.out
    assert cli.sql("SELECT account LIKE 'token:%', create_companies FROM connection") == [(1, 1)]


def test_a_raw_query_counts_as_one_keyword(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x, "acme")
        ran = cli("twitter", "connect", "--query", "(acme OR globex) -is:retweet", "--topic", "raw", "--json")
        assert ran.json["queries"] == ["(acme OR globex) -is:retweet"]
        assert cli("twitter", "sync", "--json").json["signals_created"] == 5


def test_keywords_are_listed_added_and_removed(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        assert "No keywords yet" in cli("twitter", "keywords", "list").out
        cli.connect(x, "acme")
        assert "not synced yet" in cli("twitter", "keywords", "list").out
        assert "Watching globex" in cli("twitter", "keywords", "add", "globex", "--topic", "rivals").out
        again = cli("twitter", "keywords", "add", "Globex", "--topic", "rivals", "--json")
        assert again.json["changed"] is False
        cli("twitter", "sync")
        assert "2026-11-18" in cli("twitter", "keywords", "list").out
        assert cli("twitter", "keywords", "remove", "ACME").code == 0
        assert [item["text"] for item in cli("twitter", "keywords", "list", "--json").json["items"]] == ["globex"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("add", "the"), 2, "stop word"),
        (("remove", "nothing"), 2, "not watched"),
        (("remove", "acme"), 2, "last keyword"),
        (("add",), 2, "Missing argument"),
    ],
)
def test_keywords_that_cannot_be_changed_are_refused(
    cli: Cli, arguments: tuple[str, ...], code: int, words: str
) -> None:
    with simulator(quiet_world(0)) as x:
        cli.connect(x, "acme")
        ran = cli("twitter", "keywords", *arguments)
        assert ran.code == code
        assert words in ran.err


def test_a_keyword_added_again_goes_on_from_its_place(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x, "acme", "globex")
        cli("twitter", "sync")
        cli("twitter", "keywords", "remove", "acme")
        x.clock.advance(3_600)
        x.world.plant("acme meanwhile", x.clock.now_ms() - 1_800_000, author_id=1)
        cli("twitter", "sync")
        cli("twitter", "keywords", "add", "acme")
        ran = cli("twitter", "sync", "--json")
        assert (ran.json["signals_created"], ran.json["posts_read"] - ran.json["posts_free"]) == (1, 1)


def test_a_walk_whose_keywords_were_all_removed_is_dropped(cli: Cli) -> None:
    with simulator(quiet_world(30)) as x:
        cli.connect(x, "acme")
        cli("twitter", "sync", "--max-posts", "10")
        cli("twitter", "connect", "-k", "globex")
        assert cli("twitter", "sync", "--json").json["posts_read"] == 0
        assert cli("twitter", "status", "--json").json["open_windows"] == []


def test_disconnect_drops_the_token_and_keeps_the_signals(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        ran = cli("twitter", "disconnect")
        assert (ran.code, "5 signals stay" in ran.out) == (0, True)
        assert cli.sql("SELECT secret, secret_last4 FROM connection") == [(None, "")]
        assert cli("twitter", "sync").code == 78
        assert "not connected" in cli("twitter", "status").out
        assert cli("twitter", "status", "--json").json["signals_total"] == 5
        assert "was not connected" in cli("twitter", "disconnect").out
        cli.connect(x)
        ran = cli("twitter", "sync", "--json")
        assert (ran.json["posts_read"], ran.json["posts_free"], ran.json["signals_created"]) == (5, 5, 0)


def test_purge_asks_first_and_deletes_only_this_organizations_posts(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli("org", "add", "other")
        cli.connect(x)
        cli.connect(x, org="other")
        cli("twitter", "sync", "--all-orgs")
        refused = cli("twitter", "disconnect", "--purge")
        assert (refused.code, "--yes" in refused.err) == (2, True)
        assert cli("twitter", "disconnect", "--purge", "--yes").code == 0
        assert (cli.stored(), len(cli.stored("other"))) == ([], 5)
        assert cli.sql("SELECT count(*) FROM raw_answer WHERE organization_id = 1") == [(0,)]
        assert cli.sql("SELECT count(*) FROM author") == [(5,)]
        assert cli("twitter", "disconnect", "--purge", "--yes", "--org", "other").code == 0
        assert cli.sql("SELECT count(*) FROM author") == [(0,)]
        assert "No problem" in cli("db", "check").out


def test_the_prompt_takes_a_token_without_showing_it(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(0)) as x:
        ask_with(x, monkeypatch)
        ran = cli("twitter", "connect", "-k", "acme")
        assert ran.code == 0
        assert x.token not in ran.out + ran.err


def ask_with(x: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVSIGNAL_TWITTER_URL", x.url)
    monkeypatch.setattr("devsignal_cli.cli.output.Output.is_interactive", lambda _self: True)
    monkeypatch.setattr("typer.prompt", lambda *_words, **_how: x.token)
