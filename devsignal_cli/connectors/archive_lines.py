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


def lines_of(
    file: BinaryIO, is_whole: Callable[[bytes | bytearray], bool], longest: int = LONGEST_LINE
) -> Iterator[Line]:
    """The lines of an open file, or its one document as one line.

    Args:
        file: open for reading bytes; gzip is known by its first two bytes.
        is_whole: whether a text is JSON by itself.
        longest: how many bytes a line, or a document over many lines, may have.
    """
    lines = (line for line in _lines(_plain(file), longest) if line.text or line.reason)
    first = next(lines, None)
    if first is None:
        return
    if first.reason or not first.text.lstrip().startswith((b"{", b"[")) or is_whole(first.text):
        yield first
    else:
        yield from _document(first, lines, is_whole, longest)
    yield from lines


def seen_before(file: BinaryIO, now: int) -> int:
    """When an open file was last written (Unix seconds), `now` at the latest; `now` for what is no file."""
    try:
        state = os.fstat(file.fileno())
    except OSError:
        return now
    return min(int(state.st_mtime), now) if stat.S_ISREG(state.st_mode) else now


def _document(
    first: Line, lines: Iterator[Line], is_whole: Callable[[bytes | bytearray], bool], longest: int
) -> Iterator[Line]:
    """What begins a document: all of it as one line if it is one, else its lines one by one."""
    held, ends, last = bytearray(first.text), [(first.number, len(first.text))], None
    for line in lines:
        if line.reason or len(held) + len(line.text) >= longest:
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


def _lines(pieces: Iterable[bytes], longest: int) -> Iterator[Line]:
    number, held, is_too_long = 1, bytearray(), False
    try:
        for piece in pieces:
            *whole, rest = piece.split(b"\n")
            for end in whole:
                held += end
                yield _too_long(number, longest) if is_too_long else Line(number, _cleaned(held))
                number, held, is_too_long = number + 1, bytearray(), False
            held += rest
            if len(held) > longest:
                held, is_too_long = bytearray(), True
        yield _too_long(number, longest) if is_too_long else Line(number, _cleaned(held))
    except _BrokenFileError as broken:
        yield Line(number, _cleaned(held), str(broken))


def _too_long(number: int, longest: int) -> Line:
    return Line(number, b"", f"is longer than {longest // 1024 // 1024} MiB")


def _cleaned(text: bytearray) -> bytearray:
    return text.removeprefix(_BOM).strip()


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
