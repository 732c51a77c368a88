"""S01: no foreign text steers the terminal, in whichever form, stream or file it comes out again."""

import io
import json
import sys
from typing import Any

import pytest

from devsignal_cli.cli.output import Output, Shared
from tests.e2e.conftest import naps  # noqa: F401 - the fixture that lets nobody really wait
from tests.security import hostile
from tests.security.tour import OURS, Tour, told
from tests.support import Cli, quiet_world, simulator

SHOWING = ("twitter recent", "company show", "contact show", "identity explain", "signals show", "signals list")
PROBLEM = {"title": f"x{hostile.ALL}", "detail": f"x{hostile.ALL}", "type": f"x{hostile.ALL}", "reason": hostile.ALL}


def test_s01_no_command_lets_foreign_text_steer_the_terminal(tour: Tour) -> None:
    found = {step.arguments: hostile.raw_signs(told(step)) for step in tour.steps}
    assert {arguments: signs for arguments, signs in found.items() if signs} == {}


@pytest.mark.parametrize("command", SHOWING)
def test_s01_hostile_text_was_shown_in_its_visible_form(tour: Tour, command: str) -> None:
    assert any(OURS in step.ran.out and "␛" in step.ran.out for step in tour.steps if step.command == command)


def test_s01_the_log_of_the_whole_tour_has_no_raw_sign(tour: Tour) -> None:
    logged = tour.log.read_text(encoding="utf-8")
    assert logged.count('"started"') >= len(tour.steps)
    assert hostile.raw_signs(logged) == set()


@pytest.mark.parametrize("form", ["--json", "--verbose"])
@pytest.mark.parametrize("status", [200, 400, 403, 404])
@pytest.mark.usefixtures("naps")
def test_s01_an_error_text_of_a_service_is_made_visible(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, status: int, form: str
) -> None:
    log = cli.home / "devsignal.log"
    monkeypatch.setenv("DEVSIGNAL_LOG", str(log))
    body: dict[str, Any] = {**PROBLEM, "errors": [{"message": hostile.ALL, **PROBLEM}]}
    with simulator(quiet_world(3)) as x:
        cli.connect(x)
        x.faults.add(
            {"path": "/2/tweets/search/recent", "at": 1, "times": 0, "status": status, "body_text": json.dumps(body)}
        )
        ran = cli("twitter", "sync", form)
    assert ran.code == 1
    assert hostile.raw_signs(ran.out + ran.err + log.read_text(encoding="utf-8")) == set()
    assert "\\u001b[2J" in ran.err if form == "--json" else "␛[2J" in ran.err


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_s01_a_line_for_machines_is_made_safe_where_a_person_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        monkeypatch.setattr(sys, "stdout", stream)
        Output(Shared()).show_line(None, f"/home/{hostile.ALL}")
    assert hostile.raw_signs(terminal.getvalue()) == set()
    assert pipe.getvalue() == f"/home/{hostile.ALL}\n"


def test_s01_a_question_does_not_steer_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\nsecret\n"))
    assert Output(Shared()).confirm(f"Remove {hostile.ALL}?")
    said = capsys.readouterr()
    assert "␛[2J" in said.err
    assert hostile.raw_signs(said.out + said.err) == set()
