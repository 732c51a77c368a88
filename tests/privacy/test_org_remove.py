"""`org remove`: an organization goes with all that is stored for it, and no other one loses anything."""

import sqlite3
from pathlib import Path

import pytest

from devsignal_cli.cli.enrich_wiring import account_name
from devsignal_cli.connectors.cache import AnswerCache
from devsignal_cli.connectors.clearbit import CLEARBIT
from devsignal_cli.connectors.enrichment import person_key
from devsignal_cli.store import lock, org_removal
from tests.archives import file_of, page, post, user
from tests.identities import scene
from tests.privacy.test_retention import killed
from tests.privacy.traces import rows, traces
from tests.support import Cli, quiet_world, simulator


@pytest.fixture
def two(cli: Cli, tmp_path: Path) -> Cli:
    """Two organizations with the same authors, one of them with an author of its own."""
    cli("org", "add", "acme", "--tz", "Europe/Berlin")
    scene(cli, tmp_path)
    scene(cli, tmp_path, org="acme")
    own = page([post(70, author_id="950", text="acme zebraquagga")], user(950, description="xylobiosecret"))
    cli("twitter", "import", file_of(tmp_path, "own", own, {"id": "1", "author_id": "7", "data_": 1}), "--org", "acme")
    cli("twitter", "mute", "@ada", "--org", "acme")
    cli("twitter", "lexicon", "add", "zorp", "--weight", "2", "--org", "acme")
    cli("contact", "forget", "gone@acme.io", "--yes", "--org", "acme")
    return cli


def test_everything_of_an_organization_goes_and_nothing_of_another(two: Cli) -> None:
    with simulator(quiet_world(3)) as x:
        two.connect(x, org="acme")
        two("twitter", "sync", "--org", "acme")
    before, held = rows(two, 1), {table for table, found in rows(two, 2).items() if found}
    assert {"signal", "contact", "company", "identity", "mute", "own_word", "ledger", "run", "tombstone"} <= held
    ran = two("org", "remove", "acme", "--yes")
    assert ran.code == 0, ran.err
    assert ran.out.startswith("acme is removed: 25 signals, 5 contacts,")
    assert {table for table, found in rows(two, 2).items() if found} == set()
    assert rows(two, 1) == before
    assert two.sql("SELECT name FROM organization") == [("default",)]
    assert two.sql("SELECT count(*) FROM author WHERE id = 950") == [(0,)]
    assert traces(two.home, "zebraquagga", "xylobiosecret") == set()
    assert two("db", "check").code == 0


def test_the_chosen_organization_is_default_again(two: Cli) -> None:
    two("org", "use", "acme")
    two("org", "remove", "acme", "--yes")
    assert two("org", "list", "--json").json["items"][0]["chosen"] is True
    assert two("twitter", "recent").code == 0


def test_default_is_emptied_and_stays(two: Cli) -> None:
    two("org", "set", "--keep", "900d", "--org", "default")
    other = rows(two, 2)
    ran = two("org", "remove", "default", "--yes")
    assert (ran.code, ran.out.startswith("default always exists; it was emptied:")) == (0, True)
    assert two.sql("SELECT name, keep_seconds FROM organization WHERE id = 1") == [("default", None)]
    assert {table for table, found in rows(two, 1).items() if found} == set()
    assert rows(two, 2) == other


def test_without_a_terminal_removing_wants_a_yes(two: Cli) -> None:
    ran = two("org", "remove", "acme", "--json")
    assert (ran.code, ran.error["hint"]) == (2, "Say --yes to do it.")
    assert ran.error["message"].startswith("This removes all of acme: 22 signals, 5 contacts,")
    assert len(two.stored("acme")) == 22


def test_an_unknown_organization_is_not_found(cli: Cli) -> None:
    assert cli("org", "remove", "ghost", "--yes", "--json").error["code"] == "not_found"


@pytest.mark.parametrize("name", ["2-twitter", "2-clearbit", "2-records"])
def test_an_organization_with_a_run_under_way_is_not_removed(two: Cli, name: str) -> None:
    with lock.held(two.home / "locks", name):
        assert two("org", "remove", "acme", "--yes").code == 75
    assert len(two.stored("acme")) == 22


def test_others_who_share_an_account_neither_pay_twice_nor_lose_their_budget(cli: Cli) -> None:
    cli("org", "add", "acme")
    with simulator(quiet_world(10)) as x:
        cli.connect(x)
        cli.connect(x, org="acme")
        cli("twitter", "sync", "--org", "acme")
        cli("twitter", "sync")
        posts = "SELECT sum(micro_usd) FROM ledger WHERE kind = 'post' AND organization_id = 1"
        assert cli.sql(posts) == [(0,)]  # the account has paid for these posts today
        before = cli("twitter", "status", "--json").json["spend"]
        cli("org", "remove", "acme", "--yes")
        assert cli("twitter", "status", "--json").json["spend"] == before
        x.world.plant("acme more", x.clock.now_ms() - 1_000, author_id=1)
        x.clock.advance(60)
        ran = cli("twitter", "sync", "--json").json
        assert (ran["signals_created"], ran["spend_usd"]) == (1, 0.005)  # what is looked at again stays free


@pytest.mark.parametrize(
    ("event", "point", "number"),
    [
        ("call", "org_removal:OrganizationRemoval._remove_signals", 2),
        ("call", "profiles:release", 2),
        ("call", "org_removal:OrganizationRemoval._remove_page", 8),
        ("return", "org_removal:OrganizationRemoval._remove_page", 20),
        ("return", "signals:delete_all", 1),
        ("call", "db:Database.rebuild", 1),
    ],
)
def test_a_killed_removal_is_completed_by_the_next_call(
    two: Cli, tmp_path: Path, event: str, point: str, number: int
) -> None:
    many = [post(100 + n, text=f"acme zebraquagga {n}") for n in range(org_removal.PAGE)]
    two("twitter", "import", file_of(tmp_path, "many", page(many)), "--org", "acme")
    before = rows(two, 1)
    assert killed(two.home, event, point, number, "org", "remove", "acme", "--yes") == -9
    assert two.sql("PRAGMA integrity_check") == [("ok",)]
    assert two.sql("PRAGMA foreign_key_check") == []
    code = two("org", "remove", "acme", "--yes").code
    assert code == (2 if point.startswith("db:") else 0)
    assert {table for table, found in rows(two, 2).items() if found} == set()
    assert rows(two, 1) == before
    assert two.sql("SELECT count(*) FROM author WHERE id = 950") == [(0,)]
    assert two("db", "check").code == 0


def test_what_providers_told_of_its_people_leaves_the_cache_too(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVSIGNAL_CLEARBIT_KEY", "sk_privacy")
    cli("contact", "add", "jo@acme.io")
    with sqlite3.connect(cli.database) as connection:
        connection.execute("UPDATE contact SET tried_at = 1, outcome = 'found'")
    cache = AnswerCache(cli.home / "cache", pytest.fail)
    cache.set(account_name(CLEARBIT, "sk_privacy"), person_key("clearbit", "jo@acme.io"), b'{"bio": "xylobiosecret"}')
    cache.close()
    assert cli("org", "remove", "default", "--yes").code == 0
    assert traces(cli.home, "xylobiosecret") == set()
