"""`twitter mute` for people and for scripts, and what muted posts are left out of."""

import json
from pathlib import Path
from typing import Any

import pytest

from devsignal_cli.simulator.moments import snowflake
from devsignal_cli.simulator.world import World
from tests.support import DAY_MS, NOW_MS, Cli, author, quiet_world, simulator

DEAL = "get the acme discount code for free today"


def noisy_world() -> World:
    """Four posts of two calm people, three copies of an advertisement by three fresh accounts."""
    world = World(authors=[author(number, followers=300) for number in (1, 2)])
    for number in range(4):
        world.plant(f"acme is number {number}", NOW_MS - 900_000 + number * 1_000, author_id=1 + number % 2)
    for number in (11, 12, 13):
        world.add_author(author(number, username=f"Deal{number}", followers=1, created_ms=NOW_MS - 900 * DAY_MS))
        world.plant(f"{DEAL} https://deals.test/{number}", NOW_MS - 800_000 + number * 1_000, author_id=number)
    return world


def shown(cli: Cli, *options: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = cli("twitter", "recent", "-n", "50", "--json", *options).json["items"]
    return items


def writers(cli: Cli) -> set[str]:
    return {signal["author"]["username"] for signal in shown(cli)}


def test_without_a_mute_the_list_says_what_to_do(cli: Cli) -> None:
    ran = cli("twitter", "mute")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Nothing is muted.\nNext: devsignal twitter mute @HANDLE")
    assert cli("twitter", "mute", "--list", "--json").json == {"items": [], "next": None}


def test_a_muted_handle_and_term_leave_lists_and_counts_at_once(cli: Cli) -> None:
    with simulator(noisy_world()) as x:
        cli.connect(x)
        cli("twitter", "sync")
    ran = cli("twitter", "mute", "@user1", "Discount  Code")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == '@user1 is muted: 2 stored posts.\n"discount code" is muted: 3 stored posts.\n'
    assert writers(cli) == {"user2"}
    status, stats = cli("twitter", "status", "--json").json, cli("stats", "--json").json
    assert (status["signals_total"], status["muted"], stats["signals"]["total"]) == (2, 5, 2)
    assert sum(status["sentiment"].values()) == sum(stats["sentiment"].values()) == 2
    assert "Muted           5 posts, in no list and no count" in cli("twitter", "status").out


def test_muting_in_json_tells_what_changed(cli: Cli) -> None:
    with simulator(noisy_world()) as x:
        cli.connect(x)
        cli("twitter", "sync")
    told = cli("twitter", "mute", "@USER1", "--json").json
    assert told["items"] == [
        {"kind": "handle", "text": "user1", "signals": 2, "created_at": "2026-11-18T11:06:40Z", "handle_now": None}
    ]
    assert (told["org"], told["changed"], told["muted"], told["unmuted"]) == ("default", True, 2, 0)
    again = cli("twitter", "mute", "@user1", "--json").json
    assert (again["changed"], again["muted"], again["items"][0]["signals"]) == (False, 0, 2)


def test_a_mute_is_taken_back_and_what_another_matches_stays(cli: Cli) -> None:
    with simulator(noisy_world()) as x:
        cli.connect(x)
        cli("twitter", "sync")
    cli("twitter", "mute", "acme", "@user1")
    assert shown(cli) == []
    assert cli("twitter", "mute", "--remove", "ACME").out == 'No longer muted: "acme". Shown again: 5 stored posts.\n'
    told = cli("twitter", "mute", "--remove", "@user1", "--json").json
    assert (told["unmuted"], told["items"]) == (2, [])
    assert len(shown(cli)) == 7
    assert "Muted" not in cli("twitter", "status").out


def test_what_is_not_muted_cannot_be_taken_back(cli: Cli) -> None:
    ran = cli("twitter", "mute", "--remove", "giveaway")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == 'error: Not muted: "giveaway". `devsignal twitter mute --list` shows what is.\n'
    cli("twitter", "mute", "giveaway")
    partly = cli("twitter", "mute", "--remove", "giveaway", "@nobody")
    assert (partly.code, "Not muted: @nobody." in partly.err) == (3, True)
    assert partly.out == 'No longer muted: "giveaway". Shown again: 0 stored posts.\n'


def test_an_interrupted_taking_back_is_ended_by_the_same_command(cli: Cli) -> None:
    with simulator(noisy_world()) as x:
        cli.connect(x)
        cli("twitter", "sync")
    cli("twitter", "mute", "@user1")
    cli.sql("DELETE FROM mute")  # as far as a killed run came
    assert cli("twitter", "mute", "--remove", "@user1").out == "No longer muted: @user1. Shown again: 2 stored posts.\n"
    assert cli("twitter", "mute", "--remove", "@user1").code == 2


def test_the_list_counts_what_each_mute_matches_and_has_pages(cli: Cli) -> None:
    with simulator(noisy_world()) as x:
        cli.connect(x)
        cli("twitter", "sync")
    cli("twitter", "mute", "@deal11", "discount", "#nothing", "--spam")
    page = cli("twitter", "mute", "--list", "--limit", "3", "--json").json
    assert [(one["kind"], one["text"], one["signals"]) for one in page["items"]] == [
        ("handle", "deal11", 1),
        ("term", "discount", 3),
        ("term", "#nothing", 0),
    ]
    rest = cli("twitter", "mute", "--list", "--cursor", page["next"], "--json").json
    assert [(one["kind"], one["text"], one["signals"]) for one in rest["items"]] == [("spam", "spam", 3)]
    assert rest["next"] is None
    out = cli("twitter", "mute").out
    assert "@deal11" in out
    assert "--spam: what looks like spam" in out
    assert max(map(len, out.split("\n"))) <= 80
    assert 'More: --cursor "handle:deal11"' in cli("twitter", "mute", "--list", "--limit", "1").out


@pytest.mark.parametrize(
    "arguments",
    [("--list", "@user1"), ("--list", "--spam"), ("--list", "--remove"), ("--remove",), ("@no handle",), ("",)],
)
def test_what_makes_no_sense_is_wrong_usage(cli: Cli, arguments: tuple[str, ...]) -> None:
    ran = cli("twitter", "mute", *arguments, "--json")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "usage")


