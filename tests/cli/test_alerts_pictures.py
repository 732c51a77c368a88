"""What `alerts` looks like: rules that work, wait and failed, one, and none, at 80 and 120 columns."""

import pytest

from tests.cli import pictures
from tests.support import Cli, quiet_world, simulator

ADDED = (
    ("--type", "complaint", "--known-company"),
    ("--sentiment", "negative", "--min-reach", "10000"),
    ("--spike",),
    ("--failed-runs",),
)


@pytest.fixture(params=[80, 120])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    width: int = request.param
    monkeypatch.setenv("COLUMNS", str(width))
    return width


@pytest.fixture
def connected(cli: Cli) -> Cli:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
    return cli


def add(cli: Cli, *options: str, host: str = "hooks.chat.test") -> str:
    ran = cli("alerts", "add", *options, "--url-stdin", stdin=f"https://{host}/services/T000/hushword\n")
    assert ran.code == 0, ran.err
    return ran.out + ran.err


def test_no_rule(connected: Cli, columns: int) -> None:
    ran = connected("alerts", "list")
    pictures.check("alerts_none", ran.out + ran.err, columns)


def test_one_rule(connected: Cli, columns: int) -> None:
    said = add(connected, *ADDED[0])
    ran = connected("alerts", "list")
    pictures.check("alerts_one", said + ran.out + ran.err, columns)


def test_rules_of_each_kind_and_a_long_host(connected: Cli, columns: int) -> None:
    for options in ADDED:
        add(connected, *options)
    add(connected, "--type", "question", host=f"{'a' * 40}.{'b' * 40}.chat.test")
    ran = connected("alerts", "list")
    pictures.check("alerts_many", ran.out + ran.err, columns)
    assert "hushword" not in ran.out + ran.err
