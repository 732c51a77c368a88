"""Result values as plain JSON data: the one way in which values leave the program for scripts."""

import dataclasses
import json
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

_PLAIN = frozenset({str, int, float, bool, type(None)})


def plain(value: Any) -> Any:
    """Dataclasses as objects (a trailing underscore of a field's name falls off), times as RFC 3339 UTC."""
    if type(value) in _PLAIN:  # nearly all there is in an export of thousands
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {key: plain(getattr(value, name)) for name, key in _keys(type(value))}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else value


@cache
def _keys(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """The names of a dataclass's fields, and their keys in JSON."""
    return tuple((field.name, field.name.rstrip("_")) for field in dataclasses.fields(kind))


def to_json(value: Any, *, indent: int | None = None) -> str:
    """The value as JSON in printable ASCII, so that no foreign character reaches a terminal raw."""
    return json.dumps(plain(value), ensure_ascii=True, indent=indent, allow_nan=False)
