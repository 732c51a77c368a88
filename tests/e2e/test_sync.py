"""Whole walks over real HTTP: what is stored is what X had."""

import json
import sqlite3
from pathlib import Path

import pytest

from devsignal_cli.simulator.moments import snowflake
from devsignal_cli.snowflake import time_of
from tests.support import DAY_MS, NOW_MS, Cli, author, quiet_world, simulator


def test_a_first_sync_stores_every_matching_post_of_its_window(cli: Cli) -> None:
    with simulator(quiet_world(250)) as x:
        x.world.plant("nothing to see", NOW_MS - 90_000, author_id=1)
        cli.connect(x)
        ran = cli("twitter", "sync", "--json")
        assert ran.code == 0
        assert cli.stored() == x.world.matching("acme")
        assert ran.json["posts_read"] == ran.json["signals_created"] == 250
        assert ran.json["status"] == "complete"
        assert ran.json["authors_read"] == 7
        cost = 250 * 0.005 + 7 * 0.01 + 0.005  # posts, authors, one count before the first run
        assert ran.json["spend_usd"] == pytest.approx(cost) == pytest.approx(x.meter.usd)
        assert ran.json["requests"] == 1 + 1 + 3 + 1  # X's clock, a count, three pages, their authors
        assert sum(ran.json["types"].values()) == sum(ran.json["sentiment"].values()) == 250


