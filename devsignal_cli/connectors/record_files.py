"""Files of companies and contacts: CSV with a header, or JSON objects, one a line. What columns mean, others know.

CSV: comma, semicolon, tab or bar, whichever the header has most of; UTF-8, or UTF-16 with its mark (as spreadsheets
write); a quoted cell may span lines. JSON: one object a line, or one list of them. Either may be packed by gzip.
"""

import csv
import gzip
import io
import json
import sys
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

import msgspec

from devsignal_cli.connectors.archive_lines import lines_of
from devsignal_cli.errors import DamagedError, UsageError
from devsignal_cli.model.formulas import looks_like_formula
from devsignal_cli.model.records import BadRow, FileRow

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1_000_000
_LONGEST_LINE = 4 * _LONGEST_CELL
_LONGEST_DOCUMENT = 16 * 1024 * 1024
_ENDS = ("\n", "\r")
_MOST_COLUMNS = 2_000
_LOOKED_AT = 1_000  # JSON lines whose keys are the columns
_GZIP = b"\x1f\x8b"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BROKEN = (OSError, EOFError, zlib.error, UnicodeError)


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
        DamagedError: it is of another kind.
    """
    with ExitStack() as stack:
        try:
            file = _bytes(name, stack)
        except OSError as error:
            raise UsageError(f"{name} cannot be read: {error.strerror}.", "Name a file, or - for stdin.") from error
        start, is_packed = _start(file)
        if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
            yield _json(file)
            return
        is_wide = start.startswith(_UTF_16)
        unpacked = cast("io.BufferedReader", gzip.GzipFile(fileobj=file)) if is_packed else file
        encoding, errors = ("utf-16", "strict") if is_wide else ("utf-8-sig", "surrogateescape")
        text = io.TextIOWrapper(unpacked, encoding, errors, newline="")
        stack.callback(text.detach)  # who opened the bytes closes them
        yield _csv(_Lines(text))


def _bytes(name: str, stack: ExitStack) -> io.BufferedReader:
    """The bytes of a file, closed by `stack`, or of stdin, which stays open."""
    if name != "-":
        return stack.enter_context(cast("AbstractContextManager[io.BufferedReader]", Path(name).open("rb")))
    file = cast("io.BufferedReader", io.BufferedReader(cast("io.RawIOBase", sys.stdin.buffer)))
    stack.callback(file.detach)
    return file


def _start(file: io.BufferedReader) -> tuple[bytes, bool]:
    """The first bytes of what a file holds, and whether it is packed; nothing is taken from it."""
    try:
        start = file.peek(1024)
        if not start.startswith(_GZIP):
            return start, False
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(start, 1024), True
    except _BROKEN as error:
        raise _of_another_kind() from error


def _of_another_kind() -> DamagedError:
    return DamagedError("The file is neither CSV in UTF-8 nor JSON.", "Save it as CSV in UTF-8, and import that.")


class _TooLongError(Exception):
    """A line has more characters than any that people write."""


class _Lines:
    """The lines of a text, each of a bounded length; `number` is that of the last one."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(_LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == _LONGEST_LINE and not line.endswith(_ENDS):
            while (rest := self._text.readline(_LONGEST_LINE)) and not rest.endswith(_ENDS):
                pass
            raise _TooLongError
        return line


def _csv(lines: _Lines) -> RecordFile:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        first, delimiter = _header(lines)
        reader = csv.reader(chain([first] if first else [], lines), delimiter=delimiter, strict=True)
        names = _unique(next(reader, []))
    except (csv.Error, _TooLongError, *_BROKEN) as error:
        raise _of_another_kind() from error
    return RecordFile(names, _csv_rows(reader, lines, names))


def _header(lines: _Lines) -> tuple[str, str]:
    """The first line that says something, and what parts its cells.

    Raises:
        DamagedError: it is no text.
    """
    noted = ""
    for line in lines:
        if line.startswith("sep=") and len(line.strip()) == len("sep=;"):  # a spreadsheet's own note
            noted = line.strip()[-1]
        elif line.strip():
            if "\0" in line or not _is_text(line):
                raise _of_another_kind()
            return line, noted or max(_DELIMITERS, key=line.count)
    return "", ","


def _unique(names: list[str]) -> tuple[str, ...]:
    """The names of columns, each once; one without a name is named by its place."""
    if len(names) > _MOST_COLUMNS:
        raise UsageError(f"The file has {len(names):,} columns.", f"Leave some out: {_MOST_COLUMNS:,} are the most.")
    unique: dict[str, None] = {}
    for place, given in enumerate(names, 1):
        name = given.strip() or f"column {place}"
        unique[name if name not in unique else f"{name} ({place})"] = None
    return tuple(unique)


def _csv_rows(reader: Any, lines: _Lines, names: tuple[str, ...]) -> Iterator[FileRow | BadRow]:
    while True:
        line = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _TooLongError:
            yield BadRow(lines.number, f"it has more than {_LONGEST_LINE:,} characters")
            continue
        except csv.Error as error:
            yield BadRow(line, _reason(error))
            continue
        except _BROKEN as error:
            yield BadRow(line, f"it cannot be read, nor what follows: {error}")
            return
        if any(cell.strip() for cell in cells):
            yield _csv_row(line, cells, names)


def _csv_row(line: int, cells: list[str], names: tuple[str, ...]) -> FileRow | BadRow:
    if any(cell.strip() for cell in cells[len(names) :]):
        return BadRow(line, f"it has {len(cells)} cells, the header has {len(names)}")
    if not all(_is_text(cell) for cell in cells):
        return BadRow(line, "it is not UTF-8; save the file as CSV in UTF-8")
    return FileRow(line, {name: _unquoted(cell) for name, cell in zip(names, cells, strict=False)})


def _reason(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return "it opens a quote that is not closed; what follows could not be read"
    if "field larger" in str(error):
        return f"it has a cell of more than {_LONGEST_CELL:,} characters, or a quote that is not closed"
    return f"it is no line of CSV: {error}"


def _is_text(cell: str) -> bool:
    return cell.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in cell)


def _unquoted(cell: str) -> str:
    """A cell without the ' that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and looks_like_formula(cell) else cell


def _json(file: BinaryIO) -> RecordFile:
    rows = _json_rows(file)
    looked_at = list(islice(rows, _LOOKED_AT))
    names = dict.fromkeys(name for row in looked_at if isinstance(row, FileRow) for name in row.cells)
    return RecordFile(tuple(names)[:_MOST_COLUMNS], chain(looked_at, rows))


def _json_rows(file: BinaryIO) -> Iterator[FileRow | BadRow]:
    for line in lines_of(file, lambda text: _value(text) is not None, _LONGEST_DOCUMENT):
        if line.reason:
            yield BadRow(line.number, f"it {line.reason}")
            continue
        value = _value(line.text)
        for item in value if isinstance(value, list) else [value]:
            is_object = isinstance(item, dict)
            yield FileRow(line.number, item) if is_object else BadRow(line.number, "it is no JSON object")


def _value(text: bytes | bytearray) -> Any:
    """The JSON value of a text; None for what is none."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        pass
    try:
        return json.loads(text)  # it takes half a surrogate pair, which `field_values.text` makes U+FFFD
    except (ValueError, RecursionError):
        return None
