"""Every view for people at 80 columns, and the same as JSON for scripts."""

import sqlite3
from importlib import import_module
from typing import get_type_hints

import pytest

from devsignal_cli.cli.text import clean
from devsignal_cli.cli.views import VIEWS
from devsignal_cli.store import lock, migrate
from tests.support import DAY_MS, NOW_MS, Cli, quiet_world, simulator


def test_an_empty_organization_is_told_what_to_do_first(cli: Cli) -> None:
    assert "Next: devsignal twitter connect -k yourproduct" in cli("twitter", "status").out
    for arguments, words in ((("twitter", "recent"), "No post to show."), (("stats",), "No signals in this period.")):
        ran = cli(*arguments, "--org", "default")
        assert ran.out.rstrip().endswith(words)
        assert ran.err == "No posts yet. Next: devsignal twitter connect -k yourproduct\n"
        assert cli(*arguments, "--json").err == ""


def test_what_is_empty_says_why_and_what_to_do(cli: Cli) -> None:
    with simulator(quiet_world(3)) as x:
        cli("org", "add", "second")
        cli.connect(x, org="second")
        assert (
            cli("--org", "second", "twitter", "recent").err
            == "No posts yet. Next: devsignal --org second twitter sync\n"
        )
        assert "Next: devsignal --org second twitter sync" in cli("--org", "second", "twitter", "status").out
        cli.connect(x, "globex")
        cli("twitter", "sync")
        assert "`devsignal twitter preview` shows" in cli("twitter", "recent").err
        assert "devsignal twitter preview" in cli("twitter", "status").out
        cli.connect(x)
        cli("twitter", "sync")
        assert "None of the 3 stored posts fits." in cli("twitter", "recent", "--type", "praise").err
        cli("twitter", "mute", "acme")
        assert "All 3 stored posts are muted." in cli("twitter", "recent").err
        assert "Every stored post is muted" in cli("twitter", "status").out


def test_a_connected_organization_without_posts_is_told_to_sync(cli: Cli) -> None:
    with simulator(quiet_world(0)) as x:
        cli.connect(x, "acme")
        out = cli("twitter", "status").out
        assert "Last sync       never" in out
        assert "Next: devsignal twitter sync" in out
        assert "Signals         0" in out


def test_status_shows_sentiment_types_spend_and_the_last_five_posts(cli: Cli) -> None:
    world = quiet_world(3)
    world.plant("acme is broken again", NOW_MS - 40_000, author_id=1)
    world.plant("I love acme, great work", NOW_MS - 41_000, author_id=2)
    world.plant("how do I install acme?", NOW_MS - 42_000, author_id=3)
    with simulator(world) as x:
        cli.connect(x, "acme")
        cli("twitter", "connect", "--exclude", "giveaway")
        cli("twitter", "sync")
        out = cli("twitter", "status").out
        for words in (
            "Left out        giveaway",
            "Signals         6",
            "█",
            "▓",
            "░",
            " complaint  1",
            " praise  1",
            " question  1",
            "$0.065 this month (6 posts) of $20.00",
            "+ @user2",
            "- @user1",
            "https://x.com/user3/status/",
        ):
            assert words in out, words
        assert out.count("https://x.com/") == 5
        assert max(map(len, out.split("\n"))) <= 80
        shown = cli("twitter", "status", "--json").json
        assert shown["sentiment"] == {"positive": 1, "negative": 1, "neutral": 4}
        assert shown["types"] == {
            "twitter_mention": 3,
            "twitter_question": 1,
            "twitter_complaint": 1,
            "twitter_praise": 1,
        }
        assert set(shown) >= {
            "org",
            "connected",
            "keywords",
            "excludes",
            "queries",
            "last_sync_at",
            "last_success_at",
            "last_result",
            "signals_total",
            "sentiment",
            "types",
            "recent",
            "spend",
            "open_windows",
            "gaps",
        }
        assert set(shown["recent"][0]) == {
            "id",
            "org",
            "source",
            "type",
            "sentiment",
            "score",
            "post_id",
            "posted_at",
            "text",
            "url",
            "lang",
            "author",
            "contact_id",
            "company_id",
            "identity_state",
            "metrics",
            "keywords",
            "muted",
            "done",
            "spam",
            "sentiment_by_hand",
            "type_by_hand",
        }
        assert x.token not in str(shown)