def test_posts_that_look_like_spam_are_shown_so_until_spam_is_muted(cli: Cli) -> None:
    with simulator(noisy_world()) as x:
        cli.connect(x)
        cli("twitter", "sync")
    spam = [signal for signal in shown(cli) if signal["spam"]]
    assert [signal["spam"] for signal in spam] == [["few_followers", "repeated_text"]] * 3
    assert {signal["author"]["username"] for signal in spam} == {"Deal11", "Deal12", "Deal13"}
    assert cli("twitter", "recent", "-n", "50").out.count(" spam? ") == 3
    status = cli("twitter", "status").out
    assert "3 posts look like spam; `devsignal twitter mute --spam` leaves them out\n" in status
    assert (cli("twitter", "status", "--json").json["spam"], cli("twitter", "status", "--json").json["muted"]) == (3, 0)


def test_muted_spam_is_left_out_and_comes_back(cli: Cli) -> None:
    with simulator(noisy_world()) as x:
        cli.connect(x)
        cli("twitter", "sync")
    assert cli("twitter", "mute", "--spam").out == "what looks like spam is muted: 3 stored posts.\n"
    assert writers(cli) == {"user1", "user2"}
    status = cli("twitter", "status", "--json").json
    assert (status["signals_total"], status["muted"], status["spam"]) == (4, 3, 0)
    assert "looks like spam" not in cli("twitter", "status").out
    out = cli("twitter", "mute", "--remove", "--spam").out
    assert out == "No longer muted: what looks like spam. Shown again: 3 stored posts.\n"
    assert len(shown(cli)) == 7


