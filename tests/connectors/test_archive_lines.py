"""Files as numbered lines, whatever packed, cut or stretched them."""

import gzip
import io
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.connectors.archive_lines import Line, lines_of, seen_before
from tests.support import NOW_MS

NOW = NOW_MS // 1_000
MIB = 1024 * 1024
CUT = "breaks off: the compressed file was cut here"


def is_object(text: bytes | bytearray) -> bool:
    """Whether braces and brackets close: JSON enough for these tests."""
    return text.count(b"{") == text.count(b"}") and text.count(b"[") == text.count(b"]")


def found(content: bytes, longest: int = 64 * MIB) -> list[tuple[int, bytes, str]]:
    return [(line.number, bytes(line.text), line.reason) for line in lines_of(io.BytesIO(content), is_object, longest)]


def texts(content: bytes) -> list[tuple[int, bytes]]:
    return [(number, text) for number, text, reason in found(content) if not reason]


def test_lines_keep_their_numbers_and_blank_ones_are_left_out() -> None:
    assert texts(b"{}\n\n  \n[]\n") == [(1, b"{}"), (4, b"[]")]


@pytest.mark.parametrize("content", [b"", b"\n", b" \r\n\n", b"\xef\xbb\xbf"])
def test_a_file_without_a_word_has_no_line(content: bytes) -> None:
    assert found(content) == []


def test_the_last_line_needs_no_end() -> None:
    assert texts(b"{}\n{1}") == [(1, b"{}"), (2, b"{1}")]


def test_the_marks_of_windows_are_no_part_of_a_line() -> None:
    assert texts(b"\xef\xbb\xbf{}\r\n{1}\r\n") == [(1, b"{}"), (2, b"{1}")]


def test_only_a_line_feed_ends_a_line() -> None:
    held = '{"a\u2028b\u0085c\x0bd"}'.encode()
    assert texts(held + b"\n{}") == [(1, held), (2, b"{}")]


@pytest.mark.parametrize("content", [b"{}\n{1}\n", b"{}\n" * 100_000, b"{" + b"x" * 600_000 + b"}\n{}"])
def test_a_packed_file_reads_like_the_plain_one(content: bytes) -> None:
    assert found(gzip.compress(content)) == found(content)


def test_packed_files_one_after_the_other_are_one_file() -> None:
    packed = gzip.compress(b"{}\n{") + gzip.compress(b"1}\n") + gzip.compress(b"") + b"\0" * 512
    assert texts(packed) == [(1, b"{}"), (2, b"{1}")]


@pytest.mark.parametrize("lost", [1, 8, 9, 200])
def test_a_cut_packed_file_gives_what_came_before_the_cut(lost: int) -> None:
    noise = random.Random(7)
    content = b"".join(b'{"%d": "%s"}\n' % (number, noise.randbytes(40).hex().encode()) for number in range(1_000))
    got = found(gzip.compress(content)[:-lost])
    assert got[-1][2] == CUT
    whole = [line for line in got if not line[2]]
    assert whole == found(content)[: len(whole)]
    assert len(whole) > 950


def test_a_cut_in_the_check_sum_alone_gives_the_last_line_too() -> None:
    assert found(gzip.compress(b"{}\n{1}")[:-4]) == [(1, b"{}", ""), (2, b"{1}", CUT)]


def test_a_damaged_packed_file_gives_what_came_before_the_damage() -> None:
    noise = random.Random(7)
    content = b"".join(b"%s\n" % noise.randbytes(400).hex().encode() for _ in range(2_000))
    packed = bytearray(gzip.compress(content))
    middle = len(packed) // 2
    packed[middle : middle + 400] = b"\xff" * 400
    got = found(bytes(packed))
    assert got[-1][2] == "cannot be unpacked: the compressed file is damaged here"
    assert 500 < len(got) < 1_990


def test_a_document_over_many_lines_is_one_line() -> None:
    assert found(b'\n{\n  "data": [\n    1\n  ]\n}\n') == [(2, b'{\n"data": [\n1\n]\n}', "")]


def test_a_cut_first_line_leaves_the_others_as_they_are() -> None:
    assert found(b"{1\n{2}\n\n{3}") == [(1, b"{1", ""), (2, b"{2}", ""), (4, b"{3}", "")]


def test_a_cut_first_line_of_a_cut_packed_file_is_no_document() -> None:
    got = found(gzip.compress(b"{1\n{2}\n" + random.Random(7).randbytes(99))[:-30])
    assert got[:2] == [(1, b"{1", ""), (2, b"{2}", "")]
    assert got[-1][2] == CUT


def test_a_line_beyond_the_bound_is_named_and_the_next_one_read() -> None:
    content = b"{}\n{" + b"x" * (5 * MIB) + b"}\n{3}"
    expected = [(1, b"{}", ""), (2, b"", "is longer than 2 MiB"), (3, b"{3}", "")]
    assert found(content, 2 * MIB) == expected
    assert found(gzip.compress(content), 2 * MIB) == expected


def test_what_begins_like_a_document_and_never_ends_is_read_line_by_line() -> None:
    content = b"{1\n" + b"".join(b'{"%d"}\n' % number for number in range(400_000))
    got = found(content, 2 * MIB)
    assert len(got) == 400_001
    assert got[0] == (1, b"{1", "")
    assert got[-1] == (400_001, b'{"399999"}', "")


class BrokenDisk(io.BytesIO):
    """A file that breaks off with an error of the disk."""

    def read(self, size: int | None = -1) -> bytes:
        if part := super().read(size):
            return part
        raise OSError(5, "Input/output error")


def test_an_error_of_the_disk_ends_a_file_and_is_named() -> None:
    got = list(lines_of(BrokenDisk(b"{}\n{1}\n{"), is_object))
    assert got == [Line(1, b"{}"), Line(2, b"{1}"), Line(3, b"{", "cannot be read on: Input/output error")]


def test_a_file_was_seen_when_it_was_last_written_but_never_in_the_future(tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    path.write_bytes(b"{}")
    for written, told in ((NOW - 500, NOW - 500), (NOW + 500, NOW)):
        os.utime(path, (written, written))
        with path.open("rb") as file:
            assert seen_before(file, NOW) == told
    assert seen_before(io.BytesIO(), NOW) == NOW


@given(
    content=st.lists(st.sampled_from([b"{", b"}", b"\n", b"a", b"\r\n", b"[1]", b"\xff"]), max_size=30),
    cut=st.integers(0, 40),
)
def test_any_bytes_packed_or_not_are_read_to_their_end(content: list[bytes], cut: int) -> None:
    plain = b"".join(content)
    assert found(gzip.compress(plain)) == found(plain)
    packed = gzip.compress(plain)
    assert isinstance(found(packed[:-cut] if cut else packed), list)
