"""S22: alerts go to https alone, signed, within their time, and with no secret; what strangers write stays mere text."""

import hmac
import json
import time
from datetime import UTC, datetime

import pytest

from devsignal_cli.connectors import webhook as connector
from devsignal_cli.errors import TryLaterError, UsageError
from devsignal_cli.model.alerts import Told
from devsignal_cli.reports import alert_message
from devsignal_cli.results.alerts import Alert
from devsignal_cli.results.signals import Author, Signal, SignalMetrics
from tests.privacy.traces import traces
from tests.support import Cli
from tests.webhooks import webhook

WORD, SECRET = "hushword", "quiet-signing-secret-quokka"
ALLOWED = ["https://hooks.slack.com/services/T0/B0/x", "https://chat.corp.test:8443/hooks/x?y=1", "http://127.0.0.1:9/x",
           "http://localhost:9/x", "http://[::1]:9/x", "https://10.0.0.5/hook", "HTTPS://chat.corp.test/x"]  # fmt: skip
REFUSED = ["http://hooks.slack.com/x", "http://10.0.0.1/x", "http://127.0.0.1.evil.test/x", "http://localhost.evil.test/x",
           "https://user:hushword@hooks.test/x", "https://localhost@evil.test/x", "https://evil.test\\@hooks.test/x",
           "https://169.254.169.254/latest/meta-data", "https://[::ffff:169.254.169.254]/x", "https://[fe80::1]/x",
           "https://0.0.0.0/x", "https://[::]/x", "https://224.0.0.1/x", "https://2852039166/x", "https://0xa9fea9fe/x",
           "https://0251.0376.0251.0376/x", "ftp://hooks.test/x", "file:///etc/passwd", "javascript:alert(1)", "hooks.test/x",
           "https://", "https://hooks.test:0/x", "https://hooks.test:x/x", "https://hooks.test/x\r\nHost: evil.test",
           "https://hooks.test/ x", "https://hooks.test/" + "x" * 2_000, ""]  # fmt: skip
HOSTILE = (
    "<!channel> @channel @here &lt; <https://evil.test|click> ![x](https://evil.test/y.png) \x1b[31m\u202e\nline 2"
)


def signal(text: str, username: str = "ann") -> Signal:
    author = Author("7", username, username, 5)
    metrics = SignalMetrics(None, None, None, None)
    at = datetime(2026, 11, 17, tzinfo=UTC)
    url = "https://x.com/i/web/status/1"
    return Signal(
        "1", "default", "twitter", "twitter_mention", "neutral", 0.0, "1", at, text, url, "en", author, None, None,
        "unknown", metrics, keywords=(), muted=False, done=False,
    )  # fmt: skip


def alert(*signals: Signal, org: str = "default") -> Alert:
    spike = Told("2026-11-17", "volume", 90, 30, 5.1)
    return Alert("1" * 32, "alert", org, datetime(2026, 11, 17, tzinfo=UTC), "3", signals, len(signals), (spike,))


@pytest.mark.parametrize("url", ALLOWED)
def test_s22_an_allowed_address_is_taken(url: str) -> None:
    assert connector.checked(url) in url.lower()


@pytest.mark.parametrize("url", REFUSED)
def test_s22_any_other_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        connector.checked(url)
    assert WORD not in caught.value.message + caught.value.hint


def test_s22_a_message_is_signed_with_its_time() -> None:
    with webhook() as hook:
        body = alert_message.generic(alert(signal("hello")))
        connector.post(hook.url, connector.Post(body, "1" * 32, 1_795_000_000, SECRET), 5)
    (got,) = hook.got
    signed = hmac.new(SECRET.encode(), b"1795000000." + got.body, "sha256").hexdigest()
    assert got.headers["x-devsignal-signature"] == f"sha256={signed}"
    assert (got.headers["x-devsignal-timestamp"], got.headers["x-devsignal-id"]) == ("1795000000", "1" * 32)
    assert got.headers["content-type"] == "application/json"
    assert got.json["signals"][0]["text"] == "hello"
    assert SECRET not in repr(got)


