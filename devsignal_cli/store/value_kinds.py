"""Values that no column of ours can hold: of another type, a time that is none, JSON that is none. Reading only.

SQLite keeps whatever a damaged page says; what reads it fails far from there. This says where.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from devsignal_cli.store.db import Session

_KINDS = {
    "INTEGER": ("integer",),
    "FLOAT": ("real", "integer"),
    "TEXT": ("text",),
    "VARCHAR": ("text",),
    "BLOB": ("blob",),
}
_JSON = {
    "connection": ("settings", "failures"),
    "open_window": ("keyword_ids",),
    "company": ("custom_fields",),
    "contact": ("custom_fields",),
    "field_provenance": ("value",),
}
_LATEST = 253_402_300_799  # the last second of the year 9999
_MOST_MICRO_USD = 10**15


def odd(session: Session) -> Iterator[str]:
    """Each column that has such a value, in words."""
    for (table,) in session.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        for column in session.rows(f"PRAGMA table_info({table})"):
            condition = _condition(table, column["name"], column["type"].partition("(")[0])
            if session.value(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE {condition})"):
                yield f"{table}.{column['name']} has a value that it cannot have"
    yield from _zones(session)


def _condition(table: str, column: str, kind: str) -> str:
    conditions = ["0"]
    if known := _KINDS.get(kind):
        conditions.append(f"typeof({column}) NOT IN {(*known, 'null')}")
    if column.endswith("_at") or column == "covered_until":
        conditions.append(f"{column} < 0 OR {column} > {_LATEST}")
    if column.endswith("micro_usd"):
        conditions.append(f"abs({column}) > {_MOST_MICRO_USD}")
    if column in _JSON.get(table, ()):
        bare = "0" if column == "value" else f"json_type({column}) NOT IN ('object', 'array')"
        conditions.append(f"(typeof({column}) = 'text' AND CASE WHEN json_valid({column}) THEN {bare} ELSE 1 END)")
    if (table, column) in (("keyword", "text"), ("organization", "name")):
        conditions.append(f"{column} = ''")
    return " OR ".join(conditions)


def _zones(session: Session) -> Iterator[str]:
    for (name,) in session.rows("SELECT DISTINCT time_zone FROM organization WHERE typeof(time_zone) = 'text'"):
        try:
            ZoneInfo(name)
        except (OSError, ValueError, KeyError):
            yield f"organization.time_zone has a value that it cannot have: {name!r}"
