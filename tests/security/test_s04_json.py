"""S04: what machines read is valid JSON without colour, and whoever wants no colour gets none."""

import json
import os
import pty
import subprocess
import sys

import pytest

from devsignal_cli.cli.output import Output, Shared
from devsignal_cli.results.lists import Done
from tests.security.tour import Tour
from tests.support import Cli, quiet_world, simulator


def test_s04_json_is_valid_whatever_the_texts_hold(tour: Tour) -> None:
    for step in tour.steps:
        if step.is_json:
            assert not step.ran.out or json.loads(step.ran.out), step.arguments


def test_s04_an_error_is_one_document_on_the_last_line(tour: Tour) -> None:
    failed = [step for step in tour.steps if step.is_json and step.ran.code not in (0, 3)]
    assert len(failed) > 10
    for step in failed:
        assert set(step.ran.error) == {"code", "message", "hint"}, step.arguments


def test_s04_nothing_is_coloured_in_a_pipe(tour: Tour) -> None:
    assert [step.arguments for step in tour.steps if "\x1b" in step.ran.out + step.ran.err] == []


def test_s04_a_long_line_of_json_is_not_broken(capsys: pytest.CaptureFixture[str]) -> None:
    text = "[red]wide[/] " * 40
    Output(Shared(json=True)).show(Done("acme", changed=True, message=text))
    assert json.loads(capsys.readouterr().out)["message"] == text


@pytest.mark.parametrize(("setting", "has_colour"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_s04_no_color_is_honoured_on_a_terminal(cli: Cli, setting: dict[str, str], *, has_colour: bool) -> None:
    with simulator(quiet_world(5)) as x:
        cli.connect(x)
        assert cli("twitter", "sync").code == 0
    environment = {**os.environ, "TERM": "xterm-256color", **setting}
    shown = on_a_terminal([sys.executable, "-m", "devsignal_cli", "twitter", "status"], environment)
    assert b"acme" in shown
    assert (b"\x1b[3" in shown or b"\x1b[9" in shown) is has_colour


def on_a_terminal(command: list[str], environment: dict[str, str]) -> bytes:
    ours, theirs = pty.openpty()
    child = subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs, env=environment)
    os.close(theirs)
    shown = bytearray()
    try:
        while part := os.read(ours, 65_536):
            shown += part
    except OSError:  # a terminal that the last process left
        pass
    os.close(ours)
    assert child.wait() == 0
    return bytes(shown)
