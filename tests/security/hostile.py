"""Texts that attack a terminal, a table or a reader, and what may stand in an output after all."""

import re
import unicodedata

from hypothesis import strategies as st

TERMINAL = (
    "\x1b[2J\x1b[H",  # clears the screen
    "\x1b]0;pwned\x07",  # names the window
    "\x1bkpwned\x1b\\",  # names a tmux window
    "\x1b]8;;http://evil.test/\x1b\\click\x1b]8;;\x1b\\",  # a link that says something else
    "\x1b]52;c;cm0gLXJmIH4=\x07",  # writes the clipboard
    "\x1b[38:2::1:2:3m\x1b[?1049h",  # colon parameters, private modes
    "\x1b[6n\x05",  # lets the terminal answer as if typed
    "\x9b31m\x9d0;pwned\x9c\x90q\x9c",  # the same in C1
    "over\rwritten\b\b\b\x7f",
    "\u202eevil\u202c \u2066x\u2069 \u200f\u061c",  # turns the direction of writing
    "\0nul\x0e\x0f",
    "two\nlines\u2028three\u2029four\x85five\x0bsix\x0cseven",
)
MARKUP = "[red]a[/] [/b] [link=http://evil.test]x[/link] [/] \\[bold] :smile: [@click=app.quit]y[/]"
ALL = "".join(TERMINAL) + MARKUP
_ALLOWED = "\n"
_DIRECTIONS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_MARKS = "\u200e\u200f\u061c"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def texts(most: int = 60) -> st.SearchStrategy[str]:
    """Any text, often with something in it that attacks."""
    biting = st.sampled_from([*TERMINAL, MARKUP, "'; DROP TABLE signal;--", "%_", "=1+1", "\ufeff", "\u200b"])
    return st.one_of(
        st.text(max_size=most), st.builds("{}{}{}".format, st.text(max_size=8), biting, st.text(max_size=8))
    )


def raw_signs(output: str, *, has_colours: bool = False) -> set[str]:
    """The signs of an output that a terminal would obey, or that no encoding takes; colours of our own are none."""
    told = _COLOURS.sub("", output) if has_colours else output
    return {sign for sign in set(told) - set(_ALLOWED) if _is_raw(sign)}


def _is_raw(sign: str) -> bool:
    is_steering = unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")
    return is_steering or sign in _MARKS or unicodedata.bidirectional(sign) in _DIRECTIONS
