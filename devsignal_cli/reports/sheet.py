"""What a table of an export has: columns of certain kinds, and a row of cells for each item. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["text", "texts", "int", "float", "bool", "time"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Columns by name, and the cells of an item in their order, as plain JSON values."""

    columns: Mapping[str, Kind]
    cells: Callable[[Any], list[Any]]
