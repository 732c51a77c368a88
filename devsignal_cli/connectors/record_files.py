"""Files of companies and contacts: CSV with a header, or JSON objects, one a line. What columns mean, others know.

CSV: comma, semicolon, tab or bar, whichever the header has most of; UTF-8, or UTF-16 with its mark (as spreadsheets
write); a quoted cell may span lines. JSON: one object a line, or one list of them. Either may be packed by gzip.
"""

import csv
import gzip
import io
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

import msgspec

from devsignal_cli.connectors.archive_lines import lines_of
from devsignal_cli.errors import UsageError
from devsignal_cli.model.records import BadRow, FileRow

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1_000_000
_LOOKED_AT = 1_000  # JSON lines whose keys are the columns
_GZIP = b"\x1f\x8b"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BROKEN = (OSError, EOFError, zlib.error, UnicodeError)
_FORMULA = ("'=", "'+", "'-", "'@")


@dataclass(frozen=True, slots=True)
class RecordFile:
    """The columns of a file and its rows, which are read as they are asked for, once."""

    columns: tuple[str, ...]
    rows: Iterator[FileRow | BadRow]


@contextmanager
def opened(name: str) -> Iterator[RecordFile]:
    """A file by its name, or stdin (-), while the block runs.

    Raises:
        UsageError: there is no such file, or it cannot be read.
    """
    with ExitStack() as stack:
        try:
            file = _bytes(name, stack)
            start, is_packed = _start(file)
        except _BROKEN as error:
            why = getattr(error, "strerror", None) or "the packed file is damaged"
            raise UsageError(f"{name} cannot be read: {why}.", "Name a file, or - for stdin.") from error
        if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
            yield _json(file)
            return
        is_wide = start.startswith(_UTF_16)
        unpacked = cast("io.BufferedReader", gzip.GzipFile(fileobj=file)) if is_packed else file
        encoding, errors = ("utf-16", "strict") if is_wide else ("utf-8-sig", "surrogateescape")
        text = io.TextIOWrapper(unpacked, encoding, errors, newline="")
        stack.callback(text.detach)  # who opened the bytes closes them
        yield _csv(text)


def _bytes(name: str, stack: ExitStack) -> io.BufferedReader:
    """The bytes of a file, closed by `stack`, or of stdin, which stays open."""
    if name != "-":
        return stack.enter_context(cast("AbstractContextManager[io.BufferedReader]", Path(name).open("rb")))
    file = cast("io.BufferedReader", io.BufferedReader(cast("io.RawIOBase", sys.stdin.buffer)))
    stack.callback(file.detach)
    return file


def _start(file: io.BufferedReader) -> tuple[bytes, bool]:
    """The first bytes of what a file holds, and whether it is packed; nothing is taken from it."""
    start = file.peek(1024)
    if not start.startswith(_GZIP):
        return start, False
    return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(start, 1024), True


def _csv(text: TextIO) -> RecordFile:
    csv.field_size_limit(_LONGEST_CELL)
    first, skipped, delimiter = _header(text)
    reader = csv.reader(chain([first] if first else [], text), delimiter=delimiter, strict=True)
    try:
        names = _unique(next(reader, []))
    except (csv.Error, *_BROKEN) as error:
        raise UsageError(f"The header cannot be read: {error}.", "The first line names the columns.") from error
    return RecordFile(names, _csv_rows(reader, names, skipped))


def _header(text: TextIO) -> tuple[str, int, str]:
    """The first line that says something, how many lines stand before it, and what parts its cells."""
    skipped = 0
    try:
        for line in text:
            if line.startswith("sep=") and len(line.strip()) == len("sep=;"):  # a spreadsheet's own note
                return next(text, ""), skipped + 1, line.strip()[-1]
            if line.strip():
                return line, skipped, max(_DELIMITERS, key=line.count)
            skipped += 1
    except _BROKEN as error:
        raise UsageError(f"The file cannot be read: {error}.", "Save it as CSV in UTF-8.") from error
    return "", skipped, ","


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names of columns, each once; one without a name is named by its place."""
    unique: list[str] = []
    for place, given in enumerate(names, 1):
        name = given.strip() or f"column {place}"
        unique.append(name if name not in unique else f"{name} ({place})")
    return tuple(unique)


def _csv_rows(reader: Any, names: tuple[str, ...], skipped: int) -> Iterator[FileRow | BadRow]:
    while True:
        line = reader.line_num + skipped + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadRow(line, _reason(error))
            continue
        except _BROKEN as error:
            yield BadRow(line, f"cannot be read on: {error}")
            return
        if any(cell.strip() for cell in cells):
            yield _csv_row(line, cells, names)


def _csv_row(line: int, cells: list[str], names: tuple[str, ...]) -> FileRow | BadRow:
    if any(cell.strip() for cell in cells[len(names) :]):
        return BadRow(line, f"has {len(cells)} cells, the header has {len(names)}")
    if not all(_is_text(cell) for cell in cells):
        return BadRow(line, "is not UTF-8; save the file as CSV in UTF-8")
    return FileRow(line, {name: _unquoted(cell) for name, cell in zip(names, cells, strict=False)})


def _reason(error: csv.Error) -> str:
    if "unexpected end" in str(error) or "field larger" in str(error):
        return "opens a quote that is not closed; what follows could not be read"
    return f"is no line of CSV: {error}"


def _is_text(cell: str) -> bool:
    return cell.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in cell)


def _unquoted(cell: str) -> str:
    """A cell without the ' that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith(_FORMULA) else cell


def _json(file: BinaryIO) -> RecordFile:
    rows = _json_rows(file)
    looked_at = list(islice(rows, _LOOKED_AT))
    names = dict.fromkeys(name for row in looked_at if isinstance(row, FileRow) for name in row.cells)
    return RecordFile(tuple(names), chain(looked_at, rows))


def _json_rows(file: BinaryIO) -> Iterator[FileRow | BadRow]:
    for line in lines_of(file, lambda text: _value(text) is not None):
        if line.reason:
            yield BadRow(line.number, line.reason)
            continue
        value = _value(line.text)
        for item in value if isinstance(value, list) else [value]:
            yield (
                FileRow(line.number, _flat(item))
                if isinstance(item, dict)
                else BadRow(line.number, "is no JSON object")
            )


def _value(text: bytes | bytearray) -> Any:
    """The JSON value of a text; None for what is none."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None


def _flat(item: dict[str, Any]) -> dict[str, Any]:
    """An object with its custom fields beside the others, as our own exports have them within."""
    custom = item.get("custom_fields")
    return {**custom, **item} if isinstance(custom, dict) else item
