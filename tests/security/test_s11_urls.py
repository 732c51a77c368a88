"""S11: a service's base URL is https, or plain http on a loopback address and nowhere else."""

import pytest

from devsignal_cli.config import load
from devsignal_cli.errors import ConfigError
from tests.support import Cli

ALLOWED = ["https://api.x.test", "https://proxy.test:8443/x", "http://127.0.0.1:8000", "http://localhost", "http://[::1]:1",
           "http://127.9.9.9", "HTTP://localhost:1"]  # fmt: skip
REFUSED = ["http://api.x.test", "HTTP://api.x.test", "http://127.0.0.1.evil.test", "http://localhost.evil.test",
           "http://localhost@evil.test", "http://evil.test#@localhost", "http://2130706433", "http://0.0.0.0", "http://10.0.0.1",
           "http://[::]", "ftp://localhost", "file:///etc/passwd", "javascript:alert(1)", "//localhost", "localhost",
           "https://", "https://user:secret@api.x.test", "https://x.test/?a=b", "https://x.test\r\nHost: evil.test",
           "http://127.0.0.1\\@evil.test", "https://x.test:0", "https://x.test:x"]  # fmt: skip
NAMES = [
    "DEVSIGNAL_TWITTER_URL",
    "DEVSIGNAL_HUNTER_URL",
    "DEVSIGNAL_CLEARBIT_COMPANY_URL",
    "DEVSIGNAL_CLEARBIT_PERSON_URL",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("url", ALLOWED)
def test_s11_an_allowed_url_is_taken(url: str, name: str) -> None:
    assert load({name: url, "DEVSIGNAL_HOME": "/h"}).base_url(name, "https://default.test") == url


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("url", REFUSED)
def test_s11_any_other_url_is_refused_and_not_repeated(url: str, name: str) -> None:
    with pytest.raises(ConfigError, match=f"{name} must be an https URL") as caught:
        load({name: url, "DEVSIGNAL_HOME": "/h"}).base_url(name, "https://default.test")
    assert caught.value.exit_code == 78
    assert "secret" not in caught.value.message


@pytest.mark.parametrize(("service", "name"), [("twitter", NAMES[0]), ("hunter", NAMES[1]), ("clearbit", NAMES[2])])
def test_s11_a_command_with_plain_http_sends_nothing(
    cli: Cli, service: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "http://api.service.test")
    given = ["twitter", "connect", "-k", "acme", "--token-stdin"]
    if service != "twitter":
        given = ["clearbit", "connect", "--provider", service, "--key-stdin"]
    ran = cli(*given, "--json", stdin="a" * 40)
    assert (ran.code, ran.error["code"]) == (78, "usage")
