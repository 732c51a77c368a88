"""How many people work somewhere, as people and their spreadsheets write it, to the band of its size. Pure.

Stricter than for providers' answers: what a person says beats what providers say, so a date that a spreadsheet made of
"10-11", or a negative number, is no size.
"""

import re

from devsignal_cli.model.field_values import Size, size_of

_GROUPED = r"\d{1,3}(?:[.,' \u00a0\u202f\u2019]\d{3})+"  # 1,200 as well as 1.200 and 1 200: nobody employs fractions
_COUNT = rf"(?:{_GROUPED}|\d{{1,9}})(?:[.,]\d+)?k|{_GROUPED}|\d{{1,9}}(?:\.0+)?|\d(?:[.,]\d+)?e\+?\d{{1,2}}"
_WORDS = re.compile(r"\s*(?:employees?|people|staff|mitarbeiter)\Z")
_ONE = re.compile(_COUNT)
_RANGE = re.compile(rf"({_COUNT})\s*(?:-|\u2013|\u2014|to|bis)\s*({_COUNT})")
_BEYOND = re.compile(rf"(?:({_COUNT})\s*\+|[>≥]\s*({_COUNT}))")
_BELOW = re.compile(rf"[<≤]\s*({_COUNT})")
_GROUPS = re.compile(_GROUPED)
_MOST = 100_000_000


def band_of(text: str) -> Size | None:
    """The band of a number ("120", "1.200", "1.2E+03"), of a range ("11-50", "1k-5k", "1000+", "<10"), or nothing."""
    said = _WORDS.sub("", text.strip().lower())
    if _ONE.fullmatch(said):
        return _band(said, said)
    if found := _RANGE.fullmatch(said):
        return _band(found[1], found[2])
    if found := _BEYOND.fullmatch(said):
        least = _number(found[1] or found[2])
        return size_of(least + 1, None) if least <= _MOST else None
    found = _BELOW.fullmatch(said)
    return _band(found[1], found[1]) if found else None


def _band(low: str, high: str) -> Size | None:
    least, most = _number(low), _number(high)
    return size_of(None, f"{least}-{most}") if least <= most <= _MOST else None


def _number(text: str) -> int:
    is_thousands = text.endswith("k")
    digits = text.removesuffix("k")
    if _GROUPS.fullmatch(digits):
        digits = re.sub(r"\D", "", digits)
    return round(float(digits.replace(",", ".")) * (1_000 if is_thousands else 1))
