"""Companies and contacts as tables; `import` reads their CSV again. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from devsignal_cli.model.records import COMPANY_FIELDS, CONTACT_FIELDS, Entity
from devsignal_cli.reports import csv_lines
from devsignal_cli.reports.sheet import Kind, Sheet
from devsignal_cli.serialize import plain, to_json

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
_KINDS: Mapping[str, Kind] = {
    "aliases": "texts", "techStack": "texts", "created_at": "time", "updated_at": "time", "enriched_at": "time",
    "queued": "bool", "signals": "int", "contacts": "int",
}  # fmt: skip


def lines(entity: Entity, items: Iterable[object], *, is_raw: bool = False) -> Iterator[str]:
    """The header and a line an item of CSV, without the line's end."""
    return csv_lines.lines(sheet(entity), items, is_raw=is_raw)


def sheet(entity: Entity) -> Sheet:
    """The table of a kind; what people may set to anything is text."""
    return Sheet({name: _KINDS.get(name, "text") for name in COLUMNS[entity]}, partial(_cells, entity))


def _cells(entity: Entity, record: object) -> list[Any]:
    item: dict[str, Any] = plain(record)
    custom = dict(item["custom_fields"])
    own = {name: custom.pop(name, None) for name in _CUSTOM[entity]}
    row = {**item, **own, "custom_fields": to_json(custom) if custom else None}
    return [row[name] for name in COLUMNS[entity]]
