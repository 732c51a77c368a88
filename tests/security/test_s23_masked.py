"""S23: whoever reads a status, a confirmation or a traceback learns no secret."""

import pytest

from devsignal_cli.config import load
from tests.support import Cli, quiet_world, simulator

TOKEN = "AAAAAAAAAAAAAAAAAAAAAbcdefghijklmnopq%2Brstuvwxyz%3D0123456789ABCDEFGHIJ"
TELLTALE = 8


def pieces(secret: str) -> set[str]:
    return {secret[start : start + TELLTALE] for start in range(len(secret) - TELLTALE + 1)}


def told(text: str, *secrets: str) -> set[str]:
    """The pieces of secrets that stand in a text."""
    return {piece for secret in secrets for piece in pieces(secret) if piece in text}


def test_s23_settings_show_no_secret() -> None:
    names = ("DEVSIGNAL_TWITTER_TOKEN", "DEVSIGNAL_CLEARBIT_KEY", "DEVSIGNAL_HUNTER_KEY", "DEVSIGNAL_SECRET_KEY")
    settings = load({"DEVSIGNAL_HOME": "/h", **dict.fromkeys(names, TOKEN)})
    for text in (repr(settings), str(settings), f"{settings}", f"{[settings]}"):
        assert told(text, TOKEN) == set()
        assert "Settings(home=" in text


@pytest.mark.usefixtures("home")
def test_s23_no_command_that_knows_a_secret_shows_it(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with simulator(quiet_world(3)) as x:
        for name in ("DEVSIGNAL_CLEARBIT_COMPANY_URL", "DEVSIGNAL_CLEARBIT_PERSON_URL"):
            monkeypatch.setenv(name, x.clearbit_url)
        said = [cli.connect(x)]
        said.append(cli("clearbit", "connect", "--provider", "clearbit", "--key-stdin", stdin=x.key))
        for form in ((), ("--json",), ("--verbose",)):
            said += [
                cli(*words, *form)
                for words in (
                    ("twitter", "status"), ("clearbit", "status"), ("twitter", "connect", "-k", "acme"),
                    ("clearbit", "connect"), ("twitter", "sync"), ("org", "list"), ("db", "check"),
                )
            ]  # fmt: skip
        assert [ran for ran in said if ran.code] == []
        assert told("".join(ran.out + ran.err for ran in said), x.token, x.key) == set()
        status = [cli("twitter", "status", "--json").json["token"], cli("clearbit", "status", "--json").json["key"]]
        assert all(status), "a status says that there is a secret"
        for path in cli.home.rglob("*"):
            held = path.read_bytes().decode("latin-1") if path.is_file() else ""
            assert told(held, x.token, x.key) == set(), path
