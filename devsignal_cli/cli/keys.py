"""Single keystrokes of a person at the terminal, without Enter; the terminal is always put back as it was.

Pasted text is no keystroke: the terminal is asked to bracket it, and it is dropped whole.
"""

import os
import select
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

ESCAPE, END, OTHER = "escape", "end", "other"
_CTRL_D = "\x04"
_SEQUENCE_SECONDS, _PASTE_SECONDS = 0.05, 1.0
_PASTED, _PASTE_ENDS = b"[200~", b"\x1b[201~"
_BRACKETS, _NO_BRACKETS = b"\x1b[?2004h", b"\x1b[?2004l"
_CHUNK = 4096


class Keyboard:
    """The keys of a terminal.

    Args:
        descriptor: the terminal to read from.
        screen: the terminal that is asked to bracket what is pasted; None: it knows no such thing.
    """

    def __init__(self, descriptor: int, screen: int | None) -> None:
        self._descriptor = descriptor
        self._screen = screen

    def key(self) -> str:
        """Wait for the next key: its letter, ESCAPE, END (Ctrl-D, or the terminal is gone), or OTHER."""
        with suppress(termios.error):
            tty.setcbreak(self._descriptor, termios.TCSANOW)  # a shell may have changed it while we were suspended
        try:
            return self._read()
        except OSError:  # a hung-up terminal
            return END

    def forget(self) -> None:
        """Drop what was typed ahead: it was meant for something else than what is shown next."""
        with suppress(termios.error):
            termios.tcflush(self._descriptor, termios.TCIFLUSH)
        self.bracket(_BRACKETS)

    def bracket(self, sequence: bytes) -> None:
        """Ask the terminal to bracket pasted text, or no more."""
        if self._screen is not None:
            with suppress(OSError):
                os.write(self._screen, sequence)

    def _read(self) -> str:
        first = os.read(self._descriptor, 1)
        if first in (b"", _CTRL_D.encode()):
            return END
        if first != b"\x1b" and first.isascii():
            return first.decode()
        rest = self._rest()
        if rest.startswith(_PASTED):
            self._drop_paste(rest)
        return OTHER if rest or first != b"\x1b" else ESCAPE

    def _rest(self) -> bytes:
        """What an arrow key or a letter of many bytes sends behind its first byte, and all that comes with it."""
        rest = b""
        while more := self._soon(_SEQUENCE_SECONDS):
            rest += more
        return rest

    def _drop_paste(self, read: bytes) -> None:
        while _PASTE_ENDS not in read and (more := self._soon(_PASTE_SECONDS)):
            read = read[-len(_PASTE_ENDS) :] + more

    def _soon(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._descriptor], [], [], seconds)
        return os.read(self._descriptor, _CHUNK) if ready else b""


@contextmanager
def keystrokes(descriptor: int, screen: int) -> Iterator[Keyboard]:
    """The keyboard of a terminal and of what is drawn at `screen`.

    Ctrl-C stays a signal. Whatever ends the block, even a signal, the terminal is as it was before.
    """
    before = termios.tcgetattr(descriptor)
    keyboard = Keyboard(descriptor, None if os.environ.get("TERM", "dumb") in ("", "dumb") else screen)
    try:
        tty.setcbreak(descriptor, termios.TCSANOW)
        yield keyboard
    finally:
        try:
            _restore(keyboard, descriptor, before)
        except BaseException:
            _restore(keyboard, descriptor, before)
            raise


def _restore(keyboard: Keyboard, descriptor: int, before: list[Any]) -> None:
    keyboard.bracket(_NO_BRACKETS)
    with suppress(termios.error):  # of a terminal that is gone
        termios.tcsetattr(descriptor, termios.TCSANOW, before)  # does not wait for a terminal that is paused
