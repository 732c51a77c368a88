"""Ctrl-C and SIGTERM, wherever they meet a sync: it is gone within two seconds, and the next run goes on.

A signal while X answers slowly is in tests/cli/test_errors.py.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from devsignal_cli.simulator.server import Simulator
from tests.e2e.test_kill import assert_whole
from tests.support import Cli, quiet_world, simulator

SEARCH = "/2/tweets/search/recent"
PATIENCE_SECONDS = 2
POSTS = 1_600
SIGNALS = pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])


@contextmanager
def syncing(cli: Cli, x: Simulator, *before: str) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "DEVSIGNAL_HOME": str(cli.home), "DEVSIGNAL_TWITTER_URL": x.url}
    command = [*before, sys.executable, "-m", "devsignal_cli", "twitter", "sync", "--budget", "20"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        yield process


def searches(x: Simulator) -> int:
    return sum(request.path == SEARCH for request in x.requests)


def stopped(process: subprocess.Popen[str], number: signal.Signals) -> int:
    process.send_signal(number)
    _, said = process.communicate(timeout=PATIENCE_SECONDS)
    assert said.endswith("Stopped on request. Whatever was stored is whole; run it again to go on.\n")
    return process.returncode


@SIGNALS
def test_a_signal_ends_a_wait_for_the_rate_limit(cli: Cli, number: signal.Signals, code: int) -> None:
    with simulator(quiet_world(250)) as x:
        cli.connect(x)
        x.faults.add({"path": SEARCH, "at": 2, "status": 429, "headers": {"retry-after": "200"}, "body_text": ""})
        with syncing(cli, x) as process:
            assert process.stderr is not None
            assert "Trying again in 20" in process.stderr.readline()
            assert stopped(process, number) == code
        assert len(cli.stored()) == 100
        assert cli("twitter", "sync", "--budget", "20").code == 0
        assert_whole(x, cli)
        assert x.meter.posts_returned == 250 + 6  # five minutes are looked at again, for nothing


@pytest.mark.parametrize(
    ("number", "code", "page"), [(signal.SIGTERM, 143, 1), (signal.SIGINT, 130, 4), (signal.SIGTERM, 143, 8)]
)
def test_a_signal_stops_a_quick_walk_where_it_is(cli: Cli, number: signal.Signals, code: int, page: int) -> None:
    with simulator(quiet_world(POSTS, every_ms=30_000)) as x:
        cli.connect(x)
        wanted = searches(x) + page
        with syncing(cli, x) as process:
            while searches(x) < wanted:
                assert process.poll() is None
                time.sleep(0.001)
            assert stopped(process, number) == code
        assert len(cli.stored()) < POSTS
        assert cli("twitter", "sync", "--budget", "20").code == 0
        assert_whole(x, cli)
        assert x.meter.posts_returned <= POSTS + 100 + 11  # five minutes are looked at again


def test_a_sync_under_nohup_outlives_its_terminal(cli: Cli) -> None:
    with simulator(quiet_world(250)) as x:
        cli.connect(x)
        x.faults.add({"path": SEARCH, "at": 2, "kind": "slow", "seconds": 1})
        before = searches(x)
        with syncing(cli, x, "nohup") as process:
            while searches(x) < before + 2:
                time.sleep(0.01)
            process.send_signal(signal.SIGHUP)
            process.communicate(timeout=20)
        assert process.returncode == 0
        assert_whole(x, cli)
