"""S10: a certificate that is expired, of another host or vouched for by nobody is refused, and nothing turns that off."""

import ast
from pathlib import Path

import pytest

from devsignal_cli.config import load
from devsignal_cli.connectors.http import Http
from devsignal_cli.errors import TryLaterError
from tests.e2e.company import Authority
from tests.security.commands import commands
from tests.support import quiet_world, simulator

PACKAGE = Path(__file__).parents[2] / "devsignal_cli"
SWITCHES = ("CERT_NONE", "CERT_OPTIONAL", "check_hostname", "verify_mode", "_create_unverified_context", "verify=False")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(autouse=True)
def _trusting(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))


BAD = [
    ("localhost", 3, False, "certificate has expired"),
    ("localhost", -3, False, "certificate is not yet valid"),
    ("elsewhere.test", 0, False, "not valid for 'localhost'"),
    ("localhost", 0, True, "self-signed certificate"),
]


@pytest.mark.parametrize(("host", "days_ago", "is_alone", "said"), BAD, ids=["expired", "future", "host", "alone"])
def test_s10_a_bad_certificate_is_refused_before_anything_is_sent(
    authority: Authority, host: str, days_ago: int, said: str, *, is_alone: bool
) -> None:
    tls = authority.server(host, days_ago=days_ago, is_alone=is_alone)
    with simulator(quiet_world(0), tls=tls) as x:
        client = Http(x.url.replace("127.0.0.1", "localhost"), x.token)
        with pytest.raises(TryLaterError, match="is not trusted") as caught:
            client.get("/2/usage/tweets", {})
        client.close()
        assert x.requests == []
    assert said in caught.value.message
    assert caught.value.exit_code == 75


@pytest.mark.parametrize("scheme", ["HTTPS", "Https", "httpS"])
def test_s10_a_scheme_in_capitals_is_looked_at_as_closely(authority: Authority, scheme: str) -> None:
    with simulator(quiet_world(0), tls=authority.server("elsewhere.test")) as x:
        address = x.url.replace("127.0.0.1", "localhost").replace("https", scheme)
        client = Http(load({"DEVSIGNAL_HOME": "home", "DEVSIGNAL_TWITTER_URL": address}).x_url, x.token)
        with pytest.raises(TryLaterError, match="is not trusted"):
            client.get("/2/usage/tweets", {})
        client.close()
        assert x.requests == []


def test_s10_a_good_certificate_is_taken(authority: Authority) -> None:
    with simulator(quiet_world(0), tls=authority.server("localhost")) as x:
        client = Http(x.url.replace("127.0.0.1", "localhost"), x.token)
        assert client.get("/2/usage/tweets", {}).status == 200
        client.close()


def test_s10_nothing_in_the_program_turns_the_check_off() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    assert [(name, word) for name, text in sources.items() for word in SWITCHES if word in text.replace(" ", "")] == []
    given = [ast.unparse(node.value) for text in sources.values() for node in ast.walk(ast.parse(text))
             if isinstance(node, ast.keyword) and node.arg == "verify"]  # fmt: skip
    assert given == ["not is_plain"]  # plain http is for loopback, which has no certificates


def test_s10_no_option_of_any_command_turns_the_check_off() -> None:
    options = {option for command in commands().values() for parameter in command.params for option in parameter.opts}
    assert "--org" in options
    assert {option for option in options if any(word in option for word in ("insecure", "tls", "ssl", "cert"))} == set()
