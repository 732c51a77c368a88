"""The review as a person sees it: in a pseudo-terminal, by keystrokes; whatever ends it, the terminal is as before."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.identities import NUMBERS, pairs, scene, signals, state
from tests.support import Cli

PATIENCE_SECONDS = 10
KEYS = "q leave"
LAST = "any other key ends"
_STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def known(cli: Cli, tmp_path: Path) -> Cli:
    return scene(cli, tmp_path)


@dataclass
class Person:
    """Somebody at a terminal in front of a running review."""

    process: "subprocess.Popen[str]"
    terminal: int
    ours: int
    before: list[object]
    said: str = ""
    seen: int = 0
    out: str = field(default="")

    def sees(self, text: str) -> None:
        """Wait until a text appears behind what was seen before."""
        end = time.monotonic() + PATIENCE_SECONDS
        while (found := self.said.find(text, self.seen)) < 0:
            assert time.monotonic() < end, self.said[self.seen :]
            if select.select([self.ours], [], [], 0.1)[0]:
                self.said += os.read(self.ours, 65_536).decode()
        self.seen = found + len(text)

    def types(self, *keys: str) -> None:
        for key in keys:
            os.write(self.ours, key.encode())

    def ends(self, code: int) -> None:
        """Wait for the end; `out` is what was said since the last text that was waited for."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self.process.poll() is None or select.select([self.ours], [], [], 0)[0]:
            assert time.monotonic() < end, self.said[self.seen :]
            if select.select([self.ours], [], [], 0.1)[0]:
                self.said += os.read(self.ours, 65_536).decode()
        self.out = self.said[self.seen :].replace("\r\n", "\n")
        assert self.process.returncode == code
        assert termios.tcgetattr(self.terminal) == self.before


