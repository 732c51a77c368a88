"""Files as numbered lines: plain or gzip, of any size, cut or not; or one JSON document over many lines. No JSON rules.

A file is read as a stream: no more than a line is held, and no more than 64 MiB of it.
"""

import os
import stat
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

LONGEST_LINE = 64 * 1024 * 1024
_PIECE = 256 * 1024
_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, by its number in the file; `reason` says why it, or what follows, cannot be read."""

    number: int
    text: bytes | bytearray
    reason: str = ""


class _BrokenFileError(Exception):
    """The rest of a file cannot be read."""


def lines_of(file: BinaryIO, is_whole: Callable[[bytes | bytearray], bool]) -> Iterator[Line]:
    """The lines of an open file, or its one document as one line.

    Args:
        file: open for reading bytes; gzip is known by its first two bytes.
        is_whole: whether a text is JSON by itself.
    """
    lines = _lines(_plain(file))
    first = next(lines, None)
    if first is None:
        return
    if first.reason or not first.text.lstrip().startswith((b"{", b"[")) or is_whole(first.text):
        yield first
    else:
        yield from _document(first, lines, is_whole)
    yield from lines


def seen_before(file: BinaryIO, now: int) -> int:
    """When an open file was last written (Unix seconds), `now` at the latest; `now` for what is no file."""
    try:
        state = os.fstat(file.fileno())
    except OSError:
        return now
    return min(int(state.st_mtime), now) if stat.S_ISREG(state.st_mode) else now


def _document(first: Line, lines: Iterator[Line], is_whole: Callable[[bytes | bytearray], bool]) -> Iterator[Line]:
    """What begins a document: all of it as one line if it is one, else its lines one by one."""
    held, ends, last = bytearray(first.text), [(first.number, len(first.text))], None
    for line in lines:
        if line.reason or len(held) + len(line.text) >= LONGEST_LINE:
            last = line
            break
        held += b"\n" + line.text
        ends.append((line.number, len(held)))
    if last is None and is_whole(held):
        yield Line(first.number, held)
        return
    start = 0
    for number, end in ends:
        yield Line(number, held[start:end])
        start = end + 1
    if last is not None:
        yield last


def _lines(pieces: Iterable[bytes]) -> Iterator[Line]:
    number, held, is_too_long = 1, bytearray(), False
    try:
        for piece in pieces:
            *whole, rest = piece.split(b"\n")
            for end in whole:
                held += end
                yield from _line(number, held, is_too_long=is_too_long)
                number, held, is_too_long = number + 1, bytearray(), False
            held += rest
            if len(held) > LONGEST_LINE:
                held, is_too_long = bytearray(), True
        yield from _line(number, held, is_too_long=is_too_long)
    except _BrokenFileError as broken:
        yield Line(number, held.strip(), str(broken))


def _line(number: int, text: bytearray, *, is_too_long: bool) -> Iterator[Line]:
    if is_too_long:
        yield Line(number, b"", f"is longer than {LONGEST_LINE // 1024 // 1024} MiB")
    elif text := text.removeprefix(_BOM).strip():
        yield Line(number, text)


def _plain(file: BinaryIO) -> Iterator[bytes]:
    pieces = _pieces(file)
    start = b""
    for piece in pieces:  # a pipe may give one byte at first
        start += piece
        if len(start) >= len(_GZIP):
            break
    yield from _unzipped(_chained(start, pieces)) if start.startswith(_GZIP) else _chained(start, pieces)


def _chained(start: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield start
    yield from pieces


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    try:
        while piece := file.read(_PIECE):
            yield piece
    except OSError as error:
        raise _BrokenFileError(f"cannot be read on: {error.strerror}") from error


def _unzipped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The content of one gzip member or several; what came before a cut or a damage comes out."""
    unzip = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        for piece in pieces:
            left, is_full = piece, False
            while left or is_full:  # unpacked text may wait inside when nothing is left to put in
                if unzip.eof:
                    left = left.lstrip(b"\0")  # tapes pad with zeros
                    if not left:
                        break
                    unzip = zlib.decompressobj(16 + zlib.MAX_WBITS)
                text = unzip.decompress(left, _PIECE)
                yield text
                left, is_full = unzip.unused_data or unzip.unconsumed_tail, len(text) == _PIECE and not unzip.eof
    except zlib.error as error:
        raise _BrokenFileError("cannot be unpacked: the compressed file is damaged here") from error
    if not unzip.eof:
        raise _BrokenFileError("breaks off: the compressed file was cut here")