def test_recent_filters_by_type_and_sentiment(cli: Cli) -> None:
    world = quiet_world(2)
    world.plant("acme is broken again", NOW_MS - 40_000, author_id=1)
    with simulator(world) as x:
        cli.connect(x)
        cli("twitter", "sync")
        assert [item["text"] for item in cli("twitter", "recent", "--type", "complaint", "--json").json["items"]] == [
            "acme is broken again"
        ]
        assert len(cli("twitter", "recent", "--sentiment", "neutral", "--json").json["items"]) == 2
        assert cli("twitter", "recent", "--type", "rant").code == 2


def test_max_age_tells_a_monitor_of_a_stale_sync(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        never = cli("twitter", "status", "--max-age", "2h", "--json")
        assert (never.code, never.error["code"], never.json["connected"]) == (1, "stale", True)
        cli("twitter", "sync")
        assert cli("twitter", "status", "--max-age", "2h").code == 0
        monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: NOW_MS / 1000 + 7_300)
        assert cli("twitter", "status", "--max-age", "2h").code == 1
        assert cli("twitter", "status", "--max-age", "soon").code == 2


def test_stats_put_signals_into_the_organizations_days(cli: Cli) -> None:
    world = quiet_world(0)
    for at_ms in (NOW_MS - DAY_MS, NOW_MS - 12 * 3_600_000, NOW_MS - 60_000):  # 11:06, 23:06 and 11:05 UTC
        world.plant("acme is terrible", at_ms, author_id=1)
    with simulator(world) as x:
        cli.connect(x)
        cli("twitter", "sync", "--first-window", "2d")
        utc = cli("stats", "--days", "3", "--json").json
        assert [(day["date"], day["negative"]) for day in utc["series"]] == [
            ("2026-11-16", 0),
            ("2026-11-17", 2),
            ("2026-11-18", 1),
        ]
        cli("org", "set", "--tz", "Asia/Kolkata")
        local = cli("stats", "--days", "2", "--json").json
        assert [(day["date"], day["negative"]) for day in local["series"]] == [("2026-11-17", 1), ("2026-11-18", 2)]
        assert (local["tz"], local["signals"], local["sentiment"]["negative"]) == (
            "Asia/Kolkata",
            {"total": 3, "previous": 0},
            3,
        )
        weeks = cli("stats", "--from", "2026-11-01", "--to", "2026-11-18", "--by", "week", "--json").json
        assert [day["date"] for day in weeks["series"]] == ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"]
        before = cli("stats", "--from", "2026-11-19", "--to", "2026-11-20", "--json").json
        assert before["signals"] == {"total": 0, "previous": 3}
        assert cli("stats", "--type", "praise", "--json").json["signals"]["total"] == 0


