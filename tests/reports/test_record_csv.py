"""CSV that a spreadsheet opens without calculating, and that holds every field."""

import csv
import io
from datetime import UTC, datetime

from devsignal_cli.model.records import COMPANY_FIELDS, CONTACT_FIELDS, Value
from devsignal_cli.reports import record_csv
from devsignal_cli.results.records import Company

AT = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


def company(name: str | None = "Acme", **custom: Value) -> Company:
    return Company(
        "7", "default", "acme.io", ("acme.dev", "acme.app"), name, None, "Software", "small", None, custom, "hand",
        AT, AT, True, None, None, None, 2, 5,
    )  # fmt: skip


def read(*items: Company, is_raw: bool = False) -> list[dict[str, str]]:
    text = "\n".join(record_csv.lines("company", items, is_raw=is_raw))
    return list(csv.DictReader(io.StringIO(text)))


def test_each_field_has_its_column_and_the_rest_is_json() -> None:
    (row,) = read(company(techStack=["go", "rust"], foundedYear=2014, tier="gold"))
    assert (row["id"], row["aliases"], row["techStack"], row["foundedYear"]) == (
        "7",
        "acme.dev; acme.app",
        "go; rust",
        "2014",
    )
    assert (row["custom_fields"], row["queued"], row["created_at"]) == (
        '{"tier": "gold"}',
        "true",
        "2026-11-18T10:00:00Z",
    )
    assert (row["description"], row["enriched_at"]) == ("", "")
    assert set(COMPANY_FIELDS) <= set(record_csv.COLUMNS["company"])
    assert set(CONTACT_FIELDS) <= set(record_csv.COLUMNS["contact"])


def test_a_cell_that_looks_like_a_formula_is_made_a_text_unless_it_is_to_be_raw() -> None:
    names = ("=1+1", "+1", "-1", "@x", "\tx", "\rx", "x=1")
    assert [row["name"] for row in read(*map(company, names))] == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "x=1"]
    assert read(company("=1+1"), is_raw=True)[0]["name"] == "=1+1"


def test_line_breaks_and_quotes_come_through() -> None:
    assert read(company('a "b",\nc'))[0]["name"] == 'a "b",\nc'


def test_nothing_to_write_is_a_header_alone() -> None:
    assert list(record_csv.lines("contact", [])) == [",".join(record_csv.COLUMNS["contact"])]