@contextmanager
def reviewing(
    cli: Cli, *options: str, columns: int = 80, term: str = "dumb", is_piped: bool = False
) -> Iterator[Person]:
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, columns))
    environment = {**os.environ, "DEVSIGNAL_HOME": str(cli.home), "TERM": term}
    environment.pop("COLUMNS")
    command = [sys.executable, "-m", "devsignal_cli", "identity", "review", *options]
    before = termios.tcgetattr(theirs)
    with subprocess.Popen(
        command,
        stdin=theirs,
        stdout=subprocess.PIPE if is_piped else theirs,
        stderr=theirs,
        text=True,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            yield Person(process, theirs, ours, before)
        finally:
            process.kill()
    os.close(theirs)
    os.close(ours)


def test_keystrokes_decide_one_author_after_the_other(known: Cli) -> None:
    with reviewing(known) as person:
        person.sees("1 of 3")
        person.sees("@dup")
        person.sees("dup@globex.io")
        person.sees("1-2 this one")
        person.types("1")
        person.sees("@dup is Dup Licate; 3 signals follow.")
        person.sees("2 of 3")
        person.sees(KEYS)
        person.types("n")
        person.sees("@grace is not Grace Hopper.")
        person.sees("3 of 3")
        person.sees(KEYS)
        person.types("y")
        person.sees("@grace_2 is Grace Hopper; 3 signals follow.")
        person.sees(LAST)
        person.types("x")
        person.ends(0)
    assert "2 confirmed, 1 rejected, 0 skipped; nothing waits.\n2 links counted as probable;" in person.out
    assert "\x1b" not in person.said
    assert [state(known, name) for name in ("dup", "grace", "grace_2")] == ["confirmed", "unknown", "confirmed"]
    ((contact, _, _),) = signals(known, "grace_2")
    assert contact == 5


def test_profile_and_candidate_stand_side_by_side_where_there_is_room(known: Cli) -> None:
    for columns, is_beside in ((80, True), (60, False)):
        with reviewing(known, columns=columns, term="xterm") as person:
            person.sees("leave")
            person.types("q")
            person.ends(0)
            lines = _STYLE.sub("", person.said).split("\r\n")
            assert any("on X" in line and "on file" in line for line in lines) == is_beside
            assert max(map(len, lines)) <= columns


@pytest.mark.parametrize("key", ["q", "Q", "\x1b", "\x04"])
def test_leaving_keeps_what_was_decided(known: Cli, key: str) -> None:
    with reviewing(known) as person:
        person.sees(KEYS)
        person.types("2")
        person.sees("2 of 3")
        person.sees(KEYS)
        person.types("s")
        person.sees("3 of 3")
        person.sees(KEYS)
        person.types(key)
        person.ends(0)
    assert "1 confirmed, 0 rejected, 1 skipped; 2 still wait." in person.out
    assert state(known, "dup") == "confirmed"
    assert set(pairs(known)) == {"grace", "grace_2"}


def test_unknown_keys_repeat_the_keys_and_decide_nothing(known: Cli) -> None:
    with reviewing(known) as person:
        person.sees(KEYS)
        for key in ("x", "9", "y", "\n", "\x1b[A", "é"):
            person.types(key)
            person.sees("@dup? 1-2 this one, n none of them, s skip, o profile, q leave")
        person.types("o")
        person.sees("https://x.com/dup")
        person.types("q")
        person.ends(0)
    assert "\x1b" not in person.said
    assert set(pairs(known)) == {"dup", "grace", "grace_2"}


def test_the_last_decisions_can_be_undone(known: Cli) -> None:
    before = {name: signals(known, name) for name in ("dup", "grace", "grace_2")}
    with reviewing(known) as person:
        person.sees(KEYS)
        person.types("1")
        person.sees("2 of 3")
        person.sees("u undo")
        person.types("n")
        person.sees("3 of 3")
        person.sees(KEYS)
        person.types("u")
        person.sees("Taken back.")
        person.sees("2 of 3")
        person.sees(KEYS)
        person.types("u")
        person.sees("1 of 3")
        person.sees(KEYS)
        person.types("u")
        person.sees("@dup?")
        person.types("q")
        person.ends(0)
    assert "0 confirmed, 0 rejected, 0 skipped; 3 still wait." in person.out
    assert {name: signals(known, name) for name in before} == before


def test_probable_links_are_asked_about_on_request(known: Cli) -> None:
    with reviewing(known, "--probable") as person:
        for number in ("1", "2", "3"):
            person.sees(f"{number} of 5")
            person.sees(KEYS)
            person.types("s")
        person.sees("4 of 5")
        person.sees("Alan Turing")
        person.sees("y yes, the same")
        person.sees(KEYS)
        person.types("y")
        person.sees("5 of 5")
        person.sees("y yes, works there")
        person.sees(KEYS)
        person.types("n")
        person.sees("@linus does not work for Acme.")
        person.sees(LAST)
        person.types("q")
        person.ends(0)
    assert person.out.endswith("1 confirmed, 1 rejected, 3 skipped; 3 still wait.\n")
    assert (state(known, "alan"), state(known, "linus")) == ("confirmed", "unknown")


def test_keys_typed_ahead_decide_nobody_who_was_not_shown(known: Cli) -> None:
    with reviewing(known) as person:
        person.sees(KEYS)
        person.types("1nyy")
        person.sees("2 of 3")
        person.sees(KEYS)
        person.types("q")
        person.ends(0)
    assert "1 confirmed, 0 rejected, 0 skipped; 2 still wait." in person.out


def test_a_session_asks_about_no_more_than_the_limit(known: Cli) -> None:
    with reviewing(known, "--limit", "1") as person:
        person.sees("1 of 1")
        person.sees(KEYS)
        person.types("s")
        person.ends(0)
    assert "0 confirmed, 0 rejected, 1 skipped; 3 still wait." in person.out


def test_pasted_text_decides_nothing_however_long(known: Cli) -> None:
    with reviewing(known, term="xterm") as person:
        person.sees("\x1b[?2004h")
        person.sees("leave")
        person.types("\x1b[200~" + "12ny" * 3000 + "\x1b[201~")
        person.sees("@dup?")
        person.types("\x1b" + "n" * 60)
        person.sees("@dup?")
        person.types("q")
        person.sees("\x1b[?2004l")
        person.ends(0)
    assert set(pairs(known)) == {"dup", "grace", "grace_2"}


def test_the_very_last_decision_can_be_undone(known: Cli) -> None:
    with reviewing(known) as person:
        for key in ("s", "s", "y"):
            person.sees(KEYS)
            person.types(key)
        person.sees("@grace_2 is Grace Hopper")
        person.sees("That was the last.   u undo   any other key ends")
        person.types("u")
        person.sees("Taken back.")
        person.sees("3 of 3")
        person.sees(KEYS)
        person.types("q")
        person.ends(0)
    assert "grace_2" in pairs(known)


def test_a_word_said_meanwhile_is_not_overridden(known: Cli) -> None:
    with reviewing(known) as person:
        person.sees(KEYS)
        assert known("identity", "link", "dup", "alan@bletchley.org").code == 0
        person.types("1")
        person.sees("meanwhile; nothing was changed.")
        person.sees("2 of 3")
        person.sees(KEYS)
        known("identity", "reject", *pairs(known)["grace"])
        person.types("y")
        person.sees("meanwhile; nothing was changed.")
        person.sees("3 of 3")
        person.sees(KEYS)
        person.types("q")
        person.ends(0)
    assert "0 confirmed, 0 rejected" in person.out
    assert signals(known, "dup") == {(2, 2, "confirmed")}


def test_what_was_removed_meanwhile_is_said_and_the_next_is_asked_about(known: Cli) -> None:
    with reviewing(known) as person:
        person.sees(KEYS)
        known("contact", "remove", "3", "--yes")
        known("contact", "remove", "4", "--yes")
        person.types("2")
        person.sees("@dup: Contact 4 is no longer on file.")
        person.sees("2 of 3")
        person.sees(KEYS)
        person.types("q")
        person.ends(0)


def test_authors_whose_posts_were_removed_meanwhile_are_passed_over(known: Cli) -> None:
    ((run,),) = known.sql("SELECT max(id) FROM run")
    with reviewing(known) as person:
        person.sees(KEYS)
        assert known("signals", "remove", "--run", str(run), "--yes").code == 0
        person.types("2")
        person.sees(f"@dup: Author {NUMBERS['dup']} is no longer on file.")
        person.sees(f"Author {NUMBERS['grace_2']} is no longer on file.")
        person.ends(0)
    assert "0 confirmed, 0 rejected, 0 skipped; nothing waits." in person.out


def test_a_mode_set_to_off_meanwhile_is_said(known: Cli) -> None:
    with reviewing(known) as person:
        person.sees(KEYS)
        known("identity", "mode", "off")
        person.types("n")
        person.sees("@dup: The mode was set to off meanwhile; nothing was changed.")
        person.ends(0)


def test_refused_candidates_of_one_name_are_told_apart(known: Cli) -> None:
    with reviewing(known) as person:
        person.sees(KEYS)
        person.types("n")
        person.sees("@dup is not Dup Licate (dup@acme.io) nor Dup Licate")
        person.sees("(dup@globex.io).")
        person.sees(KEYS)
        person.types("q")
        person.ends(0)


def test_undo_leaves_what_others_said_since(known: Cli) -> None:
    with reviewing(known) as person:
        person.sees(KEYS)
        person.types("n")
        person.sees("2 of 3")
        person.sees(KEYS)
        assert known("identity", "link", "dup", "alan@bletchley.org").code == 0
        person.types("u")
        person.sees("Somebody has decided about this author since; nothing was taken back.")
        person.sees("2 of 3")
        person.sees(KEYS)
        person.types("q")
        person.ends(0)
    assert signals(known, "dup") == {(2, 2, "confirmed")}


def test_output_into_a_pipe_is_a_list_and_eats_no_keys(known: Cli) -> None:
    with reviewing(known, is_piped=True) as person:
        assert person.process.stdout is not None
        assert "devsignal identity confirm" in person.process.stdout.read()
        person.ends(0)
    assert "leave" not in person.said


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_the_terminal_and_the_decisions_whole(known: Cli, number: signal.Signals, code: int) -> None:
    with reviewing(known) as person:
        person.sees(KEYS)
        person.types("1")
        person.sees("2 of 3")
        person.sees(KEYS)
        assert termios.tcgetattr(person.terminal) != person.before
        person.process.send_signal(number)
        person.sees("Stopped on request.")
        person.ends(code)
    assert state(known, "dup") == "confirmed"
    assert set(pairs(known)) == {"grace", "grace_2"}


def test_closing_the_terminal_ends_as_a_signal_does(known: Cli) -> None:
    environment = {**os.environ, "DEVSIGNAL_HOME": str(known.home), "TERM": "xterm"}
    process, terminal = pty.fork()
    if not process:
        os.execve(sys.executable, [sys.executable, "-m", "devsignal_cli", "identity", "review"], environment)  # noqa: S606 - the session of a terminal of its own
    said = b""
    while b"leave" not in said:
        said += os.read(terminal, 65_536)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 128 + signal.SIGHUP


def test_an_error_leaves_the_terminal_as_it_was(known: Cli) -> None:
    with reviewing(known) as person:
        person.sees(KEYS)
        known.database.write_bytes(b"no database at all" * 500)
        person.types("1")
        person.sees("error:")
        person.ends(65)


def test_nothing_to_review_asks_nothing(cli: Cli) -> None:
    cli("org", "list")
    with reviewing(cli) as person:
        person.sees("0 unknown. Next:")
        person.ends(0)
    assert "Nothing waits for review.\r\n" in person.said


@pytest.mark.parametrize("option", ["--json", "--quiet"])
def test_scripts_are_asked_nothing_even_at_a_terminal(known: Cli, option: str) -> None:
    with reviewing(known, option) as person:
        person.ends(0)
    assert "leave" not in person.said
