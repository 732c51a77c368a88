"""`org set --keep`: what is older goes for good, is not stored again, and a stop in the middle loses nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from devsignal_cli.store import lock, retention
from tests.archives import edited, file_of, gone, page, post, user
from tests.privacy.traces import rows, traces, traces_packed
from tests.support import DAY_MS, NOW_MS, Cli, quiet_world, simulator

STORE = "devsignal_cli.store"


def killed(home: Path, event: str, point: str, number: int, *arguments: str, **environment: str) -> int:
    return subprocess.run(
        [sys.executable, "-m", "tests.e2e.kill_at", event, f"{STORE}.{point}", str(number), *arguments],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"DEVSIGNAL_HOME": str(home)} | environment,
        capture_output=True,
        check=False,
        timeout=120,
    ).returncode


@pytest.fixture
def aged(cli: Cli, tmp_path: Path) -> Cli:
    """Posts of two days ago (by 901) and one of ten minutes ago (by 902)."""
    old = [post(n, author_id="901", text=f"acme zebraquagga {n}") for n in range(5)]
    broken = {"id": "12345", "author_id": "901"}
    fresh = post((2 * DAY_MS - 600_000) // 1_000, author_id="902", text="acme is fresh")
    users = [user(901, description="xylobiosecret"), user(902, description="freshbio")]
    cli("twitter", "import", file_of(tmp_path, "aged", page([*old, broken, fresh], *users)))
    return cli


def test_older_posts_go_with_all_that_hangs_on_them(aged: Cli) -> None:
    ran = aged("org", "set", "--keep", "24h", "--yes")
    assert (ran.code, ran.out) == (0, "Posts of default are kept for 1d. 5 older signals were taken away.\n")
    assert aged.sql("SELECT text FROM signal") == [("acme is fresh",)]
    assert aged.sql("SELECT id FROM author") == [(902,)]
    assert traces(aged.home, "zebraquagga", "xylobiosecret") == set()
    assert traces_packed(aged, "zebraquagga", "xylobiosecret", "freshbio") == {"freshbio"}
    assert aged("db", "check").code == 0
    assert aged("org", "list", "--json").json["items"][0]["keep"] == "1d"
    assert "1d" in aged("org", "list").out


def test_older_posts_are_not_stored_by_an_import(aged: Cli, tmp_path: Path) -> None:
    aged("org", "set", "--keep", "24h", "--yes")
    ran = aged("twitter", "import", file_of(tmp_path, "again", page([post(n) for n in range(3)])), "--json").json
    assert (ran["too_old"], ran["signals_created"], ran["status"]) == (3, 0, "complete")
    version = edited(7, 1, "acme, an edit of an old post")
    out = aged("twitter", "import", file_of(tmp_path, "edit", page([version]))).out
    assert "  1 post older than you keep was not stored\n" in out


def test_a_sync_takes_away_what_has_become_too_old_and_its_places_move_on(cli: Cli) -> None:
    with simulator(quiet_world(30, every_ms=3_600_000)) as x:  # one an hour
        cli.connect(x)
        assert cli("org", "set", "--keep", "10h").code == 0  # nothing is stored: nobody is asked
        ran = cli("twitter", "sync", "--json").json
        assert (ran["posts_read"], ran["too_old"], ran["removed_old"]) == (23, 14, 0)
        assert (len(cli.stored()), x.meter.posts) == (9, 23)
        newest = max(post.id for post in x.world.posts)
        assert cli.sql("SELECT place FROM keyword") == [(newest,)]
        x.clock.advance(5 * 3_600)
        ran = cli("twitter", "sync", "--json").json  # our clock stands still: what it says is no reason to delete
        assert ran["removed_old"] == 0


def test_a_sync_removes_by_the_clock_of_x(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(30, every_ms=3_600_000)) as x:
        cli.connect(x)
        cli("twitter", "sync", "--first-window", "2d")
        cli("org", "set", "--keep", "40h", "--yes")
        assert len(cli.stored()) == 30
        monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: NOW_MS / 1000 + 365 * 86_400)
        cli("twitter", "sync", "--json", "--yes")
        assert len(cli.stored()) == 30  # a clock that is a year ahead deletes nothing
        x.clock.advance(20 * 3_600)
        ran = cli("twitter", "sync", "--json", "--yes").json
        assert ran["removed_old"] == len(x.world.posts) - len(cli.stored()) == 11
        monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: NOW_MS / 1000 + 40 * 3_600)
        x.clock.advance(20 * 3_600)
        assert "signals older than you keep were taken away" in cli("twitter", "sync").out


def test_without_a_terminal_deleting_wants_a_yes(aged: Cli) -> None:
    ran = aged("org", "set", "--keep", "1d", "--json")
    assert (ran.code, ran.error["message"]) == (2, "This deletes 5 signals of default older than 1d.")
    assert len(aged.stored()) == 6
    assert aged("org", "list", "--json").json["items"][0]["keep"] is None


@pytest.mark.parametrize("word", ["forever", "off"])
def test_keeping_for_ever_is_given_back(aged: Cli, word: str) -> None:
    aged("org", "set", "--keep", "1000d")
    assert aged.sql("SELECT keep_seconds FROM organization") == [(86_400_000,)]
    assert aged("org", "set", "--keep", word).out == "Posts of default are kept for ever.\n"
    assert aged.sql("SELECT keep_seconds FROM organization") == [(None,)]


@pytest.mark.parametrize("text", ["90", "d", "-1d", "0d", "never", ""])
def test_no_time_is_refused(aged: Cli, text: str) -> None:
    assert aged("org", "set", "--keep", text, "--yes").code == (0 if text == "" else 2)
    assert len(aged.stored()) == 6


def test_another_organization_keeps_its_own_and_the_shared_profile(aged: Cli, tmp_path: Path) -> None:
    aged("org", "add", "other")
    aged("twitter", "import", str(tmp_path / "aged"), "--org", "other")
    before = rows(aged, 2)
    aged("org", "set", "--keep", "1d", "--yes")
    assert rows(aged, 2) == before
    assert aged.sql("SELECT id, description FROM author ORDER BY id") == [(901, "xylobiosecret"), (902, "freshbio")]


def test_what_a_person_decided_stays_as_ids(aged: Cli) -> None:
    aged("contact", "add", "jo@acme.io", "--first-name", "Jo")
    aged("identity", "link", "user901", "jo@acme.io")
    aged("org", "set", "--keep", "1d", "--yes")
    assert aged.sql("SELECT author_id, contact_id, evidence, state FROM identity") == [
        (901, 1, "no longer kept", "confirmed")
    ]
    assert aged.sql("SELECT username, name, wanted FROM author WHERE id = 901") == [(None, None, 0)]
    assert aged.sql("SELECT count(*) FROM contact") == [(1,)]
    assert aged("db", "check").code == 0


def test_of_what_x_deleted_the_posts_id_stays_so_that_it_never_comes_back(aged: Cli, tmp_path: Path) -> None:
    post_id = aged.stored()[0]
    aged("twitter", "import", file_of(tmp_path, "gone", gone(post_id)))
    aged("org", "set", "--keep", "1d", "--yes")
    kept = aged.sql("SELECT post_id, author_id, text FROM signal WHERE deleted_at IS NOT NULL")
    assert kept == [(post_id, None, "")]
    aged("org", "set", "--keep", "off")
    aged("twitter", "import", str(tmp_path / "aged"))
    assert aged.sql("SELECT text FROM signal WHERE post_id = :id", id=post_id) == [("",)]


def test_nothing_is_taken_away_while_a_sync_is_under_way(aged: Cli) -> None:
    with lock.held(aged.home / "locks", "1-twitter"):
        assert aged("org", "set", "--keep", "1d", "--yes").code == 75
    assert len(aged.stored()) == 6


@pytest.mark.parametrize(
    ("event", "point", "number"),
    [
        ("call", "retention:Retention._remove_page", 2),
        ("call", "profiles:release", 2),
        ("return", "signals:drop", 1),
        ("call", "retention:Retention._remove_damaged", 1),
    ],
)
def test_a_killed_retention_is_completed_by_the_next_call(
    cli: Cli, tmp_path: Path, event: str, point: str, number: int
) -> None:
    posts = [post(n, text=f"acme zebraquagga {n}") for n in range(2 * retention.PAGE + 10)]
    cli("twitter", "import", file_of(tmp_path, "many", page(posts, *[user(100 + n) for n in range(7)])))
    assert killed(cli.home, event, point, number, "org", "set", "--keep", "1m", "--yes") == -9
    assert cli.sql("PRAGMA integrity_check") == [("ok",)]
    assert cli.sql("SELECT keep_seconds FROM organization") == [(60,)]
    assert cli("twitter", "import", file_of(tmp_path, "none", page([]))).code == 0  # any run goes on
    assert cli.stored() == []
    for table in ("signal_keyword", "raw_answer", "author", "author_handle", "identity"):
        assert cli.sql(f"SELECT count(*) FROM {table}") == [(0,)], table
    assert traces(cli.home, "zebraquagga") == set()
    assert cli("db", "check").code == 0
