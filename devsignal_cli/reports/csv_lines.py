"""Tables as CSV that a spreadsheet opens without calculating. Pure.

A cell that a spreadsheet would take for a formula begins with ' unless it is to be raw (OWASP, CSV injection).
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from devsignal_cli.model.formulas import looks_like_formula
from devsignal_cli.reports.sheet import Sheet

_OTHER_DELIMITERS = ";\t|"
"""What a spreadsheet of another country parts cells by; within quotes it begins no new cell, maybe with a formula."""


def lines(sheet: Sheet, items: Iterable[object], *, is_raw: bool = False) -> Iterator[str]:
    """The header and a line an item, without the line's end."""
    yield _line(sheet.columns, is_raw=True)
    for item in items:
        yield _line(sheet.cells(item), is_raw=is_raw)


def _line(cells: Iterable[Any], *, is_raw: bool) -> str:
    text, row = io.StringIO(), [_cell(cell, is_raw) for cell in cells]
    is_parted = any(sign in cell for cell in row if isinstance(cell, str) for sign in _OTHER_DELIMITERS)
    csv.writer(text, quoting=csv.QUOTE_ALL if is_parted else csv.QUOTE_MINIMAL).writerow(row)
    return text.getvalue().removesuffix("\r\n")


def _cell(value: Any, is_raw: bool) -> Any:
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, bool):
        value = str(value).lower()
    if isinstance(value, str) and looks_like_formula(value) and not is_raw:
        return f"'{value}"
    return value
