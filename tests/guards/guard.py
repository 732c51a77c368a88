"""One guard of the program, and the test that goes red when it is taken out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guard:
    """A piece of the program's text, what stands there when the guard is out, and the test that must then fail."""

    row: str  # "F07", "S13"
    file: str  # from the repository's root
    text: str  # the guard as it stands; occurs exactly once in the file
    without: str  # what takes its place
    test: str  # the pytest node id that fails without it
