"""Companies and contacts as CSV that a spreadsheet opens and `import` reads again. Pure.

A cell that a spreadsheet would take for a formula begins with ' unless it is to be raw (OWASP, CSV injection).
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from devsignal_cli.model.formulas import looks_like_formula
from devsignal_cli.model.records import COMPANY_FIELDS, CONTACT_FIELDS, Entity
from devsignal_cli.serialize import plain, to_json

_OTHER_DELIMITERS = ";\t|"
"""What a spreadsheet of another country parts cells by; within quotes it begins no new cell, maybe with a formula."""
_STATE = ("source", "created_at", "updated_at", "queued", "outcome", "provider", "enriched_at", "signals")
_CUSTOM: Mapping[Entity, tuple[str, ...]] = {
    "company": tuple(name for name in COMPANY_FIELDS if name not in "name description industry size website".split()),
    "contact": tuple(
        name for name in CONTACT_FIELDS if name not in "first_name last_name title avatar company_id".split()
    ),
}
COLUMNS: Mapping[Entity, tuple[str, ...]] = {
    "company": (
        "id", "domain", "aliases", "name", "description", "industry", "size", "website", *_CUSTOM["company"],
        "contacts", *_STATE, "custom_fields",
    ),
    "contact": (
        "id", "email", "first_name", "last_name", "title", "avatar", "company_id", "company", "company_domain",
        "x_user_id", *_CUSTOM["contact"], *_STATE, "custom_fields",
    ),
}  # fmt: skip
"""The columns of each kind; `custom_fields` has as JSON what has no column of its own."""


def lines(entity: Entity, items: Iterable[object], *, is_raw: bool = False) -> Iterator[str]:
    """The header and a line an item, without the line's end."""
    yield _line(COLUMNS[entity], is_raw=True)
    for item in items:
        yield _line(_cells(entity, plain(item)), is_raw=is_raw)


def _cells(entity: Entity, item: dict[str, Any]) -> list[Any]:
    custom = dict(item["custom_fields"])
    own = {name: custom.pop(name, None) for name in _CUSTOM[entity]}
    row = {**item, **own, "custom_fields": to_json(custom) if custom else None}
    return [row[name] for name in COLUMNS[entity]]


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
