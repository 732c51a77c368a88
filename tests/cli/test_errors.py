"""What goes wrong becomes one line on stderr and the contract's exit code."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from devsignal_cli.cli.main import run
from devsignal_cli.errors import CannotWriteError
from devsignal_cli.simulator.moments import snowflake
from devsignal_cli.store import lock
from tests.store.test_golden import GOLDEN, loaded
from tests.support import NOW_MS, Cli, quiet_world, simulator

PROBLEMS: list[tuple[dict[str, Any], int, str, str]] = [
    ({"status": 401, "body": {"title": "Unauthorized", "type": "about:blank", "status": 401}}, 4, "auth", "auth"),
    ({"status": 401, "body_text": "Unauthorized"}, 4, "auth", "auth"),
    (
        {"status": 402, "body": {"title": "CreditsDepleted", "type": "https://api.x.com/2/problems/credits"}},
        75,
        "credits",
        "credits",
    ),
    (
        {"status": 403, "body": {"title": "Forbidden", "type": "https://api.x.com/2/problems/spend-cap-reached"}},
        75,
        "credits",
        "spend_cap",
    ),
    (
        {
            "status": 403,
            "body": {
                "title": "Client Forbidden",
                "reason": "client-not-enrolled",
                "type": "https://api.x.com/2/problems/client-forbidden",
            },
        },
        4,
        "auth",
        "auth",
    ),
    (
        {
            "status": 403,
            "body": {
                "title": "Unsupported Authentication",
                "type": "https://api.x.com/2/problems/unsupported-authentication",
            },
        },
        1,
        "service",
        "service",
    ),
    ({"status": 404, "body_text": "<!DOCTYPE html><html>"}, 1, "service", "service"),
    (
        {"status": 400, "body": {"errors": [{"message": "bad query"}], "title": "Invalid Request"}},
        1,
        "service",
        "service",
    ),
    (
        {
            "status": 429,
            "headers": {"x-rate-limit-remaining": "0", "x-rate-limit-reset": "{now+900}"},
            "body_text": "Rate limit exceeded\n",
        },
        75,
        "rate_limited",
        "rate_limited",
    ),
    (
        {"status": 429, "body": {"title": "UsageCapExceeded", "type": "https://api.x.com/2/problems/usage-capped"}},
        75,
        "credits",
        "usage_cap",
    ),
    ({"status": 503, "body_text": "<html>"}, 75, "service", "service"),
    ({"kind": "drop"}, 75, "service", "service"),
    ({"kind": "cut_gzip"}, 75, "service", "service"),
    ({"kind": "bad_json"}, 75, "service", "service"),
    ({"kind": "html"}, 75, "service", "service"),
    ({"kind": "empty"}, 75, "service", "service"),
]


@pytest.mark.parametrize(
    ("fault", "code", "name", "reason"),
    PROBLEMS,
    ids=[f"{f.get('status', f.get('kind'))}-{n}-{r}" for f, _, n, r in PROBLEMS],
)
def test_a_fault_on_the_second_page_keeps_the_first_and_the_next_run_completes(
    cli: Cli, fault: dict[str, Any], code: int, name: str, reason: str
) -> None:
    with simulator(quiet_world(150)) as x:
        cli.connect(x)
        x.faults.add({"path": "/2/tweets/search/recent", "at": 2, "times": 4, **fault})
        ran = cli("twitter", "sync", "--max-wait", "0", "--json")
        assert (ran.code, ran.error["code"]) == (code, name)
        assert (ran.json["status"], ran.json["reason"], ran.json["signals_created"]) == ("partial", reason, 100)
        assert ran.error["message"].isprintable()
        x.faults.clear()
        assert cli("twitter", "sync").code == 0
        assert cli.stored() == x.world.matching("acme")
        shown = cli("twitter", "status").out
        assert "complete" in shown


def test_a_busy_author_endpoint_does_not_hold_up_the_posts(cli: Cli) -> None:
    with simulator(quiet_world(150)) as x:
        cli.connect(x)
        x.faults.add({"path": "/2/users", "times": 0, "status": 503, "body_text": "no"})
        ran = cli("twitter", "sync", "--max-wait", "0", "--json")
        assert (ran.code, ran.json["signals_created"], ran.json["authors_read"]) == (75, 150, 0)
        x.faults.clear()
        again = cli("twitter", "sync", "--json")
        assert (again.code, again.json["authors_read"], again.json["signals_created"]) == (0, 7, 0)


def test_no_authors_looks_nobody_up(cli: Cli) -> None:
    with simulator(quiet_world(20)) as x:
        cli.connect(x)
        assert cli("twitter", "sync", "--no-authors", "--json").json["authors_read"] == 0
        assert x.meter.users == 0
        assert cli("twitter", "sync", "--json").json["authors_read"] == 7


def test_a_budget_is_never_passed(cli: Cli) -> None:
    with simulator(quiet_world(300, authors=200)) as x:
        cli.connect(x)
        ran = cli("twitter", "sync", "--budget", "1.2", "--json")
        assert (ran.code, ran.json["reason"], ran.error["code"]) == (75, "budget", "budget")
        assert 1.0 < x.meter.usd <= 1.2
        cli("twitter", "connect", "--monthly-budget", "2")
        assert cli("twitter", "sync").code == 75
        assert x.meter.usd <= 2.0
        assert cli("twitter", "sync", "--budget", "10").code == 0
        assert cli.stored() == x.world.matching("acme")


def test_a_second_run_of_the_same_organization_exits_75_at_once(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        with lock.held(cli.home / "locks", "1-twitter"):
            ran = cli("twitter", "sync", "--json")
            assert (ran.code, ran.json["status"], ran.json["reason"], ran.error["code"]) == (
                75,
                "skipped",
                "locked",
                "locked",
            )
            assert "skipped" in cli("twitter", "sync", "--all-orgs").out


def test_all_orgs_without_any_connection_exits_78(cli: Cli) -> None:
    assert cli("twitter", "sync", "--all-orgs").code == 78
    assert cli("twitter", "sync").code == 78


def test_a_wrong_command_or_option_is_said_in_one_line(cli: Cli) -> None:
    for arguments in (("twiter",), ("twitter", "synk"), ("stats", "--bogus"), ("twitter", "recent", "-n", "many")):
        ran = cli(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("error: ")
        assert "--help" in ran.err
    assert "Did you mean 'twitter'?" in cli("twiter").err
    assert cli("stats", "--bogus", "--json").error["code"] == "usage"


def test_groups_without_a_command_show_their_help(cli: Cli) -> None:
    for group in ((), ("twitter",), ("org",), ("db",), ("twitter", "keywords")):
        ran = cli(*group)
        assert ran.code == 0
        assert "Usage: devsignal" in ran.out


def test_version_is_said_by_the_root_too(cli: Cli) -> None:
    assert cli("--version", "stats").out.startswith("devsignal ")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DEVSIGNAL_TWITTER_URL", "http://x.example"),
        ("DEVSIGNAL_DATABASE_URL", "mysql://x"),
        ("DEVSIGNAL_TWITTER_TOKEN_FILE", "/nowhere"),
    ],
)
def test_a_wrong_setting_exits_78(cli: Cli, monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    ran = cli("twitter", "connect", "-k", "acme")
    assert ran.code == 78
    assert variable.removesuffix("_FILE") in ran.err


def test_a_home_that_cannot_be_made_exits_74(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DEVSIGNAL_HOME", str(tmp_path / "file" / "home"))
    assert cli("stats").code == 74


def test_an_open_home_is_made_private(cli: Cli) -> None:
    cli.home.chmod(0o755)
    cli("stats")
    assert cli.home.stat().st_mode & 0o777 == 0o700


def test_a_lost_key_is_said_with_the_way_out(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        (cli.home / "secret.key").unlink()
        ran = cli("twitter", "sync", "--json")
        assert ran.code == 78
        assert "connect again" in ran.error["hint"]


def test_a_defect_is_one_line_and_its_traceback_only_with_verbose(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise KeyError("oops")

    monkeypatch.setattr("devsignal_cli.core.stats.stats", broken)
    short = cli("stats")
    assert (short.code, short.err.count("\n")) == (1, 1)
    assert "defect of devsignal: KeyError" in short.err
    long = cli("stats", "--verbose", "--json")
    assert "Traceback" in long.err
    assert long.error["code"] == "defect"


def test_a_closed_pipe_is_no_error(home: Path) -> None:
    environment = {**os.environ, "DEVSIGNAL_HOME": str(home)}
    command = f"{sys.executable} -m devsignal_cli stats --json; echo $? >&2"
    with subprocess.Popen(
        ["bash", "-c", f"({command}) | true"], env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.communicate()[1].strip() in ("0", "0\n")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_stops_a_sync_cleanly_with_its_result(cli: Cli, number: signal.Signals, code: int) -> None:
    with simulator(quiet_world(250)) as x:
        cli.connect(x)
        x.faults.add({"path": "/2/tweets/search/recent", "at": 2, "kind": "slow", "seconds": 30})
        environment = {**os.environ, "DEVSIGNAL_HOME": str(cli.home), "DEVSIGNAL_TWITTER_URL": x.url}
        with subprocess.Popen(
            [sys.executable, "-m", "devsignal_cli", "twitter", "sync", "--json"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            while x.requests[-1].fault != "slow":
                assert process.poll() is None
            process.send_signal(number)
            out, err = process.communicate(timeout=2)
        assert process.returncode == code
        assert json.loads(out)["signals_created"] == 100
        assert json.loads(err)["error"]["code"] == "interrupted"
        assert cli("twitter", "sync").code == 0
        assert cli.stored() == x.world.matching("acme")


def test_an_abandoned_prompt_is_an_interruption(monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:

    def abandoned(*_words: object, **_how: object) -> None:
        raise typer.Abort

    monkeypatch.setattr("devsignal_cli.cli.output.Output.is_interactive", lambda _self: True)
    monkeypatch.setattr("typer.prompt", abandoned)
    assert cli("twitter", "connect", "-k", "acme").code == 130
    assert run(["--version"]) == 0


def test_a_run_whose_end_cannot_be_noted_still_prints_its_document(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise CannotWriteError("disk full")

    monkeypatch.setattr("devsignal_cli.store.sync_store.SyncStore.finish_run", full)
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, ran.error["code"], ran.json["signals_created"]) == (74, "cannot_write", 5)


def test_a_wait_is_announced(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devsignal_cli.connectors.retry.random.uniform", lambda _low, _high: -1.99)
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        x.faults.add({"path": "/2/tweets/search/recent", "status": 503, "body_text": ""})
        ran = cli("twitter", "sync")
        assert (ran.code, "X is not available (status 503). Trying again in 0 s." in ran.err) == (0, True)


def test_a_connection_without_a_token_says_so(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        with sqlite3.connect(cli.database) as connection:
            connection.execute("UPDATE connection SET secret = NULL")
        assert cli("twitter", "sync").code == 78


def test_a_balance_that_cannot_be_told_is_no_reason_to_refuse_a_token(cli: Cli) -> None:
    with simulator(quiet_world(0)) as x:
        x.faults.add({"path": "/2/usage/credits", "status": 401, "body": {"title": "Unauthorized"}})
        assert "connected as default" in cli.connect(x).out


def test_an_environment_token_of_another_account_is_booked_apart(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(3)) as x:
        cli.connect(x)
        monkeypatch.setenv("DEVSIGNAL_TWITTER_TOKEN", x.add_token("another" + x.token[-4:]))
        assert cli("twitter", "sync").code == 0
        (cli.home / "secret.key").unlink()
        assert cli("twitter", "sync").code == 0
        monkeypatch.setenv("DEVSIGNAL_TWITTER_TOKEN", x.token)
        assert cli("twitter", "sync").code == 0
        accounts = cli.sql("SELECT DISTINCT account LIKE 'token:%' FROM ledger")
        assert accounts == [(1,)]


def test_purge_asks_on_a_terminal(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(3)) as x:
        cli.connect(x)
        monkeypatch.setattr("devsignal_cli.cli.output.Output.is_interactive", lambda _self: True)
        monkeypatch.setattr("typer.confirm", lambda *_words, **_how: True)
        assert cli("twitter", "disconnect", "--purge").code == 0
        assert cli.sql("SELECT count(*) FROM keyword") == [(0,)]


def test_an_upgrade_of_an_old_database_is_told(cli: Cli) -> None:
    cli.database.unlink()
    loaded(GOLDEN[0], cli.database)
    said = cli("stats").err
    (backup,) = (cli.home / "backups").iterdir()
    assert f"the old one is kept as {backup}" in said


@pytest.mark.parametrize(("plan", "code"), [("[1, 2]", 65), ("no json", 65)])
def test_a_plan_of_faults_that_is_none_is_refused(cli: Cli, tmp_path: Path, plan: str, code: int) -> None:
    (tmp_path / "plan.json").write_text(plan, encoding="utf-8")
    assert cli("simulate", "--faults", str(tmp_path / "plan.json")).code == code


def test_a_taken_port_is_said(cli: Cli) -> None:
    with simulator(quiet_world(0)) as x:
        ran = cli("simulate", "--port", x.url.rpartition(":")[2])
        assert (ran.code, "--port 0" in ran.err) == (74, True)


@pytest.mark.parametrize("option", ["--quiet", "--json", "-v"])
def test_fields_that_x_leaves_out_are_said_loudly(cli: Cli, option: str) -> None:
    with simulator(quiet_world(0)) as x:
        cli.connect(x)
        bare = {"id": str(snowflake(NOW_MS - 90_000)), "text": "acme without its fields"}
        x.faults.add(
            {"path": "/2/tweets/search/recent", "status": 200, "body": {"data": [bare], "meta": {"result_count": 1}}}
        )
        ran = cli("twitter", "sync", option)
        assert (ran.code, len(cli.stored())) == (0, 1)
        assert "warning: default: X left out fields that were asked for (author_id, created_at)" in ran.err
