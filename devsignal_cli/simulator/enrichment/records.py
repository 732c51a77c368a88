"""Records that are built when they are read, so that a world of 100,000 companies costs no more than its names."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

Record = dict[str, Any]


class Records(MutableMapping[str, Record]):
    """Records by key; what is set for a key is laid over what `build` makes of key and it, sub-objects key by key."""

    def __init__(self, build: Callable[[str, Mapping[str, Any]], Record]) -> None:
        self._build = build
        self._own: dict[str, Mapping[str, Any]] = {}

    def __getitem__(self, key: str) -> Record:
        own = self._own[key]
        return laid_over(self._build(key, own), own)

    def __setitem__(self, key: str, own: Mapping[str, Any]) -> None:
        self._own[key] = own

    def __delitem__(self, key: str) -> None:
        del self._own[key]

    def __contains__(self, key: object) -> bool:
        return key in self._own

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)


def laid_over(record: Record, own: Mapping[str, Any]) -> Record:
    """The record with values of ours; an object of ours goes into the record's object, all else replaces."""
    merged = dict(record)
    for name, value in own.items():
        known = merged.get(name)
        merged[name] = laid_over(known, value) if isinstance(known, dict) and isinstance(value, Mapping) else value
    return merged
