"""Result values as plain JSON data: the one way in which values leave the program for scripts."""

import dataclasses
import json
from datetime import UTC, date, datetime
from typing import Any


def plain(value: Any) -> Any:
    """Dataclasses as objects (a trailing underscore of a field's name falls off), times as RFC 3339 UTC."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name.rstrip("_"): plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    return value


def to_json(value: Any, *, indent: int | None = None) -> str:
    """The value as JSON in printable ASCII, so that no foreign character reaches a terminal raw."""
    return json.dumps(plain(value), ensure_ascii=True, indent=indent, allow_nan=False)
