"""Behind a company's proxy and its own certificate authority: it works, and says what is missing when it does not."""

from collections.abc import Iterator

import pytest

from devsignal_cli.simulator.server import Simulator
from tests.connectors.replies import Naps
from tests.e2e.company import Authority, Proxy
from tests.support import Cli, quiet_world, simulator

POSTS = 150
SETTINGS = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("company"))


@pytest.fixture(autouse=True)
def _no_network_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def x(authority: Authority, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulator]:
    """X over TLS, vouched for by the company; an organization is connected to it."""
    with simulator(quiet_world(POSTS), tls=authority.server("localhost")) as served:
        with monkeypatch.context() as trusting:
            trusting.setenv("SSL_CERT_FILE", str(authority.file))
            cli.connect(served)
        monkeypatch.setenv("DEVSIGNAL_TWITTER_URL", served.url.replace("127.0.0.1", "localhost"))
        yield served
        assert served.errors == []


def test_a_sync_goes_through_a_companys_proxy_by_its_certificate(
    cli: Cli, x: Simulator, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy() as proxy:
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        ran = cli("twitter", "sync")
        assert ran.code == 0, ran.err
        assert cli.stored() == x.world.matching("acme")
        assert proxy.tunnels == [f"localhost:{x.url.rpartition(':')[2]}"]


def test_a_proxy_never_sees_the_token(
    cli: Cli, x: Simulator, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy() as proxy:
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        assert cli("twitter", "sync").code == 0
        assert x.requests[-1].token == x.token
        assert x.token.encode() not in proxy.seen
        assert b"acme" not in proxy.seen


def test_no_proxy_keeps_a_host_off_the_proxy(
    cli: Cli, x: Simulator, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy() as proxy:
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", "localhost")
        assert cli("twitter", "sync").code == 0
        assert proxy.tunnels == []
        assert len(cli.stored()) == len(x.world.posts)


def test_a_certificate_that_nobody_vouches_for_is_said_at_once_with_the_way_out(
    cli: Cli, x: Simulator, naps: Naps
) -> None:
    before = len(x.requests)
    ran = cli("twitter", "sync", "--json")
    assert (ran.code, ran.error["code"]) == (75, "service")
    assert f"certificate of https://localhost:{x.url.rpartition(':')[2]}" in ran.error["message"]
    assert "SSL_CERT_FILE" in ran.error["hint"]
    assert (naps.taken, len(x.requests)) == ([], before)


def test_a_certificate_of_another_host_is_said_at_once(
    cli: Cli, x: Simulator, authority: Authority, naps: Naps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    with simulator(quiet_world(0), tls=authority.server("elsewhere.test")) as other:
        monkeypatch.setenv("DEVSIGNAL_TWITTER_URL", other.url.replace("127.0.0.1", "localhost"))
        ran = cli("twitter", "sync", "--json")
        assert (ran.code, naps.taken, other.requests) == (75, [], [])
        assert "not valid for 'localhost'" in ran.error["message"]
        assert x.token not in ran.err


def test_a_proxy_that_is_not_there_is_told_by_the_name_of_its_setting(
    cli: Cli, x: Simulator, naps: Naps, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy() as gone:
        monkeypatch.setenv("HTTPS_PROXY", gone.url.replace("//", "//someone:secret@"))
    before = len(x.requests)
    ran = cli("twitter", "sync")
    assert (ran.code, len(x.requests)) == (75, before)
    assert "HTTPS_PROXY" in ran.err
    assert "secret" not in ran.err
    assert naps.taken  # a proxy may come back
