"""A person's pager: started for a text that is longer than the screen, and gone when the program is."""

import os
import shlex
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PAGER = "less"
_LESS = "FRX"  # leave at once what fits, let colours through, leave the text on the screen
_GRACE_SECONDS = 2


def command() -> list[str]:
    """The pager as words: `PAGER`, else less; none where the person wants none, or nothing that can be read."""
    try:
        words = shlex.split(os.environ.get("PAGER", _PAGER))
    except ValueError:
        return []
    return [] if words == ["cat"] else words


def takes_colours(words: list[str]) -> bool:
    """Whether a pager lets colours through: less does when it is told to."""
    return Path(words[0]).name == "less" and "r" in os.environ.get("LESS", _LESS).lower()


def paged(words: list[str], text: str) -> bool:
    """Show a text in a pager until the person leaves it; False if it cannot be started."""
    environment = {"LESS": _LESS, "LV": "-c", **os.environ}
    with _deaf_to_interrupts():
        try:
            process = subprocess.Popen(words, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the person's own choice
        except OSError:
            return False
        with _ended(process), suppress(BrokenPipeError):  # who leaves early reads no more
            process.communicate(text.encode("utf-8", "replace"))
    return True


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Leave ^C to the pager, which has its own use for it. What is ignored outright it would ignore too."""
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _ended(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Leave no pager behind, whatever ends the block."""
    try:
        yield
    finally:
        if process.stdin:
            with suppress(OSError):
                process.stdin.close()
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(_GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
