"""The one sink: results on stdout for people or as JSON, everything else on stderr. No other file prints."""

import io
import os
import shutil
import sys
import textwrap
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TextIO

import typer

from devsignal_cli.cli.text import clean
from devsignal_cli.commands import addressed
from devsignal_cli.errors import DevsignalError, Failure
from devsignal_cli.serialize import to_json

if TYPE_CHECKING:
    from rich.console import Console

    from devsignal_cli.cli.log_file import LogFile
    from devsignal_cli.core.ports import CountProgress


@dataclass(slots=True)
class Shared:
    """The options that every command takes, and the log while one is written."""

    org: str | None = None
    json: bool = False
    quiet: bool = False
    verbose: bool = False
    log_file: str | None = None
    log: "LogFile | None" = None


class Progress(Protocol):
    """Told how long work comes along."""

    def start(self) -> None:
        """The work begins; before, a person may be asked something."""

    def page(self, posts_read: int, created: int, oldest_id: int | None) -> None:
        """A page was stored."""


class Output:
    """Where a command's words go, by the options that it was given."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared

    def show(self, value: object) -> None:
        """Show a result: as JSON when asked, else drawn for people by the view of its type."""
        if self.shared.log:
            self.shared.log.result(value)
        if self.shared.json:
            self.data(to_json(value))
        elif not self.shared.quiet:
            from devsignal_cli.cli.views import drawn  # noqa: PLC0415 - rich, not needed for --json

            self._console().print(drawn(value))

    def show_pages(self, value: object) -> None:
        """Show a result that may be long: in the person's pager where it is longer than the screen."""
        from devsignal_cli.cli import pager  # noqa: PLC0415 - asked only where much is shown

        words = pager.command() if self._is_read_here() else []
        if not words:
            self.show(value)
            return
        from devsignal_cli.cli.views import drawn  # noqa: PLC0415 - as in `show`

        if self.shared.log:
            self.shared.log.result(value)
        console = self._console(is_plain=not pager.takes_colours(words))
        with console.capture() as captured:
            console.print(drawn(value))
        is_long = captured.get().count("\n") >= shutil.get_terminal_size().lines
        if not (is_long and pager.paged(words, captured.get())):
            self._console().print(drawn(value))

    def ask(self, value: object) -> None:
        """Draw a value on stderr for a person at the terminal who is asked about it."""
        from devsignal_cli.cli.views import drawn  # noqa: PLC0415 - as in `show`

        self._console(stderr=True).print(drawn(value))

    def show_line(self, value: object, line: str) -> None:
        """Show a result that is one line, never wrapped: people put it into `$(…)`."""
        if self.shared.json:
            self.data(to_json(value))
        else:
            self.foreign(line)
            sys.stdout.flush()  # a reader who has gone, or a full disk, is met here and not at the process's end

    def data(self, line: str) -> None:
        """Write a line for machines to stdout as it is."""
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    def block(self, lines: str) -> None:
        """Write some whole lines for machines to stdout at one go, so that who waits for them has them."""
        sys.stdout.write(lines)
        sys.stdout.flush()

    def foreign(self, line: str) -> None:
        """Write a line of foreign text to stdout: as it is into files and pipes, made safe on a terminal."""
        sys.stdout.write((clean(line) if sys.stdout.isatty() else line) + "\n")

    def heading(self, title: str, command: str) -> None:
        """A title and the command that follows, on stdout for people."""
        from rich.text import Text  # noqa: PLC0415 - as in `show`

        self._console().print(Text.assemble("\n", (f"# {title}", "bold"), f"\n$ {command}\n"))
        sys.stdout.flush()

    def note(self, text: str) -> None:
        """Say something useful to a person, on stderr; silent with --quiet and --json."""
        if self.shared.log:
            self.shared.log.event("note", message=text)
        if not (self.shared.quiet or self.shared.json):
            self._say(clean(addressed(text, self.shared.org)))

    def warn(self, text: str) -> None:
        """Say something that a person must not miss, on stderr."""
        if self.shared.log:
            self.shared.log.event("warning", message=text)
        self._say(f"warning: {clean(text)}")

    def error(self, error: Failure) -> None:
        """Say what went wrong, as the last line on stderr."""
        hint = addressed(error.hint, self.shared.org)
        if self.shared.json:
            said = {"code": error.code, "message": error.message, "hint": hint}
            self._stderr(to_json({"error": said}))
        else:
            self._say(f"error: {clean(error.message)}" + (f" {clean(hint)}" if hint else ""))

    def end_line(self) -> None:
        """End the line of a question that nobody answered, or of the terminal's own ^C."""
        if sys.stderr.isatty():
            self._stderr("")

    def defect(self, error: BaseException) -> DevsignalError:
        """A defect of ours in one line; its traceback with --verbose."""
        if self.shared.verbose:
            self._stderr("\n".join(clean(line) for line in "".join(traceback.format_exception(error)).split("\n")))
        return DevsignalError(
            f"This is a defect of devsignal: {type(error).__name__}.", "Run it with --verbose and report what it says."
        )

    @contextmanager
    def progress(self, what: str) -> Iterator[Progress]:
        """A progress line on stderr while the block runs; nothing unless stderr is a terminal."""
        if self.shared.quiet or self.shared.json or not sys.stderr.isatty():
            yield _Silence()
            return
        from devsignal_cli.cli.progress import Bar  # noqa: PLC0415 - rich's progress costs start-up

        with Bar(self._console(stderr=True), what) as bar:
            yield bar

    @contextmanager
    def counted(self, what: str) -> "Iterator[CountProgress]":
        """A bar with rate and time left on stderr while the block runs; nothing unless stderr is a terminal."""
        if self.shared.quiet or self.shared.json or not sys.stderr.isatty():
            yield _Silence()
            return
        from devsignal_cli.cli.progress import CountBar  # noqa: PLC0415 - as in `progress`

        with CountBar(self._console(stderr=True), what) as bar:
            yield bar

    def is_interactive(self) -> bool:
        """Whether a person can be asked something."""
        return sys.stdin.isatty() and sys.stderr.isatty() and not self.shared.json

    def is_piped(self) -> bool:
        """Whether stdout goes into a file or to another program, so that a terminal is free for progress."""
        return not sys.stdout.isatty()

    def confirm(self, question: str, *, default: bool = False) -> bool:
        """Ask a person at the terminal a question that yes or no answers."""
        return typer.confirm(clean(question), default=default, err=True)

    def secret(self, question: str, default: str | None) -> str:
        """Ask a person at the terminal for a secret, which is not shown; Enter gives the default, if there is one."""
        typed: str = typer.prompt(clean(question), default=default, hide_input=True, show_default=False, err=True)
        return typed

    def _is_read_here(self) -> bool:
        """Whether a person reads stdout at a terminal that can move about, and types into it."""
        is_person = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
        return is_person and not (self.shared.json or self.shared.quiet)

    def _console(self, *, stderr: bool = False, is_plain: bool = False) -> "Console":
        from devsignal_cli.cli.console import PlainConsole  # noqa: PLC0415 - rich, not needed for --json

        return PlainConsole(
            stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=False,
            color_system=None if is_plain else "auto",
        )  # fmt: skip

    def _say(self, text: str) -> None:
        """One paragraph on stderr, wrapped between words on a terminal."""
        if sys.stderr.isatty():
            width = shutil.get_terminal_size().columns
            text = textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
        self._stderr(text)

    def _stderr(self, text: str) -> None:
        try:
            sys.stderr.write(text + "\n")
            sys.stderr.flush()
        except OSError:  # the terminal is gone, or the disk is full: nobody can be told, and the exit code says it
            close_quietly(sys.stderr)


class _Silence:
    """Progress that nobody sees."""

    def start(self, total: int | None = None) -> None:
        """Say nothing."""

    def done(self, number: int) -> None:
        """Say nothing."""

    def page(self, posts_read: int, created: int, oldest_id: int | None) -> None:
        """Say nothing."""


def close_quietly(stream: TextIO | None = None) -> None:
    """Send what is still to be written nowhere: the reader of our pipe has gone, or the disk is full."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError, ValueError):
        os.dup2(nowhere, (stream or sys.stdout).fileno())
    os.close(nowhere)


def make_streams_safe() -> None:
    """Give closed streams a place to write to, and let an encoding without a letter print a sign in its place."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r+", encoding="utf-8"))  # noqa: SIM115, PTH123 - for the process's life
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