def test_a_second_sync_reads_only_what_is_new(cli: Cli) -> None:
    with simulator(quiet_world(30)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        x.clock.advance(3_600)
        x.world.plant("acme is back", NOW_MS + 600_000, author_id=1)
        ran = cli("twitter", "sync", "--json")
        assert (ran.json["posts_read"], ran.json["posts_free"], ran.json["signals_created"]) == (7, 6, 1)
        assert [request.path for request in x.requests[-2:]] == ["/2/usage/tweets", "/2/tweets/search/recent"]
        place = max(post.id for post in x.world.posts[:30])
        assert time_of(int(x.requests[-1].params["since_id"]) + 1) == time_of(place) - 300


def test_a_sync_with_nothing_new_is_two_free_requests(cli: Cli) -> None:
    with simulator(quiet_world(30)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        before = x.meter.usd
        ran = cli("twitter", "sync", "--json")
        assert (ran.json["requests"], ran.json["spend_usd"], x.meter.usd) == (2, 0.0, before)


def test_authors_are_never_expanded_and_paid_once(cli: Cli) -> None:
    with simulator(quiet_world(120)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        x.clock.advance(2 * 86_400)
        x.world.plant("acme once more", x.clock.now_ms() - 90_000, author_id=1)
        cli("twitter", "sync")
        assert not any("expansions" in request.params for request in x.requests)
        assert x.meter.users_returned == 7


def test_an_author_that_x_does_not_know_is_asked_for_once(cli: Cli) -> None:
    world = quiet_world(3)
    world.add_author(author(99, status="suspended"))
    world.plant("acme from nobody", NOW_MS - 50_000, author_id=99)
    with simulator(world) as x:
        cli.connect(x)
        cli("twitter", "sync")
        cli("twitter", "sync")
        assert x.meter.requests["/2/users"] == 1
        shown = cli("twitter", "recent", "-n", "1", "--json").json["items"][0]
        assert shown["author"] == {"id": "99", "username": None, "name": None, "followers": None}
        assert shown["url"] == f"https://x.com/i/web/status/{shown['post_id']}"


def test_a_refused_token_of_a_walk_is_replaced_by_until_id(cli: Cli) -> None:
    with simulator(quiet_world(250), token_lifetime_seconds=60) as x:
        cli.connect(x)
        assert cli("twitter", "sync", "--max-posts", "100").code == 0
        x.clock.advance(600)
        assert cli("twitter", "sync").code == 0
        assert cli.stored() == x.world.matching("acme")
        assert x.meter.posts == 250


def test_max_posts_leaves_the_walk_open_and_the_next_run_goes_on(cli: Cli) -> None:
    with simulator(quiet_world(45)) as x:
        cli.connect(x)
        ran = cli("twitter", "sync", "--max-posts", "14", "--json")
        assert (ran.code, ran.json["status"], ran.json["reason"], ran.json["posts_read"]) == (
            0,
            "partial",
            "max_posts",
            14,
        )
        shown = cli("twitter", "status", "--json").json
        assert shown["open_windows"][0]["posts_read"] == 14
        assert "14 posts read, back to 2026-11-18 10:51 UTC" in cli("twitter", "status").out
        assert shown["queries"][0]["since_id"] is None
        ran = cli("twitter", "sync", "--json")
        assert ran.json["posts_read"] - ran.json["posts_free"] == 31
        assert cli("twitter", "status", "--json").json["open_windows"] == []


def test_an_outage_of_nine_days_is_a_start_time_and_a_reported_gap(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        x.clock.advance(9 * 86_400)
        lost = x.world.plant("acme, lost", NOW_MS + DAY_MS, author_id=1)
        kept = x.world.plant("acme, kept", NOW_MS + 5 * DAY_MS, author_id=1)
        ran = cli("twitter", "sync", "--json")
        assert ran.code == 0
        assert kept.id in cli.stored()
        assert lost.id not in cli.stored()
        assert len(ran.json["gaps"]) == 1
        assert ran.json["gaps"][0]["from"] < ran.json["gaps"][0]["to"]
        assert cli("twitter", "status", "--json").json["gaps"] == ran.json["gaps"]
        assert "lost" in cli("twitter", "status").out
        assert cli("twitter", "sync", "--json").json["gaps"] == []


def test_a_quiet_keyword_has_no_gap_after_nine_days_of_syncs(cli: Cli) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        for _ in range(10):
            ran = cli("twitter", "sync", "--json")
            assert ran.json["gaps"] == []
            x.clock.advance(86_400)
        x.world.plant("acme after all", x.clock.now_ms() - 3_600_000, author_id=1)
        assert cli("twitter", "sync", "--json").json["signals_created"] == 1


def test_an_open_walk_left_for_nine_days_is_closed_with_its_gap(cli: Cli) -> None:
    with simulator(quiet_world(45)) as x:
        cli.connect(x)
        cli("twitter", "sync", "--max-posts", "10")
        x.clock.advance(9 * 86_400)
        ran = cli("twitter", "sync", "--json")
        assert ran.code == 0
        assert len(ran.json["gaps"]) >= 1
        assert cli("twitter", "status", "--json").json["open_windows"] == []


def test_a_wrong_local_clock_is_corrected_by_that_of_x(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(10)) as x:
        cli.connect(x)
        monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: NOW_MS / 1000 - 40 * 86_400)
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, ran.json["signals_created"], ran.json["gaps"]) == (0, 10, [])


def test_a_new_keyword_walks_alone_until_it_has_caught_up(cli: Cli) -> None:
    world = quiet_world(10)
    world.plant("globex is slow", NOW_MS - 7_000_000, author_id=2)
    with simulator(world) as x:
        cli.connect(x)
        cli("twitter", "sync")
        place = cli("twitter", "status", "--json").json["queries"][0]["since_id"]
        cli("twitter", "keywords", "add", "globex")
        assert [query["since_id"] for query in cli("twitter", "status", "--json").json["queries"]] == [place, None]
        x.clock.advance(600)
        ran = cli("twitter", "sync", "--json")
        assert (ran.json["signals_created"], ran.json["duplicates"]) == (1, ran.json["posts_free"])
        queries = cli("twitter", "status", "--json").json["queries"]
        assert [query["keywords"] for query in queries] == [["acme", "globex"]]
        assert queries[0]["since_id"] == place


def test_a_post_of_two_keywords_is_one_signal_with_both(cli: Cli) -> None:
    world = quiet_world(0)
    world.plant("acme beats globex", NOW_MS - 90_000, author_id=1)
    with simulator(world) as x:
        cli.connect(x, "acme")
        cli("twitter", "sync")
        cli("twitter", "keywords", "add", "globex", "--topic", "rivals")
        ran = cli("twitter", "sync", "--json")
        assert (ran.json["signals_created"], ran.json["duplicates"], ran.json["posts_free"]) == (0, 2, 2)
        assert cli("twitter", "recent", "--json").json["items"][0]["keywords"] == ["acme", "globex"]


def test_an_edit_is_one_signal_in_its_newest_version(cli: Cli) -> None:
    world = quiet_world(0)
    first = world.plant("acme is great", NOW_MS - 600_000, author_id=1)
    with simulator(world) as x:
        cli.connect(x)
        cli("twitter", "sync")
        x.clock.advance(1_200)
        at_ms = NOW_MS + 300_000
        world.remove(first.id)
        world.add(
            world.make(
                "acme is terrible",
                at_ms,
                author_id=1,
                edit_history=(first.id, snowflake(at_ms, 1)),
                id=snowflake(at_ms, 1),
            )
        )
        ran = cli("twitter", "sync", "--json")
        assert (ran.json["signals_created"], ran.json["signals_updated"]) == (0, 1)
        shown = cli("twitter", "recent", "--json").json["items"]
        assert [(signal["text"], signal["sentiment"], signal["type"]) for signal in shown] == [
            ("acme is terrible", "negative", "twitter_complaint")
        ]


def test_an_author_whose_handle_is_on_file_is_resolved(cli: Cli) -> None:
    with simulator(quiet_world(7)) as x:
        cli.connect(x)

        plant_contact(cli, handle_key="user3")
        plant_contact(cli, x_user_id=4)
        ran = cli("twitter", "sync", "--json")
        assert ran.json["contacts_resolved"] == 2
        states = {
            signal["author"]["id"]: signal["identity_state"]
            for signal in cli("twitter", "recent", "-n", "20", "--json").json["items"]
        }
        assert [number for number, state in sorted(states.items()) if state == "confirmed"] == ["3", "4"]
        assert cli("twitter", "sync", "--json").json["contacts_resolved"] == 0


def plant_contact(cli: Cli, **columns: object) -> None:

    names = ("organization_id", "source", "created_at", "updated_at", *columns)
    with sqlite3.connect(cli.database) as connection:
        connection.execute(
            f"INSERT INTO contact ({', '.join(names)}) VALUES (1, 'typed', 0, 0{', ?' * len(columns)})",
            tuple(columns.values()),
        )


def test_all_organizations_are_synced_and_one_with_a_revoked_token_is_named(cli: Cli) -> None:
    with simulator(quiet_world(20)) as x:
        cli("org", "add", "other")
        cli.connect(x)
        token, x.token = x.token, x.add_token("second-token")
        cli.connect(x, org="other")
        x.revoke(token)
        ran = cli("twitter", "sync", "--all-orgs", "--json")
        assert ran.code == 3
        assert [(run["org"], run["reason"]) for run in ran.json["runs"]] == [("default", "auth"), ("other", None)]
        assert "default" in ran.error["message"]
        assert cli.stored("other") == x.world.matching("acme")


def test_two_organizations_of_one_account_pay_a_post_once_a_day(cli: Cli) -> None:
    with simulator(quiet_world(20)) as x:
        cli("org", "add", "other")
        cli.connect(x)
        cli.connect(x, org="other")
        runs = cli("twitter", "sync", "--all-orgs", "--json").json["runs"]
        assert sum(run["spend_usd"] for run in runs) == pytest.approx(x.meter.usd)
        assert [run["signals_created"] for run in runs] == [20, 20]


def test_a_post_that_cannot_be_read_is_kept_in_quarantine_and_the_rest_goes_in(cli: Cli) -> None:
    page = {
        "data": [
            {"id": "0", "text": "no id"},
            {
                "id": str(snowflake(NOW_MS - 90_000)),
                "text": "acme",
                "author_id": "5",
                "created_at": "2026-11-18T10:00:00.000Z",
            },
        ],
        "meta": {"result_count": 2},
    }
    with simulator(quiet_world(0)) as x:
        cli.connect(x)
        x.faults.add(
            {
                "path": "/2/tweets/search/recent",
                "status": 200,
                "headers": {"content-type": "application/json"},
                "body": page,
            }
        )
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, ran.json["signals_created"], ran.error["code"]) == (3, 1, "partial")
        assert cli.sql("SELECT count(*) FROM quarantine") == [(1,)]
        assert cli("twitter", "status", "--json").json["quarantined"] == 1


def test_fields_that_x_left_out_are_said_loudly(cli: Cli) -> None:
    page = {"data": [{"id": str(snowflake(NOW_MS - 90_000)), "text": "acme"}], "meta": {"result_count": 1}}
    with simulator(quiet_world(0)) as x:
        cli.connect(x)
        x.faults.add({"path": "/2/tweets/search/recent", "status": 200, "headers": {}, "body": page})
        ran = cli("twitter", "sync")
        assert ran.code == 0
        assert "author_id, created_at" in ran.out


def test_recorded_pages_are_replayed_into_the_store(cli: Cli, tmp_path: Path) -> None:
    at_ms = NOW_MS - 900 * DAY_MS
    posts = [
        {
            "id": str(snowflake(at_ms + number * 1000)),
            "text": f"hello {number} &amp; more",
            "author_id": str(1 + number % 3),
            "created_at": "2024-06-01T10:00:00.000Z",
        }
        for number in range(130)
    ]
    users = [{"id": str(number), "username": f"u{number}", "name": f"U {number}"} for number in (1, 2)]
    file = tmp_path / "pages.jsonl"
    lines = [
        json.dumps({"data": posts[:70], "includes": {"users": users}}),
        json.dumps({"data": posts[70:]}),
        '{"data": [{"id": "1',
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    with simulator(quiet_world(0), replay=[file]) as x:
        cli.connect(x)
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, ran.json["signals_created"], ran.json["authors_read"]) == (0, 130, 2)
        assert cli("twitter", "recent", "-n", "1", "--json").json["items"][0]["text"] == "hello 129 & more"
        assert cli("twitter", "sync", "--json").json["signals_created"] == 0


def test_hostile_text_reaches_the_terminal_only_as_visible_symbols(cli: Cli) -> None:
    world = quiet_world(0)
    hostile = "acme \x1b[2J\x1b]0;owned\x07 \u202eevil\u202c [b]bold[/b] [/not closed \x9b31m line\u2028break"
    world.plant(hostile, NOW_MS - 90_000, author_id=1)
    with simulator(world) as x:
        cli.connect(x)
        cli("twitter", "sync")
        for command in (("twitter", "status"), ("twitter", "recent"), ("stats",)):
            out = cli(*command).out
            assert not {"\x1b", "\x07", "\u202e", "\x9b", "\u2028"} & set(out)
        assert "[b]bold[/b]" in cli("twitter", "recent").out
        assert cli("twitter", "recent", "--json").out.isascii()
        assert cli("twitter", "recent", "--json").json["items"][0]["text"] == hostile


def test_the_token_is_nowhere_in_outputs_or_files(cli: Cli) -> None:
    with simulator(quiet_world(20)) as x:
        ran = cli.connect(x)
        said = [ran, cli("twitter", "sync"), cli("twitter", "status", "--json"), cli("--verbose", "twitter", "sync")]
        assert not any(x.token in part for run in said for part in (run.out, run.err))
        files = [file for file in cli.home.rglob("*") if file.is_file()]
        assert not any(x.token.encode() in file.read_bytes() for file in files)
        assert all(file.stat().st_mode & 0o077 == 0 for file in files)
