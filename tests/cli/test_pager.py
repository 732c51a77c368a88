"""A pager: only on a terminal and for more than a screen, the person's own, and gone when the program is."""

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from devsignal_cli.cli import pager
from tests.security import hostile
from tests.signal_world import seed

ROWS, SOON_SECONDS = 24, 20
LONG = ("signals", "list", "--limit", "50")
SHORT = ("signals", "list", "--limit", "2")
READS = "#!/bin/sh\necho BEGINS $LESS\ncat\necho ENDS\n"
LEAVES = "#!/bin/sh\nhead -n 3\necho LEFT\n"
WAITS = "#!/bin/sh\ntrap 'echo CAUGHT; exit 0' INT\necho $$ > pid\necho READY\nwhile :; do sleep 0.05; done\n"


@dataclass
class Terminal:
    """A command that runs at a terminal."""

    process: "subprocess.Popen[bytes]"
    end: int
    seen: str = ""

    def until(self, is_enough: Callable[[str], bool]) -> str:
        """What was seen when it is enough."""
        deadline = time.monotonic() + SOON_SECONDS
        while not is_enough(self.seen) and time.monotonic() < deadline:
            try:
                self.seen += os.read(self.end, 65_536).decode()
            except OSError:  # the other end is closed: all has been said
                break
        return self.seen

    def ended(self) -> tuple[int, str]:
        """The exit code and all that was seen."""
        self.until(lambda _: False)
        return self.process.wait(SOON_SECONDS), self.seen


@pytest.fixture
def at_terminal(home: Path, tmp_path: Path) -> Callable[..., Terminal]:
    """Starts a command at a terminal of 80 columns and 24 rows, with a pager made of a script."""
    seed(home / "devsignal.db")

    def start(arguments: tuple[str, ...], script: str = READS, **variables: str) -> Terminal:
        program = tmp_path / "pager"
        program.write_text(script)
        program.chmod(0o700)
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, 80, 0, 0))
        environment = {**os.environ, "TERM": "xterm", "PAGER": str(program), **variables}
        process = subprocess.Popen(
            [sys.executable, "-m", "devsignal_cli", *arguments], stdin=theirs, stdout=theirs, stderr=theirs,
            env=environment, cwd=tmp_path, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        return Terminal(process, ours)

    return start


def is_there(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_more_than_a_screen_goes_through_the_persons_pager(at_terminal: Callable[..., Terminal]) -> None:
    code, seen = at_terminal(LONG).ended()
    assert code == 0
    inside = seen.partition("BEGINS FRX")[2].partition("ENDS")[0]
    assert "signal 119 " in inside
    assert "A label is wrong?" in inside
    assert hostile.raw_signs(inside.replace("\r\n", "\n")) == set()  # nor colours: only less is known to take them


@pytest.mark.parametrize("options", [SHORT, (*LONG, "--json"), (*LONG, "-q")], ids=["short", "json", "quiet"])
def test_a_short_text_and_what_is_for_machines_need_none(
    at_terminal: Callable[..., Terminal], options: tuple[str, ...]
) -> None:
    code, seen = at_terminal(options).ended()
    assert (code, "BEGINS" in seen) == (0, False)


@pytest.mark.parametrize(
    "variables", [{"PAGER": ""}, {"PAGER": "cat"}, {"PAGER": "/no/such/pager"}, {"TERM": "dumb"}], ids=str
)
def test_who_wants_none_or_has_none_sees_the_text_itself(
    at_terminal: Callable[..., Terminal], variables: dict[str, str]
) -> None:
    code, seen = at_terminal(LONG, **variables).ended()
    assert (code, seen.count("signal 119 "), "BEGINS" in seen) == (0, 1, False)


def test_leaving_early_is_a_good_end(at_terminal: Callable[..., Terminal]) -> None:
    code, seen = at_terminal(("signals", "list", "--limit", "1000"), LEAVES).ended()
    assert code == 0
    assert seen.rstrip().endswith("LEFT")


def test_an_interrupt_is_the_pagers_and_ends_nothing_by_itself(at_terminal: Callable[..., Terminal]) -> None:
    terminal = at_terminal(LONG, WAITS)
    assert "READY" in terminal.until(lambda seen: "READY" in seen)
    os.killpg(terminal.process.pid, signal.SIGINT)
    code, seen = terminal.ended()
    assert (code, "CAUGHT" in seen, "error" in seen) == (0, True, False)


def test_a_program_that_is_ended_leaves_no_pager_behind(at_terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    terminal = at_terminal(LONG, WAITS)
    terminal.until(lambda seen: "READY" in seen)
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.process.wait(SOON_SECONDS) == 128 + signal.SIGTERM
    assert not is_there(int((tmp_path / "pid").read_text()))


@pytest.mark.parametrize(
    ("words", "flags", "expected"),
    [(["less"], None, True), (["/usr/bin/less"], "-R", True), (["less"], "-S", False), (["more"], None, False)],
)
def test_colours_go_to_a_pager_that_takes_them(
    words: list[str], flags: str | None, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LESS", raising=False)
    if flags:
        monkeypatch.setenv("LESS", flags)
    assert pager.takes_colours(words) is expected


def test_a_pager_is_words_as_a_shell_reads_them_without_a_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    for told, words in (
        ("less -S", ["less", "-S"]),
        ("'my pager' x", ["my pager", "x"]),
        ("a; b", ["a;", "b"]),
        ("'", []),
    ):
        monkeypatch.setenv("PAGER", told)
        assert pager.command() == words
    monkeypatch.delenv("PAGER")
    assert pager.command() == ["less"]
