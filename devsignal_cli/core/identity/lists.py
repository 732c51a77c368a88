"""The lists of words and names that lie beside this file as text: one entry a line, in its plain form."""

from functools import cache
from pathlib import Path
from typing import Literal

List = Literal["asides", "common_family", "common_given", "credentials", "groups", "look_alikes", "marks", "titles"]


@cache
def listed(name: List) -> frozenset[str]:
    """The entries of a list."""
    text = Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("# "))
