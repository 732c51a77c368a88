"""The demo and the simulator, as a newcomer starts them."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.long


def devsignal(*arguments: str, tmp_path: Path, **options: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DEVSIGNAL_HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "tmp"), **options}
    (tmp_path / "tmp").mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "devsignal_cli", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def test_the_demo_shows_the_whole_walk_and_leaves_nothing_behind(tmp_path: Path) -> None:
    ran = devsignal("demo", tmp_path=tmp_path)
    assert ran.returncode == 0, ran.stderr
    for words in ("twitter connect", "twitter sync", "complete", "Sentiment", "stats --days 7", "Authors"):
        assert words in ran.stdout
    assert "\x1b" not in ran.stdout
    assert max(map(len, ran.stdout.split("\n"))) <= 80
    assert list((tmp_path / "tmp").iterdir()) == []
    assert not (tmp_path / "home").exists()


def test_the_demo_as_json_is_one_document(tmp_path: Path) -> None:
    ran = devsignal("demo", "--json", "--keep", str(tmp_path / "kept"), tmp_path=tmp_path)
    assert ran.returncode == 0, ran.stderr
    shown = json.loads(ran.stdout)
    first, second = (step["result"] for step in shown["steps"][1:3])
    assert first["signals_created"] > 100
    assert 0 < second["signals_created"] < 50
    assert shown["steps"][3]["result"]["signals_total"] == first["signals_created"] + second["signals_created"]
    assert (tmp_path / "kept" / "devsignal.db").exists()


def test_the_demo_touches_no_folder_that_has_something_in_it(tmp_path: Path) -> None:
    ran = devsignal("demo", "--keep", str(tmp_path), tmp_path=tmp_path)
    assert ran.returncode == 74
    assert "not empty" in ran.stderr


@pytest.mark.parametrize(
    "arguments", [(), ("--clock", "2026-11-01T00:00:00Z"), ("--replay", "pyproject.toml", "README.md")]
)
def test_simulate_prints_one_line_of_json_and_serves_until_it_is_stopped(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "devsignal_cli", "simulate", "--posts", "20", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        with urllib.request.urlopen(told["meter_url"]) as answer:
            assert json.load(answer)["posts"] == 0
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 143
        process.communicate()


@pytest.mark.parametrize(
    ("arguments", "code"), [(("--clock", "soon"), 2), (("--faults", "/nowhere.json"), 2), (("--bogus",), 2)]
)
def test_simulate_refuses_what_it_cannot_read(arguments: tuple[str, ...], code: int, tmp_path: Path) -> None:
    assert devsignal("simulate", *arguments, tmp_path=tmp_path).returncode == code
