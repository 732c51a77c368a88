"""What commands show to people, kept as texts; `PICTURES=write` writes them anew for somebody to look at."""

import os
from pathlib import Path

from rich.cells import cell_len

FOLDER = Path(__file__).parent


def check(name: str, shown: str, columns: int) -> None:
    """A command's output is the picture of that name and no line of it is wider than the terminal."""
    lines = "".join(f"{line.rstrip()}\n" for line in shown.splitlines())
    path = FOLDER / f"{name}_{columns}.txt"
    if os.environ.get("PICTURES") == "write":
        path.write_text(lines, encoding="utf-8")
    assert lines == path.read_text(encoding="utf-8")
    assert max(map(cell_len, lines.splitlines()), default=0) <= columns
