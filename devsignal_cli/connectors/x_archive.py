"""Files of X's answers as typed items, line by line. A line that cannot be read is an item as well, no exception."""

import os
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TextIO

import msgspec

from devsignal_cli.connectors import x_payload
from devsignal_cli.connectors.archive_lines import Line, lines_of, seen_before
from devsignal_cli.connectors.x_values import Place, items_of, items_of_deep
from devsignal_cli.errors import NotFoundError, UsageError
from devsignal_cli.model.archive import ArchiveItem, BadLine, LineRead, Skipped

STDIN = "-"


def check(files: Sequence[str]) -> None:
    """Make sure that all files are there before one is read.

    Raises:
        NotFoundError: one is not there.
        UsageError: one is a folder, or may not be read.
    """
    for name in files:
        path = Path(name)
        if name == STDIN:
            continue
        try:
            is_folder = path.is_dir()
            is_there = is_folder or os.access(path, os.F_OK)
        except (OSError, ValueError):  # a name that no file can have
            is_there = False
        if not is_there:
            raise NotFoundError(f"There is no file {name}.", "Nothing was imported. Check the name and run it again.")
        if is_folder or not os.access(path, os.R_OK):
            why = "is a folder" if is_folder else "may not be read"
            raise UsageError(f"{name} {why}.", "Nothing was imported. Name the files, such as FOLDER/*.jsonl.")


def read(files: Sequence[str], stdin: TextIO, now: int) -> Iterator[ArchiveItem]:
    """The items of all files in order, `-` standing for `stdin`; none was seen later than `now` (Unix seconds)."""
    for name in files:
        if name == STDIN:
            yield from _file("stdin", stdin.buffer, now)
            continue
        try:
            with Path(name).open("rb") as file:
                yield from _file(name, file, now)
        except OSError as error:
            yield LineRead()
            yield BadLine(name, f"cannot be read: {error.strerror}")


def _file(name: str, file: BinaryIO, now: int) -> Iterator[ArchiveItem]:
    written = seen_before(file, now)
    for line in lines_of(file, _is_json):
        yield LineRead()
        place = Place(f"{name}:{line.number}", written, now)
        if not line.reason:
            yield from _line(line, place)
            continue
        if _is_json(line.text):
            yield from _line(line, place)
        yield BadLine(place.name, line.reason)


def _line(line: Line, place: Place) -> Iterator[ArchiveItem]:
    try:
        items = _items(line.text, place)
    except ValueError as error:
        items = iter([BadLine(place.name, _why(error))])
    yield from items


def _items(text: bytes | bytearray, place: Place) -> Iterator[ArchiveItem]:
    if not text.startswith(b"["):
        try:
            value = _raw(text)
        except x_payload.NestedTooDeeplyError:
            return items_of_deep(text, place)
        return items_of(value, place)
    values = x_payload.read_as(text, list[msgspec.Raw])
    if not values:
        return iter([Skipped("empty")])
    return chain.from_iterable(items_of(bytes(raw), place) for raw in values)


def _raw(text: bytes | bytearray) -> bytes:
    return bytes(x_payload.read_as(text, msgspec.Raw))


def _is_json(text: bytes | bytearray) -> bool:
    try:
        x_payload.read_as(text, msgspec.Raw)
    except ValueError:
        return False
    return True


def _why(error: ValueError) -> str:
    if isinstance(error, x_payload.NestedTooDeeplyError):
        return "is nested too deeply"
    return "breaks off" if "truncated" in str(error) else "is no JSON"