def test_stats_for_people_fit_into_80_columns(cli: Cli) -> None:
    with simulator(quiet_world(30)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        plant_company(cli)
        out = cli("stats", "--days", "7").out
        for words in (
            "against 2026-11-05 to 2026-11-11",
            "Signals                   30",
            "n = 30 signals (0 before) and n = 7 authors (0 before)",
            "@user1",
            "2026-11-18  30",
            "1 of 1 enriched (~100 %)",
            "Acme Inc",
            "Technology (n = 1",
            "python  1  ~100 %",
        ):
            assert words in out, words
        assert max(map(len, out.split("\n"))) <= 80


def plant_company(cli: Cli) -> None:
    with sqlite3.connect(cli.database) as connection:
        connection.execute("""INSERT INTO company (id, organization_id, name, domain, custom_fields, source, created_at, updated_at, enriched_at)
            VALUES (1, 1, 'Acme Inc', 'acme.dev', '{"techStack": ["python"]}', 'typed', 0, 0, 5)""")
        connection.execute("UPDATE signal SET company_id = 1 WHERE author_id = 1")


@pytest.mark.parametrize(
    "arguments", [("--from", "soon"), ("--from", "2026-11-20", "--to", "2026-11-01"), ("--days", "0")]
)
def test_stats_refuse_a_period_without_days(cli: Cli, arguments: tuple[str, ...]) -> None:
    assert cli("stats", *arguments).code == 2


def test_organizations_are_added_listed_chosen_and_set(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    added = cli("org", "add", "acme", "--tz", "Europe/Berlin")
    assert "devsignal twitter connect --org acme" in added.out
    assert cli("org", "list", "--json").json["items"] == [
        {"name": "default", "tz": None, "chosen": True, "connected": False, "keep": None},
        {"name": "acme", "tz": "Europe/Berlin", "chosen": False, "connected": False, "keep": None},
    ]
    cli("org", "use", "acme")
    assert cli("stats", "--json").json["org"] == "acme"
    assert cli("--org", "default", "stats", "--json").json["org"] == "default"
    monkeypatch.setenv("DEVSIGNAL_ORG", "default")
    assert cli("stats", "--json").json["org"] == "default"
    assert cli("stats", "--json", "--org", "acme").json["tz"] == "Europe/Berlin"
    assert "not connected" in cli("org", "list").out
    assert "counted in UTC" in cli("org", "set").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("org", "add", "../x"), "cannot be"),
        (("org", "add", "DEFAULT"), "already"),
        (("org", "add", "a", "--tz", "Mars"), "time zone"),
        (("org", "use", "nobody"), "no organization"),
        (("stats", "--org", "nobody"), "no organization"),
        (("org", "set", "--tz", "Mars"), "time zone"),
    ],
)
def test_wrong_organizations_are_refused(cli: Cli, arguments: tuple[str, ...], words: str) -> None:
    ran = cli(*arguments, "--json")
    assert ran.code == 2
    assert words in ran.error["message"]


def test_the_database_is_found_upgraded_and_checked(cli: Cli) -> None:
    assert cli("db", "path").out.strip() == str(cli.database)
    assert cli("db", "path", "--json").json["path"] == str(cli.database)
    assert f"schema {migrate.HEAD}" in cli("db", "upgrade").out
    assert "No problem found" in cli("db", "check").out
    assert cli("db", "check", "--json").json["problems"] == []


def test_a_damaged_raw_answer_is_found_by_check(cli: Cli) -> None:
    with simulator(quiet_world(3)) as x:
        cli.connect(x)
        cli("twitter", "sync")
    with sqlite3.connect(cli.database) as connection:
        connection.execute(
            "UPDATE raw_answer SET body = x'00' WHERE kind = 'post' AND object_id = (SELECT min(object_id) FROM raw_answer WHERE kind = 'post')"
        )
    cli.database.chmod(0o644)
    ran = cli("db", "check")
    assert ran.code == 65
    assert "is damaged" in ran.out
    assert "chmod 600" in ran.out


def test_a_sync_says_what_it_did(cli: Cli) -> None:
    with simulator(quiet_world(3)) as x:
        cli.connect(x)
        out = cli("twitter", "sync").out
        for words in (
            "default: complete. 3 posts read, 3 new, 0 known",
            "3 authors read",
            "$0.050",
            "neutral 3 (100 %)",
        ):
            assert words in out, words
        assert cli("twitter", "sync", "-q").out == ""


