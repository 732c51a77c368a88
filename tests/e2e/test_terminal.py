"""What only a real terminal shows: progress, and colour."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from devsignal_cli.simulator.server import Simulator
from tests.archives import file_of, page, post
from tests.e2e import answerers
from tests.support import Cli, quiet_world, simulator


def on_a_terminal(cli: Cli, x: Simulator, *arguments: str, typed: str = "") -> tuple[str, str]:
    """Stdout (piped) and stderr (a terminal) of a command."""
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "DEVSIGNAL_HOME": str(cli.home),
        "DEVSIGNAL_TWITTER_URL": x.url,
        "TERM": "xterm-256color",
    }
    command = [sys.executable, "-m", "devsignal_cli", *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=theirs, stdin=theirs, text=True, env=environment
    ) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        out, _ = process.communicate(timeout=20)
    said = b""
    try:
        while part := os.read(ours, 65_536):
            said += part
    except OSError:  # Linux ends a terminal whose other side is closed with an error
        pass
    os.close(ours)
    return out, said.decode()


def test_a_sync_shows_its_progress_on_a_terminal_and_only_there(cli: Cli) -> None:
    with simulator(quiet_world(250)) as x:
        cli.connect(x)
        x.faults.add({"path": "/2/tweets/search/recent", "at": 2, "kind": "slow", "seconds": 0.5})
        out, said = on_a_terminal(cli, x, "twitter", "sync")
        assert "Syncing default: 100 posts, 100 new, back to 18 Nov" in said
        assert "complete. 250 posts read" in out
        assert "\x1b" not in out
        assert cli("twitter", "sync").err == ""


def test_quiet_and_json_show_no_progress(cli: Cli) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        assert on_a_terminal(cli, x, "twitter", "sync", "--json")[1] == ""
        assert on_a_terminal(cli, x, "twitter", "sync", "-q") == ("", "")


@pytest.mark.parametrize(("typed", "stored"), [("y\n", 120), ("n\n", 0), ("\x04", 0)])
def test_a_person_is_asked_before_an_expensive_run(cli: Cli, typed: str, stored: int) -> None:
    with simulator(quiet_world(120)) as x:
        cli.connect(x)
        cli("twitter", "connect", "--monthly-budget", "1.305")  # enough for the posts, but not for so many authors
        out, said = on_a_terminal(cli, x, "twitter", "sync", typed=typed)
        assert "about 120 posts by 90 authors for $1.50; the budget has $1.30 left" in " ".join(said.split())
        assert "Read as far as it goes? [y/N]" in said
        assert ("complete" in out) == bool(stored)
        assert len(cli.stored()) == stored


def test_an_import_shows_its_progress_on_a_terminal(cli: Cli, tmp_path: Path) -> None:
    name = file_of(
        tmp_path, "a.jsonl", *(page([post(n) for n in range(start, start + 500)]) for start in (0, 500, 1_000, 1_500))
    )
    with simulator(quiet_world(0)) as x:
        out, said = on_a_terminal(cli, x, "twitter", "import", name)
        assert "Importing into default: 2000 posts, 2000 new" in said
        assert "2,000 posts read, 2,000 new" in out
        assert "\x1b" not in out


def test_taking_an_import_back_asks_on_a_terminal(cli: Cli, tmp_path: Path) -> None:
    cli("twitter", "import", file_of(tmp_path, "a.jsonl", post(1), post(2)))
    with simulator(quiet_world(0)) as x:
        out, said = on_a_terminal(cli, x, "signals", "remove", "--run", "1", typed="n\n")
        assert "Delete 2 signals of default that run 1 brought? [y/N]" in said
        assert (out.strip(), len(cli.stored())) == ("Nothing was removed.", 2)
        assert "2 signals of run 1 removed." in on_a_terminal(cli, x, "signals", "remove", "--run", "1", typed="y\n")[0]


def test_a_bulk_enrichment_shows_how_far_it_is_on_a_terminal(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    names = answerers.firms(30)
    with answerers.providers(answerers.world_of(names), enrichment_limit=0) as x:
        answerers.connect(cli, x, monkeypatch)
        answerers.add(cli, names)
        x.faults.add({"path": "/clearbit", "at": 20, "kind": "slow", "seconds": 0.5})
        out, said = on_a_terminal(cli, x, "clearbit", "enrich", "bulk", *answerers.FAST)
        assert "Enriching default" in said
        assert "/30" in said
        assert "/min" in said
        assert "0:00:" in said
        assert out.startswith("default: enriched. 30 enriched")
        assert "\x1b" not in out
        assert on_a_terminal(cli, x, "clearbit", "enrich", "bulk", "--quiet") == ("", "")
        assert cli("clearbit", "enrich", "bulk").err == ""


def test_dropping_a_key_is_asked_about_on_a_terminal(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with answerers.providers() as x:
        answerers.connect(cli, x, monkeypatch)
        out, said = on_a_terminal(cli, x, "clearbit", "disconnect", typed="n\n")
        assert ("Drop the key of default? [Y/n]" in said, out.strip()) == (True, "Nothing was changed.")
