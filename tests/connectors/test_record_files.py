"""Files as people and spreadsheets write them: each line with its number, a bad one named, none lost in silence."""

import gzip
import io
from pathlib import Path
from typing import Any

import pytest

from devsignal_cli.connectors import record_files
from devsignal_cli.errors import DamagedError, UsageError
from devsignal_cli.model.records import BadRow, FileRow


def read(folder: Path, content: bytes | str, name: str = "firms.csv") -> tuple[tuple[str, ...], list[Any]]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with record_files.opened(str(path)) as file:
        return file.columns, list(file.rows)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_header_tells_what_parts_the_cells(tmp_path: Path, sign: str) -> None:
    columns, rows = read(tmp_path, f"Domain{sign}Name\nacme.io{sign}Acme\n")
    assert columns == ("Domain", "Name")
    assert rows == [FileRow(2, {"Domain": "acme.io", "Name": "Acme"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_letters_come_through_in_each_encoding_that_spreadsheets_write(tmp_path: Path, encoding: str) -> None:
    _, rows = read(tmp_path, "name\nMüller 食狮\n".encode(encoding))
    assert rows == [FileRow(2, {"name": "Müller 食狮"})]


def test_a_quoted_cell_may_span_lines_and_the_next_row_has_its_own_number(tmp_path: Path) -> None:
    _, rows = read(tmp_path, 'name,about\r\nAcme,"one\r\n\r\ntwo, ""three"""\r\nGlobex,\r\n')
    assert rows == [
        FileRow(2, {"name": "Acme", "about": 'one\r\n\r\ntwo, "three"'}),
        FileRow(5, {"name": "Globex", "about": ""}),
    ]


def test_blank_lines_are_no_rows_and_count_as_lines(tmp_path: Path) -> None:
    columns, rows = read(tmp_path, "\n\nname,size\n\n,\nAcme\n")
    assert columns == ("name", "size")
    assert rows == [FileRow(6, {"name": "Acme"})]


def test_a_spreadsheet_s_own_note_tells_the_sign(tmp_path: Path) -> None:
    columns, rows = read(tmp_path, "sep=;\nname;size\nA,B;7\n")
    assert (columns, rows) == (("name", "size"), [FileRow(3, {"name": "A,B", "size": "7"})])


def test_blank_lines_behind_that_note_are_no_header(tmp_path: Path) -> None:
    columns, rows = read(tmp_path, "sep=;\n\n\nname;size\nA,B;7\n")
    assert (columns, rows) == (("name", "size"), [FileRow(5, {"name": "A,B", "size": "7"})])


def test_lines_may_end_as_on_old_machines(tmp_path: Path) -> None:
    _, rows = read(tmp_path, "name\rA\r" + "x" * 5_000_000 + "\rB\r")
    assert rows == [
        FileRow(2, {"name": "A"}),
        BadRow(3, "it has more than 4,000,000 characters"),
        FileRow(4, {"name": "B"}),
    ]


def test_columns_without_a_name_or_with_a_taken_one_are_told_apart(tmp_path: Path) -> None:
    assert read(tmp_path, "name,,name\nA,B,C\n")[0] == ("name", "column 2", "name (3)")


def test_a_row_with_more_cells_than_the_header_is_named(tmp_path: Path) -> None:
    _, rows = read(tmp_path, "name,size\nAcme,7,9\nGlobex,8,,\n")
    assert rows == [BadRow(2, "it has 3 cells, the header has 2"), FileRow(3, {"name": "Globex", "size": "8"})]


def test_bytes_that_are_no_text_spoil_their_row_alone(tmp_path: Path) -> None:
    _, rows = read(tmp_path, b"name\nM\xfcller\nAcme\n")
    assert rows == [BadRow(2, "it is not UTF-8; save the file as CSV in UTF-8"), FileRow(3, {"name": "Acme"})]


def test_a_quote_that_is_never_closed_is_named_where_it_opens(tmp_path: Path) -> None:
    _, rows = read(tmp_path, 'name\nAcme\n"Globex\nInitech\n')
    assert rows == [
        FileRow(2, {"name": "Acme"}),
        BadRow(3, "it opens a quote that is not closed; what follows could not be read"),
    ]


def test_a_quote_in_the_wrong_place_spoils_its_row_alone(tmp_path: Path) -> None:
    _, rows = read(tmp_path, 'name\n"Ac"me\nGlobex\n')
    assert isinstance(rows[0], BadRow)
    assert rows[0].line == 2
    assert rows[1] == FileRow(3, {"name": "Globex"})


def test_the_sign_that_keeps_a_spreadsheet_from_calculating_is_taken_off(tmp_path: Path) -> None:
    _, rows = read(tmp_path, "name\n'=cmd()\n'quoted\n")
    assert [row.cells["name"] for row in rows] == ["=cmd()", "'quoted"]


def test_json_lines_keep_their_types(tmp_path: Path) -> None:
    text = '{"domain": "acme.io", "employees": 7, "custom_fields": {"tier": "gold"}}\n\n{"name": "\\ud800"}\n'
    columns, rows = read(tmp_path, text, "firms.jsonl")
    assert columns == ("domain", "employees", "custom_fields", "name")
    assert rows == [
        FileRow(1, {"domain": "acme.io", "employees": 7, "custom_fields": {"tier": "gold"}}),
        FileRow(3, {"name": "\ud800"}),
    ]


def test_a_list_of_objects_is_read_as_well(tmp_path: Path) -> None:
    _, rows = read(tmp_path, '[\n {"name": "A"},\n {"name": "B"}, 7]\n', "firms.json")
    assert [getattr(row, "cells", None) for row in rows] == [{"name": "A"}, {"name": "B"}, None]


@pytest.mark.parametrize("bad", ["{", "7", '"x"', "[" * 5000, "nul"])
def test_a_line_that_is_no_object_is_named(tmp_path: Path, bad: str) -> None:
    _, rows = read(tmp_path, f'{{"name": "A"}}\n{bad}\n{{"name": "B"}}\n', "firms.jsonl")
    assert rows[1] == BadRow(2, "it is no JSON object")
    assert len(rows) == 3


@pytest.mark.parametrize("text", ["name\nAcme\n", '{"name": "Acme"}\n'])
def test_a_packed_file_is_unpacked(tmp_path: Path, text: str) -> None:
    columns, rows = read(tmp_path, gzip.compress(text.encode()), "firms.gz")
    assert (columns, rows[0].cells) == (("name",), {"name": "Acme"})


@pytest.mark.parametrize("text", ["name\n" + "Acme\n" * 90_000, '{"name": "Acme"}\n' * 90_000])
def test_a_packed_file_that_was_cut_gives_what_it_holds_and_says_so(tmp_path: Path, text: str) -> None:
    whole = gzip.compress(text.encode(), 0)
    _, rows = read(tmp_path, whole[: len(whole) // 2], "firms.gz")
    assert isinstance(rows[-1], BadRow)
    assert len(rows) > 1000


def test_an_empty_file_has_no_columns(tmp_path: Path) -> None:
    assert read(tmp_path, "") == ((), [])
    assert read(tmp_path, "\n \n") == ((), [])


def test_stdin_is_read_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"name\nAcme\n")))
    with record_files.opened("-") as file:
        assert list(file.rows) == [FileRow(2, {"name": "Acme"})]


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    for name in ("none.csv", "."):
        with pytest.raises(UsageError, match="cannot be read"), record_files.opened(str(tmp_path / name)):
            pass


@pytest.mark.parametrize(
    "content",
    [
        b"\x1f\x8bxx", b"\xff\xfea", b"\x89PNG\r\n\x1a\n\0\0", b"Dom\xe4ne,Name\nx,y\n", b'"name\n', b"\x7fELF\0\0\n",
        b"x" * 4_000_001,
    ],
    ids=len,
)  # fmt: skip
def test_a_file_of_another_kind_is_damaged(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DamagedError, match="neither CSV in UTF-8 nor JSON"):
        read(tmp_path, content)


def test_a_line_that_nobody_writes_is_named_and_the_next_one_read(tmp_path: Path) -> None:
    _, rows = read(tmp_path, "name\n" + "x" * 9_000_000 + "\nAcme\n")
    assert rows == [BadRow(2, "it has more than 4,000,000 characters"), FileRow(3, {"name": "Acme"})]


def test_a_cell_that_nobody_writes_is_named(tmp_path: Path) -> None:
    _, rows = read(tmp_path, "name\n" + "x" * 1_000_001 + "\nAcme\n")
    assert isinstance(rows[0], BadRow)
    assert "more than 1,000,000 characters" in rows[0].reason
    assert rows[1] == FileRow(3, {"name": "Acme"})


def test_more_columns_than_anybody_has_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="3,000 columns"):
        read(tmp_path, ",".join(f"c{number}" for number in range(3_000)) + "\n")