def test_a_mute_works_before_the_connection_and_holds_through_syncs(cli: Cli) -> None:
    assert cli("twitter", "mute", "@User1", "number 3").code == 0
    with simulator(quiet_world(8, authors=2)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        assert {signal["text"] for signal in shown(cli)} == {f"acme is number {number}" for number in (1, 5, 7)}
        x.clock.advance(600)
        x.world.plant("acme again", x.clock.now_ms() - 90_000, author_id=1)
        assert cli("twitter", "sync", "--json").json["signals_created"] == 1
    assert len(shown(cli)) == 3
    assert cli("twitter", "status", "--json").json["muted"] == 6


def test_an_edit_that_takes_the_term_out_shows_the_post(cli: Cli) -> None:
    world = quiet_world(0)
    first = world.plant("acme giveaway", NOW_MS - 600_000, author_id=1)
    cli("twitter", "mute", "giveaway")
    with simulator(world) as x:
        cli.connect(x)
        cli("twitter", "sync")
        assert shown(cli) == []
        x.clock.advance(1_200)
        at_ms, edit = NOW_MS + 300_000, snowflake(NOW_MS + 300_000, 1)
        world.remove(first.id)
        world.add(world.make("acme, no more of that", at_ms, author_id=1, edit_history=(first.id, edit), id=edit))
        cli("twitter", "sync")
    assert [signal["text"] for signal in shown(cli)] == ["acme, no more of that"]


def test_organizations_mute_apart(cli: Cli) -> None:
    cli("org", "add", "other")
    with simulator(quiet_world(4, authors=2)) as x:
        cli.connect(x)
        cli.connect(x, org="other")
        cli("twitter", "mute", "@user2", "--org", "other")
        cli("twitter", "sync", "--all-orgs")
    assert (len(shown(cli)), len(shown(cli, "--org", "other"))) == (4, 2)
    assert cli("twitter", "mute", "--json").json["items"] == []


def test_a_domain_is_found_behind_short_links(cli: Cli) -> None:
    with simulator(noisy_world()) as x:
        cli.connect(x)
        cli("twitter", "sync")
    assert cli("twitter", "mute", "deals.test").out == '"deals.test" is muted: 3 stored posts.\n'
    assert writers(cli) == {"user1", "user2"}


def test_copies_in_recorded_pages_are_marked_and_muted_as_they_come(cli: Cli, tmp_path: Path) -> None:
    at_ms = NOW_MS - 900 * DAY_MS
    users = [
        {"id": str(n), "username": f"u{n}", "name": "U", "public_metrics": {"followers_count": 2}} for n in range(1, 5)
    ]
    posts = [
        {
            "id": str(snowflake(at_ms + number * 1_000)),
            "text": f"{number} reasons to join our acme airdrop today"
            if number % 2
            else f"acme and the number {number}",
            "author_id": str(1 + number % 4),
        }
        for number in range(120)
    ]
    file = tmp_path / "pages.jsonl"
    pages = [{"data": posts[:5], "includes": {"users": users}}, {"data": posts[5:]}]
    file.write_text("\n".join(map(json.dumps, pages)), encoding="utf-8")
    cli("twitter", "mute", "--spam")
    with simulator(quiet_world(0), replay=[file]) as x:
        cli.connect(x)
        assert cli("twitter", "sync", "--json").json["signals_created"] == 120
    assert cli("twitter", "status", "--json").json["muted"] == 60
    assert all(signal["text"].startswith("acme and") for signal in shown(cli))


def test_muting_a_keyword_says_that_its_posts_are_still_paid(cli: Cli) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x, "acme")
    ran = cli("twitter", "mute", "ACME")
    assert ran.code == 0
    assert "acme is a keyword of yours: its posts go on being paid." in ran.err


def test_help_says_what_saves_money_instead(cli: Cli) -> None:
    out = " ".join(cli("twitter", "mute", "--help").out.split())
    assert "Muted posts are still read and paid." in out
    assert "--exclude" in out
    assert "--own-account" in out


def test_hostile_terms_are_printed_as_visible_symbols(cli: Cli) -> None:
    ran = cli("twitter", "mute", "[b]bold[/b]")
    assert ran.out == '"[b]bold[/b]" is muted: 0 stored posts.\n'
    assert cli("twitter", "mute", "evil\x1b[2J").code == 2
    assert "\x1b" not in cli("twitter", "mute", "evil\x1b[2J").err


def test_quiet_silences_words_but_not_json(cli: Cli) -> None:
    assert cli("twitter", "mute", "x", "--json", "--quiet").json["changed"] is True
    assert cli("twitter", "mute", "y", "--quiet").out == ""
