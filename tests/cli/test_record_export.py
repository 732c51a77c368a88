"""Exports: every record with every field, streamed, and read again by `import`."""

import csv
import io
import json
import stat
from pathlib import Path

import pytest

from tests.records import file, listed, shown
from tests.support import Cli


@pytest.fixture(autouse=True)
def _some(cli: Cli) -> None:
    cli(
        "company",
        "add",
        "acme.io",
        "--name",
        "=1+1",
        "--set",
        "techStack=Go, Rust",
        "--alias",
        "acme.dev",
        "--set",
        "tier=gold",
    )
    cli("contact", "add", "jo@acme.io", "--first-name", "Jo", "--x-user-id", "42")
    cli("contact", "add", "bo@acme.io")


def test_json_lines_are_what_the_list_shows(cli: Cli) -> None:
    ran = cli("contact", "export")
    assert [json.loads(line) for line in ran.out.rstrip("\n").split("\n")] == listed(cli, "contact")


def test_csv_has_a_header_and_no_formula(cli: Cli) -> None:
    ran = cli("company", "export", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(ran.out))
    assert (row["domain"], row["name"], row["techStack"], row["custom_fields"]) == (
        "acme.io",
        "'=1+1",
        "go; rust",
        '{"tier": "gold"}',
    )
    (raw,) = csv.DictReader(io.StringIO(cli("company", "export", "--format", "csv", "--raw").out))
    assert raw["name"] == "=1+1"


def test_as_json_it_is_one_document(cli: Cli) -> None:
    assert cli("contact", "export", "--json").json == {"items": listed(cli, "contact"), "next": None}
    cli("contact", "remove", "jo@acme.io", "bo@acme.io", "--yes")
    assert cli("contact", "export", "--json").json == {"items": [], "next": None}


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl"])
def test_a_file_is_whole_private_and_read_again_without_a_change(cli: Cli, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    ran = cli("company", "export", "-o", str(path))
    assert (ran.code, ran.out.replace("\n", "")) == (0, f"1 company written to {path}.")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir() if "out" in entry.name] == [name]
    again = cli("company", "import", str(path), "--json").json
    assert (again["created"], again["failed"]) == (0, 0)
    assert shown(cli, "company", "1")["name"] == "=1+1"
    told = cli("company", "export", "-o", str(path), "--json").json
    assert (told["rows"], told["format"]) == (1, path.suffix[1:])


def test_an_export_goes_into_another_organization_whole(cli: Cli, tmp_path: Path) -> None:
    cli("org", "add", "second")
    path = tmp_path / "out.jsonl"
    cli("company", "export", "-o", str(path))
    cli("company", "import", str(path), "--org", "second")
    copied = cli("company", "show", "acme.dev", "--org", "second", "--json").json
    assert (copied["name"], copied["custom_fields"]) == ("=1+1", {"techStack": ["go", "rust"], "tier": "gold"})


def test_a_place_that_cannot_be_written_is_told_and_the_old_file_stays(cli: Cli, tmp_path: Path) -> None:
    ran = cli("company", "export", "-o", str(tmp_path / "none" / "out.csv"), "--json")
    assert (ran.code, ran.error["code"]) == (74, "cannot_write")
    assert cli("company", "export", "-o", str(tmp_path)).code == 2


def test_raw_is_for_csv(cli: Cli, tmp_path: Path) -> None:
    assert cli("company", "export", "--raw").code == 2
    assert cli("company", "export", "--raw", "-o", file(tmp_path, "", "x.csv")).code == 0
