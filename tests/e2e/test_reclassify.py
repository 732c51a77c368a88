"""The real program reclassifies: killed at any point the next run completes it; a terminal sees how far it has come."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archives import post
from tests.e2e.test_record_kill import killed
from tests.e2e.test_terminal import on_a_terminal
from tests.support import Cli, quiet_world, simulator

pytestmark = pytest.mark.long

STORE = "devsignal_cli.store"
POINTS = [
    ("call", f"{STORE}.relabel:RelabelStore.relabel", 1),
    ("return", f"{STORE}.signals:change", 2),
    ("return", f"{STORE}.relabel:RelabelStore.relabel", 2),
    ("call", f"{STORE}.marks:settled", 3),
]
POSTS = 2_500
ROWS = "SELECT post_key, sentiment, type, score, classifier, text_key, spam, muted, sentiment_by_hand FROM signal ORDER BY 1"


def stock(cli: Cli, folder: Path) -> None:
    """Posts as schema 1 stored them, every fiftieth of them corrected by hand."""
    file = folder / "posts.jsonl"
    texts = (f"acme is zorp, number {number % 9} of the day" for number in range(POSTS))
    file.write_text("\n".join(json.dumps(post(n, text=text)) for n, text in enumerate(texts)), encoding="utf-8")
    assert cli("twitter", "import", str(file)).code == 0
    cli.sql("UPDATE signal SET text_key = NULL, classifier = 'old'")
    cli.sql("UPDATE signal SET sentiment = 'negative', sentiment_by_hand = 1 WHERE id % 50 = 0")
    assert cli("twitter", "lexicon", "add", "zorp", "--weight", "3").code == 0


@pytest.mark.parametrize("point", POINTS, ids=lambda point: f"{point[0]}-{point[1].rpartition(':')[2]}")
def test_a_killed_run_is_completed_by_the_next(cli: Cli, tmp_path: Path, point: tuple[str, str, int]) -> None:
    stock(cli, tmp_path)
    assert killed(cli.home, point, "twitter", "reclassify") == -9
    ran = cli("twitter", "reclassify", "--json")
    assert (ran.code, ran.json["signals"], ran.json["by_hand"]) == (0, POSTS, POSTS // 50)
    assert cli.sql("SELECT sentiment, count(*) FROM signal GROUP BY 1 ORDER BY 1") == [
        ("negative", POSTS // 50),
        ("positive", POSTS - POSTS // 50),
    ]
    assert cli.sql("SELECT count(*) FROM signal WHERE text_key IS NULL OR classifier = 'old'") == [(0,)]
    rows = cli.sql(ROWS)
    again = cli("twitter", "reclassify", "--json").json
    assert (again["changed"], again["renewed"], cli.sql(ROWS)) == (0, 0, rows)
    assert cli("db", "check").code == 0


def test_a_stop_ends_it_cleanly_and_tells_how_far_it_came(cli: Cli, tmp_path: Path) -> None:
    stock(cli, tmp_path)
    script = (
        "import os, signal, sys\n"
        "from devsignal_cli.cli.main import run\n"
        "def watch(frame, event, _):\n"
        "    if event == 'return' and frame.f_code.co_qualname == 'RelabelStore.relabel':\n"
        "        sys.setprofile(None)\n"
        "        os.kill(os.getpid(), signal.SIGTERM)\n"
        "sys.setprofile(watch)\n"
        "sys.exit(run(['twitter', 'reclassify', '--json']))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"DEVSIGNAL_HOME": str(cli.home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    told = json.loads(ran.stdout)
    assert (ran.returncode, told["status"]) == (128 + signal.SIGTERM, "partial")
    assert json.loads(ran.stderr)["error"]["code"] == "interrupted"
    assert told["signals"] < POSTS
    assert cli("twitter", "reclassify", "--json").json["status"] == "complete"
    assert cli.sql("SELECT count(*) FROM signal WHERE classifier = 'old'") == [(0,)]


def test_progress_is_shown_on_a_terminal(cli: Cli, tmp_path: Path) -> None:
    stock(cli, tmp_path)
    with simulator(quiet_world(0)) as x:
        out, said = on_a_terminal(cli, x, "twitter", "reclassify")
    assert re.search(r"Classifying default.*2500/2500", said, re.DOTALL)
    assert "\x1b" not in out


def test_a_sync_and_a_new_run_agree(cli: Cli) -> None:
    cli("twitter", "lexicon", "add", "number", "--weight", "-3")
    with simulator(quiet_world(30)) as x:
        cli.connect(x)
        cli("twitter", "sync")
    told = cli("twitter", "reclassify", "--json").json
    assert (told["signals"], told["changed"], told["renewed"]) == (30, 0, 0)
