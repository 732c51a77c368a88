"""Which cells of a table a spreadsheet would take for a formula."""

import re

_BLANKS = r"\s\0\xad\u200b-\u200f\u2060\ufeff"
_QUOTES = "'\"`\u2018-\u201f"
_SIGNS = r"=+\-@\uff1d\uff0b\uff0d\uff20"
_FORMULA = re.compile(rf"[{_QUOTES}{_BLANKS}]*[{_SIGNS}]|'*[\t\r\n\0]")


def looks_like_formula(cell: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula (OWASP, CSV injection).

    Signs count also behind quotes, blanks of any script and what is not seen, and in full width. A ' in front of a
    cell, by which a spreadsheet is told that it is text, changes nothing here, so that an import knows it again.
    """
    return _FORMULA.match(cell) is not None