def test_every_view_draws_the_result_that_it_is_named_for() -> None:
    for result, view in VIEWS.items():
        module, _, name = view.partition(":")
        hints = get_type_hints(getattr(import_module(f"devsignal_cli.cli.{module}"), name))
        assert hints["value"].__name__ == result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\tc", "a b c"),
        ("\x1b[2J", "␛[2J"),
        ("\x00\x07\x7f", "␀␇␡"),
        ("\x9b31m", "\ufffd31m"),
        ("\u202ea\u2066", "\ufffda\ufffd"),
        ("a\ud800b", "a\ufffdb"),
        ("👨‍👩‍👧 é [b]", "👨‍👩‍👧 é [b]"),
    ],
)
def test_foreign_text_is_made_visible(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_lists_come_in_pages(cli: Cli) -> None:
    for name in ("b", "c", "d"):
        cli("org", "add", name)
    first = cli("org", "list", "--limit", "2", "--json").json
    second = cli("org", "list", "--limit", "2", "--cursor", first["next"], "--json").json
    assert [item["name"] for item in first["items"] + second["items"]] == ["default", "b", "c", "d"]
    assert second["next"] is None
    assert 'More: --cursor "b"' in cli("org", "list", "--limit", "2").out
    assert cli("org", "list", "--cursor", "nobody").code == 2
    with simulator(quiet_world(0)) as x:
        cli.connect(x, "acme", "globex")
        assert cli("twitter", "keywords", "list", "--limit", "1", "--json").json["next"] == "acme"


def test_status_tells_a_run_under_way_from_an_interrupted_one(cli: Cli) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        with sqlite3.connect(cli.database) as connection:
            connection.execute(
                "INSERT INTO run (organization_id, service, kind, started_at) VALUES (1, 'twitter', 'sync', 5)"
            )
        assert cli("twitter", "status", "--json").json["last_result"] == "interrupted"
        with lock.held(cli.home / "locks", "1-twitter"):
            assert cli("twitter", "status", "--json").json["last_result"] == "running"
            assert "under way" in cli("twitter", "status").out


def test_status_says_what_to_do_about_a_refused_token(cli: Cli) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        x.revoke(x.token)
        out = cli("twitter", "sync").out
        assert "stopped: X refused the token" in out
        assert "wrong, revoked" not in out  # it follows on stderr, once
        assert "Next: devsignal twitter connect" in cli("twitter", "status").out


def test_a_disconnected_organization_is_stale_for_a_monitor(cli: Cli) -> None:
    assert cli("twitter", "status").code == 0
    assert cli("twitter", "status", "--max-age", "2h").code == 1


def test_after_a_disconnect_nobody_is_told_to_name_keywords_again(cli: Cli) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        cli("twitter", "disconnect")
        assert (
            cli("twitter", "sync", "--json").error["hint"]
            == "Run `devsignal twitter connect`; its keywords are still there."
        )


def test_settings_are_cleared_by_an_empty_text_and_shown(cli: Cli) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        cli("twitter", "connect", "--lang", "en", "--exclude", "jobs", "--own-account", "acme")
        out = cli("twitter", "status").out
        assert "Left out        jobs, @acme" in out
        assert "Language        en" in out
        cleared = cli("twitter", "connect", "--lang", "", "--exclude", "", "--own-account", "", "--json").json
        assert cleared["queries"] == ['("acme") -is:retweet']


def test_a_keyword_that_looks_like_a_query_is_warned_of(cli: Cli) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        assert "these very words" in cli("twitter", "keywords", "add", "acme OR globex").err
        assert "these very words" in cli("twitter", "connect", "-k", "from:acme").err
        assert cli("twitter", "keywords", "add", "https://acme.dev").err == ""


def test_a_period_is_named_by_two_of_three(cli: Cli) -> None:
    shown = cli("stats", "--from", "2026-11-01", "--days", "3", "--json").json
    assert (shown["from"], shown["to"]) == ("2026-11-01", "2026-11-03")
    assert cli("stats", "--from", "2026-11-01", "--to", "2026-11-02", "--days", "3").code == 2


def test_a_topic_is_changed_in_words(cli: Cli) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        assert "The topic of acme is now own." in cli("twitter", "keywords", "add", "acme", "--topic", "own").out
