"""Alerts from a sync to a webhook: one message a run, told once, repeated with the same id, and never in a sync's way."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devsignal_cli.core import alerting
from devsignal_cli.simulator.server import Simulator
from tests.support import Cli, quiet_world, simulator
from tests.webhooks import Webhook, webhook

SYNC = ("twitter", "sync", "--yes", "--json")
ALL = ("--sentiment", "neutral")


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with webhook() as held:
        yield held


@pytest.fixture(autouse=True)
def x(cli: Cli) -> Iterator[Simulator]:
    with simulator(quiet_world(30)) as served:
        cli.connect(served)
        yield served


def add(cli: Cli, hook: Webhook, *options: str, secret: str = "") -> None:
    ran = cli("alerts", "add", *(options or ALL), "--url-stdin", "--json", stdin=f"{hook.url}\n{secret}\n")
    assert ran.code == 0, ran.err


def listed(cli: Cli) -> dict[str, object]:
    (item,) = cli("alerts", "list", "--json").json["items"]
    return dict(item)


def test_a_sync_tells_of_its_posts_once_in_one_message(cli: Cli, hook: Webhook) -> None:
    add(cli, hook)
    add(cli, hook, "--min-reach", "1")
    ran = cli(*SYNC)
    assert (ran.code, ran.err) == (0, "")
    (got,) = hook.got
    ((told,),) = cli.sql(
        "SELECT count(*) FROM signal s JOIN author a ON a.id = s.author_id"
        " WHERE s.repost = 0 AND (a.followers >= 1 OR s.sentiment = 'neutral')"
    )
    assert f"devsignal, default: {told} new posts" in got.json["text"]
    assert got.json["text"].count("\n• ") == alerting.SHOWN
    assert f"and {told - alerting.SHOWN} more" in got.json["text"]
    assert cli(*SYNC).code == 0
    assert len(hook.got) == 1
    assert [item["last_sent_at"] is not None for item in cli("alerts", "list", "--json").json["items"]] == [True, True]


def test_what_was_there_before_the_rule_and_what_is_imported_alert_nobody(
    cli: Cli, hook: Webhook, tmp_path: Path
) -> None:
    assert cli(*SYNC).code == 0
    add(cli, hook)
    page = '{"data": [{"id": "2122000000000000001", "text": "acme", "author_id": "1", "created_at": "2026-11-17T00:00:00Z"}]}'
    (tmp_path / "page.json").write_text(page)
    assert cli("twitter", "import", str(tmp_path / "page.json")).code == 0
    assert cli(*SYNC).code == 0
    assert hook.got == []


@pytest.mark.parametrize("status", [500, 404, 302])
def test_a_webhook_that_refuses_is_tried_again_with_the_same_id(status: int, cli: Cli, hook: Webhook) -> None:
    add(cli, hook, *ALL, "--format", "json", secret="s" * 32)
    hook.status, hook.headers = status, {"Location": f"{hook.url}/elsewhere"}
    assert (cli(*SYNC).code, listed(cli)["waiting"]) == (0, 1)
    assert str(listed(cli)["last_error"]).startswith("It answered with")
    hook.status = 200
    assert (cli(*SYNC).code, listed(cli)["waiting"], listed(cli)["last_error"]) == (0, 0, None)
    first, second = hook.got
    assert {got.path for got in hook.got} == {"/services/T000/hushword"}, "a redirect is not followed"
    assert first.headers["x-devsignal-id"] == second.headers["x-devsignal-id"] == second.json["id"]


def test_a_webhook_that_is_gone_fails_no_sync(cli: Cli) -> None:
    with webhook() as gone:
        add(cli, gone)
    ran = cli("twitter", "sync", "--yes")
    assert ran.code == 0
    assert "could not be sent; the next sync tries again" in " ".join(ran.err.split())
    assert "It cannot be reached" in str(listed(cli)["last_error"])
    assert cli("twitter", "sync", "--yes", "--quiet").err == ""


def test_webhooks_that_hang_hold_a_sync_up_no_longer_than_is_allowed_in_all(
    cli: Cli, hook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devsignal_cli.core.alerting.ONE_SECONDS", 0.15)
    hook.hangs = True
    with webhook() as other:
        other.hangs = True
        add(cli, hook)
        add(cli, other)
        began = time.monotonic()
        assert cli(*SYNC).code == 0
        assert time.monotonic() - began < 8
    assert "did not answer within" in cli("alerts", "list", "--json").json["items"][0]["last_error"]


def test_a_kill_between_sending_and_noting_repeats_the_message_once_with_the_same_id(cli: Cli, hook: Webhook) -> None:
    add(cli, hook, *ALL, "--format", "json", secret="s" * 32)
    point = ("call", "devsignal_cli.store.outbox:Outbox.sent", "1")
    environment = {**os.environ, "DEVSIGNAL_HOME": str(cli.home)}
    killed = [sys.executable, "-m", "tests.e2e.kill_at", *point, *SYNC]
    assert subprocess.run(killed, env=environment, capture_output=True, check=False).returncode == -9
    assert (len(hook.got), listed(cli)["waiting"]) == (1, 1)
    for _ in range(2):
        assert cli(*SYNC).code == 0
    first, second = hook.got
    assert first.json["id"] == second.json["id"]
    assert first.json["signals"] == second.json["signals"]


def test_what_a_killed_sync_has_stored_is_told_by_the_next(cli: Cli, hook: Webhook) -> None:
    add(cli, hook)
    killed = [sys.executable, "-m", "tests.e2e.kill_at", "call", "devsignal_cli.store.runs:finish", "1", *SYNC]
    environment = {**os.environ, "DEVSIGNAL_HOME": str(cli.home)}
    assert subprocess.run(killed, env=environment, capture_output=True, check=False).returncode == -9
    assert cli(*SYNC).code == 0
    (got,) = hook.got
    ((told,),) = cli.sql("SELECT count(*) FROM signal WHERE repost = 0")
    assert f"{told} new posts" in got.json["text"]


def test_who_is_forgotten_before_a_message_is_sent_is_not_in_it(cli: Cli, hook: Webhook) -> None:
    add(cli, hook)
    hook.status = 500
    assert cli(*SYNC).code == 0
    hook.got.clear()
    hook.status = 200
    for (author,) in cli.sql("SELECT DISTINCT author_id FROM signal"):
        assert cli("twitter", "forget", str(author), "--yes").code == 0
    assert cli(*SYNC).code == 0
    assert (hook.got, listed(cli)["waiting"]) == ([], 0)


def test_the_third_failed_sync_in_a_row_is_told_once(cli: Cli, x: Simulator, hook: Webhook) -> None:
    add(cli, hook, "--failed-runs")
    assert cli(*SYNC).code == 0
    for told in (1, 2):
        x.faults.add({"path": "/2/tweets/search/recent", "at": 1, "times": 0, "status": 400, "body": "{}"})
        for number in range(1, 5):
            assert cli(*SYNC).code == 1
            assert len(hook.got) == (told if number >= 3 else told - 1)
        assert "The last 3 syncs failed" in hook.got[-1].json["text"]
        x.faults.clear()
        assert cli(*SYNC).code == 0
    assert len(hook.got) == 2


def test_a_digest_and_a_test_are_sent_at_once(cli: Cli, hook: Webhook) -> None:
    assert cli("alerts", "digest").code == 2, "there is no webhook yet"
    add(cli, hook)
    hook.got.clear()
    ran = cli("alerts", "test", "--json")
    assert (ran.code, ran.json["sent"], ran.json["failed"]) == (0, ["127.0.0.1"], [])
    assert cli("alerts", "digest", "--days", "7").code == 0
    assert ["this is a test" in hook.got[0].json["text"], "7 posts" in hook.got[1].json["text"]] == [True, False]
    assert "0 posts (0 before)" in hook.got[1].json["text"]
    hook.status = 503
    ran = cli("alerts", "digest", "--json")
    assert (ran.code, ran.json["sent"]) == (75, [])
    assert "HTTP 503" in ran.error["message"]


def test_a_stopped_try_is_given_up_after_three_days_and_said(cli: Cli, hook: Webhook) -> None:
    add(cli, hook)
    hook.status = 410
    assert cli(*SYNC).code == 0
    cli.sql("UPDATE alert_message SET created_at = created_at - 4 * 86400")
    assert cli(*SYNC).code == 0
    assert (listed(cli)["waiting"], listed(cli)["given_up"]) == (0, 1)
    assert "1 given up after 3 days" in " ".join(cli("alerts", "list").out.split())
    assert cli(*SYNC).code == 0
    assert len(hook.got) == 2


def test_a_removed_rule_takes_its_webhook_and_what_waits_with_it(cli: Cli, hook: Webhook) -> None:
    add(cli, hook)
    add(cli, hook, "--known-company")
    hook.status = 500
    assert cli(*SYNC).code == 0
    assert cli.sql("SELECT count(*) FROM alert_target") == [(1,)], "two rules, one webhook"
    assert cli("alerts", "remove", "1").code == 0
    assert cli.sql("SELECT count(*) FROM alert_message") == [(1,)]
    assert cli("alerts", "remove", "2").code == 0
    assert cli.sql("SELECT (SELECT count(*) FROM alert_message) + (SELECT count(*) FROM alert_target)") == [(0,)]
    assert cli("alerts", "remove", "2").code == 2
    assert "alerts add --type complaint" in cli("alerts", "list").out