def test_s22_a_redirect_is_not_followed() -> None:
    with webhook() as hook, webhook("/inside") as inside:
        hook.status, hook.headers = 307, {"Location": inside.url}
        with pytest.raises(TryLaterError, match="redirect"):
            connector.post(hook.url, connector.Post(b"{}", "1", 1, SECRET), 5)
    assert inside.got == []


def test_s22_an_answer_that_does_not_come_is_not_waited_for() -> None:
    with webhook() as hook:
        hook.hangs = True
        began = time.monotonic()
        with pytest.raises(TryLaterError, match=r"within 0\.2 seconds"):
            connector.post(hook.url, connector.Post(b"{}", "1", 1), 0.2)
        assert time.monotonic() - began < 3


def test_s22_what_strangers_write_is_mere_text() -> None:
    told = json.loads(alert_message.slack(alert(signal(HOSTILE, "<!here>"), org="a<b")))["text"]
    assert "<!" not in told
    assert [part for part in told.split("<")[1:] if not part.startswith("https://x.com/i/web/status/1|open>")] == []
    assert "@channel" not in told
    assert "@here" not in told
    assert "](" not in told
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert len(told.split("\n")) == 3
    assert "&lt;!channel&gt;" in told
    assert "&amp;lt;" in told


@pytest.mark.parametrize("form", ["slack", "json"])
def test_s22_no_command_shows_an_address_and_no_file_holds_it(form: str, cli: Cli) -> None:
    with webhook(f"/services/{WORD}") as hook:
        given = ["alerts", "add", "--type", "complaint", "--format", form, "--url-stdin"]
        said = [cli(*given, stdin=f"{hook.url}\n{SECRET}\n")]
        assert (said[0].code, "127.0.0.1" in said[0].out) == (0, True)
        commands = (["list"], ["list", "--json"], ["test", "--json"], ["digest"], ["remove", "1"])
        said += [cli("alerts", *words, "--log-file", str(cli.home / "devsignal.log")) for words in commands[:4]]
        assert len(hook.got) == 2
        assert traces(cli.home, WORD, SECRET) == set()
        hook.status = 500
        said += [cli("alerts", "test", "--verbose"), cli("alerts", *commands[4])]
    assert [ran for ran in said if WORD in ran.out + ran.err or SECRET in ran.out + ran.err] == []
    key = (cli.home / "secret.key").read_text().strip()
    assert [got for got in hook.got if key in repr(got) or SECRET in repr(got)] == []


def test_s22_a_refused_address_is_not_repeated_by_the_command(cli: Cli) -> None:
    ran = cli("alerts", "add", "--type", "complaint", "--url-stdin", "--json", stdin=f"http://hooks.test/{WORD}\n")
    assert (ran.code, ran.error["code"]) == (2, "usage")
    assert WORD not in ran.out + ran.err


def test_s22_json_is_never_sent_unsigned(cli: Cli) -> None:
    given = ["alerts", "add", "--type", "complaint", "--format", "json", "--url-stdin", "--json"]
    assert cli(*given, stdin="https://hooks.test/x\n").error["code"] == "usage"
    assert cli(*given, stdin="https://hooks.test/x\nshort\n").code == 78


def test_s22_a_new_key_keeps_addresses_and_a_lost_one_says_so(cli: Cli) -> None:
    with webhook() as hook:
        assert cli("alerts", "add", "--type", "complaint", "--url-stdin", stdin=f"{hook.url}\n").code == 0
        assert cli("db", "rekey").code == 0
        assert cli("alerts", "test").code == 0
        (cli.home / "secret.key").unlink()
        assert [problem["area"] for problem in cli("db", "check", "--json").json["problems"]] == ["key"]
        assert cli("db", "rekey", "--lost", "--yes").code == 0
        ran = cli("alerts", "test", "--json")
        assert (ran.code, "lost with the secret key" in ran.error["message"]) == (75, True)
        assert len(hook.got) == 1
    assert cli("db", "check").code == 0
