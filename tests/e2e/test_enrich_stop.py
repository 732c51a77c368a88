"""Ctrl-C and SIGTERM in a bulk enrichment: it is gone within two seconds, and nothing that was paid for is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from devsignal_cli.connectors.enrichment import MOST_UNDER_WAY
from devsignal_cli.simulator.server import Simulator
from tests.e2e.answerers import FAST, add, by_outcome, connect, environment, firms, providers, world_of
from tests.e2e.test_stop import SIGNALS, stopped
from tests.support import Cli

NUMBER = 400


@contextmanager
def enriching(cli: Cli, x: Simulator, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "devsignal_cli", "clearbit", "enrich", "bulk", *options]
    surroundings = {**os.environ, **environment(x), "DEVSIGNAL_HOME": str(cli.home)}
    with subprocess.Popen(
        command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        yield process


def begin(cli: Cli, x: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    assert connect(cli, x, monkeypatch).code == 0
    add(cli, firms(NUMBER))


def until(x: Simulator, counted: int, process: subprocess.Popen[str]) -> None:
    while x.enrichment.meter.counted < counted:
        assert process.poll() is None
        time.sleep(0.001)


@SIGNALS
def test_a_signal_ends_a_steady_run_with_all_answers_stored(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, code: int
) -> None:
    with providers(world_of(firms(NUMBER)), enrichment_limit=0) as x:
        begin(cli, x, monkeypatch)
        with enriching(cli, x, *FAST, "--json") as process:
            until(x, 40, process)
            process.send_signal(number)
            out, said = process.communicate(timeout=2)
        assert process.returncode == code
        assert '"status": "partial"' in out
        assert '"interrupted"' in said.split("\n")[-2]
        stored = by_outcome(cli)["found"]
        assert 0 <= x.enrichment.meter.counted - stored <= 1
        assert cli.sql("SELECT status FROM run") == [("partial",)]
        assert cli("clearbit", "enrich", "bulk", *FAST, "--json").json["enriched"] == NUMBER - stored
        assert x.enrichment.meter.counted <= NUMBER + 1


def test_a_signal_ends_the_wait_between_two_batches(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(world_of(firms(NUMBER)), enrichment_limit=0) as x:
        begin(cli, x, monkeypatch)
        with enriching(cli, x, "--delay", "60") as process:
            while "found" not in by_outcome(cli):
                assert process.poll() is None
                time.sleep(0.01)
            assert stopped(process, signal.SIGTERM) == 143
        assert by_outcome(cli)["found"] == 1


def test_a_signal_ends_a_run_with_many_calls_under_way(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(world_of(firms(NUMBER)), enrichment_limit=0) as x:
        begin(cli, x, monkeypatch)
        x.faults.add({"path": "/clearbit", "kind": "slow", "seconds": 0.2, "times": 0})
        with enriching(cli, x, "--rate", "6000") as process:
            until(x, 100, process)
            assert stopped(process, signal.SIGTERM) == 143
        stored = by_outcome(cli)["found"]
        sent = x.enrichment.meter.counted
        assert sent - stored <= MOST_UNDER_WAY
        x.faults.clear()
        assert cli("clearbit", "enrich", "bulk", "--rate", "6000", "--json").json["enriched"] == NUMBER - stored
        assert x.enrichment.meter.counted <= NUMBER + sent - stored


def test_a_signal_ends_all_organizations_and_tells_those_that_were_reached(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    with providers(world_of(firms(NUMBER)), enrichment_limit=0) as x:
        cli("org", "add", "second")
        begin(cli, x, monkeypatch)
        assert connect(cli, x, monkeypatch, "--org", "second").code == 0
        with enriching(cli, x, *FAST, "--all-orgs", "--json") as process:
            until(x, 20, process)
            process.send_signal(signal.SIGTERM)
            out, _ = process.communicate(timeout=2)
        assert (process.returncode, out.count('"run": ')) == (143, 1)
