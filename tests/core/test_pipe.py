"""Lines of bytes to texts: a text for each line, whatever the bytes and however they are cut."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.core.pipe import Lines, Text, json_texts

PIECES = st.sampled_from(
    [b"\n", b"\r", b"\r\n", b'"', b"\\", b'"love"', b",", b"[", b"]", b"{}", b'{"text": "x"}', b"\xff", b"\xe2\x80\xa8", b"\xef\xbb\xbf",
     b'"\\ud800"', b"\xc3", b"\x00", b"\x85", b" ", b"1"]
)  # fmt: skip
ANY = st.one_of(st.binary(max_size=60), st.lists(PIECES, max_size=40).map(b"".join))


def cut(data: bytes, size: int, *, longest: int = 1_000_000) -> list[Text]:
    lines, found = Lines(longest), []
    for start in range(0, len(data), size):
        found += lines.feed(data[start : start + size])
    return found + lines.end()


def lines_in(data: bytes) -> int:
    return data.count(b"\n") + (data != b"" and not data.endswith(b"\n"))


def one_by_one(lines: list[Text]) -> list[Text]:
    return [text for line in lines for text in json_texts([line])]


@given(ANY, st.integers(1, 70))
def test_there_is_a_text_for_every_line_of_any_bytes(data: bytes, size: int) -> None:
    lines = cut(data, size)
    assert len(lines) == len(json_texts(lines)) == lines_in(data)


@given(ANY, st.integers(1, 70))
def test_where_the_bytes_are_cut_changes_nothing(data: bytes, size: int) -> None:
    assert cut(data, size) == cut(data, len(data) or 1)


@given(ANY)
def test_json_read_at_one_go_is_json_read_line_by_line(data: bytes) -> None:
    lines = cut(data, 60)
    assert list(json_texts(lines)) == one_by_one(lines)


@given(st.lists(st.text()))
def test_texts_come_back_as_they_were_written(texts: list[str]) -> None:
    written = "".join(json.dumps(text) + "\n" for text in texts).encode()
    assert list(json_texts(cut(written, 7))) == texts


@given(ANY, st.integers(1, 9), st.integers(0, 9))
def test_a_line_that_is_too_long_is_none_and_the_others_stay(data: bytes, size: int, more: int) -> None:
    longest = size + more
    whole, short = cut(data, size), cut(data, size, longest=longest)
    sizes = [len(line) for line in data.split(b"\n")]
    assert len(short) == len(whole)
    assert all(b == (None if n > longest else a) for a, b, n in zip(whole, short, sizes, strict=False))


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"a\r\nb\r", ["a", "b"]),
        (b"a\r\r\n", ["a\r"]),
        ("a\u2028b\x85c\x0bd\n".encode(), ["a\u2028b\x85c\x0bd"]),
        (b"\xef\xbb\xbfa\n\xef\xbb\xbfb", ["a", "\ufeffb"]),
        (b"caf\xe9\ncaf\xc3\nx", ["caf\ufffd", "caf\ufffd", "x"]),
    ],
)
def test_lines_end_with_a_line_feed_alone(data: bytes, texts: list[str]) -> None:
    assert cut(data, 3) == texts


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('"love"', "love"),
        ("", ""),
        ("  ", ""),
        (' "a" ', "a"),
        ('"\\ud800"', "\ud800"),
        ('"\\ud83d\\ude00"', "\U0001f600"),
        ('{"id": 1, "text": "love"}', "love"),
        ('{"text": 1}', None),
        ("{}", None),
        ("love", None),
        ('"a", "b"', None),
        ('"a"], ["b"', None),
        ('"a\tb"', None),
        ("null", None),
        ("[" * 100_000, None),
        ("9" * 10_000, None),
    ],
)
def test_a_line_of_json_is_a_string_or_an_object_with_a_text(line: str, text: Text) -> None:
    assert list(json_texts([line])) == [text]
    assert list(json_texts(['"x"', line, '"y"'])) == ["x", text, "y"]


def test_a_string_that_spans_two_lines_is_none() -> None:
    assert list(json_texts(['"a', 'b","c"'])) == [None, None]
