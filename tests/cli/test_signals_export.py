"""`signals export`: every form against SQL, in order, whole or not at all, and no more held than a page."""

import csv
import io
import json
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.reports import parquet, signal_sheet
from devsignal_cli.store import signal_lists
from devsignal_cli.store.db import Database, Parameters, Row, Session
from tests.security import hostile
from tests.signal_world import seed
from tests.support import Cli

SHOWN = "organization_id = 1 AND muted = 0 AND deleted_at IS NULL"
ORDER = f"SELECT id, post_id FROM signal WHERE {SHOWN} ORDER BY posted_at, post_id"


@pytest.fixture
def world(cli: Cli) -> Cli:
    seed(cli.database)
    return cli


def exported(cli: Cli, *options: str) -> list[dict[str, Any]]:
    ran = cli("signals", "export", *options)
    assert (ran.code, ran.err) == (0, "")
    return [json.loads(line) for line in ran.out.splitlines()]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_lines_are_the_signals_of_the_list_oldest_first(world: Cli) -> None:
    items = exported(world)
    assert [(int(item["id"]), int(item["post_id"])) for item in items] == world.sql(ORDER)
    listed = world("signals", "list", "--limit", "1000", "--json").json["items"]
    assert items == listed[::-1]


def test_each_key_of_a_line_is_what_the_tables_have(world: Cli) -> None:
    columns = (
        "s.id, s.text, s.posted_at, s.sentiment, s.score, s.replies, a.username, a.followers, s.company_id, s.done"
    )
    question = f"SELECT {columns} FROM signal s LEFT JOIN author a ON a.id = s.author_id WHERE s.id = :id"
    for item in exported(world):
        at = datetime.fromisoformat(item["posted_at"]).timestamp()
        author, company = item["author"], item["company_id"]
        assert world.sql(question, id=int(item["id"])) == [(
            int(item["id"]), item["text"], int(at), item["sentiment"], item["score"], item["metrics"]["replies"],
            author["username"], author["followers"], company and int(company), int(item["done"]),
        )]  # fmt: skip


def test_since_gives_what_stands_behind_a_signal_however_it_is_named(world: Cli) -> None:
    whole = exported(world)
    last = whole[40]
    for name in (last["id"], last["post_id"], last["url"]):
        assert exported(world, "--since", name) == whole[41:]
    assert exported(world, "--since", whole[-1]["id"]) == []
    world.sql("UPDATE signal SET muted = 1 WHERE id = :id", id=int(last["id"]))
    assert exported(world, "--since", last["id"]) == whole[41:]
    assert world("signals", "export", "--since", "6", "--json").error["code"] == "not_found"  # another's


def test_a_file_names_the_signal_behind_which_the_next_one_goes_on(world: Cli, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    told = world("signals", "export", "-o", str(path), "--json").json
    (last, _), rows = world.sql(ORDER)[-1], len(world.sql(ORDER))
    assert told == {"org": "default", "file": str(path), "format": "jsonl", "rows": rows, "last": str(last)}
    assert path.read_text(encoding="utf-8").count("\n") == rows
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = world("signals", "export", "-o", str(path), "--since", str(last))
    said = f"0 signals written to {path}. What comes behind them: --since {last}"
    assert "".join(again.out.split()) == said.replace(" ", "")  # a long path is broken anywhere


def test_ids_alone_are_posts_ids_in_every_form(world: Cli, tmp_path: Path) -> None:
    ids = [str(post) for _, post in world.sql(ORDER)]
    assert world("signals", "export", "--ids-only").out.splitlines() == ids
    assert world("signals", "export", "--ids-only", "--format", "csv").out.splitlines() == ["post_id", *ids]
    assert world("signals", "export", "--ids-only", "--json").json == {"items": ids, "next": None}
    path = tmp_path / "ids.parquet"
    world("signals", "export", "--ids-only", "-o", str(path))
    assert pyarrow.parquet.read_table(path).to_pydict() == {"post_id": ids}


def test_as_json_it_is_one_document(world: Cli) -> None:
    assert world("signals", "export", "--json").json == {"items": exported(world), "next": None}
    assert world("signals", "export", "--json", "--org", "second").json["items"][0]["org"] == "second"
    world("org", "add", "new")
    assert world("signals", "export", "--json", "--org", "new").json == {"items": [], "next": None}


def test_csv_has_each_signal_and_no_formula(world: Cli) -> None:
    items = exported(world)
    rows = table(world("signals", "export", "--format", "csv").out)
    assert [row["id"] for row in rows] == [item["id"] for item in items]
    for row, item in zip(rows, items, strict=True):
        assert row["text"].removeprefix("'") == item["text"]
        assert (row["author_followers"], row["score"]) == (
            str(item["author"]["followers"] or ""),
            str(item["score"]),
        )
        assert row["text"].startswith("'") == item["text"].startswith("=")
    raw = table(world("signals", "export", "--format", "csv", "--raw").out)
    assert [row["text"] for row in raw] == [item["text"] for item in items]
    assert any(text.startswith("=") for text in (item["text"] for item in items))
    assert world("signals", "export", "--raw").code == 2


def test_parquet_has_each_signal_with_the_types_of_its_columns(world: Cli, tmp_path: Path) -> None:
    path = tmp_path / "all.parquet"
    assert world("signals", "export", "-o", str(path)).code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    rows, items = pyarrow.parquet.read_table(path).to_pylist(), exported(world)
    for row, item in zip(rows, items, strict=True):
        author, metrics = item.pop("author"), item.pop("metrics")
        flat = {**item, **{f"author_{name}": value for name, value in author.items()}, **metrics}
        assert row == flat | {"posted_at": datetime.fromisoformat(item["posted_at"]).astimezone(UTC)}


def test_companies_and_contacts_go_into_parquet_too(world: Cli, tmp_path: Path) -> None:
    world("company", "edit", "c1.dev", "--set", "techStack=Go, Rust", "--set", "foundedYear=2014", "--name", "=1+1")
    for entity in ("company", "contact"):
        path = tmp_path / f"{entity}.parquet"
        assert world(entity, "export", "-o", str(path)).code == 0
        rows = pyarrow.parquet.read_table(path).to_pylist()
        listed = world(entity, "list", "--json").json["items"]
        assert [row["id"] for row in rows] == [item["id"] for item in listed]
        assert [row["signals"] for row in rows] == [item["signals"] for item in listed]
    first = pyarrow.parquet.read_table(tmp_path / "company.parquet").to_pylist()[-1]
    assert (first["name"], first["techStack"], first["foundedYear"]) == ("=1+1", ["go", "rust"], "2014")


def test_without_pyarrow_it_is_said_how_to_get_it_and_nothing_is_written(
    world: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "pyarrow.parquet")
    ran = world("signals", "export", "-o", str(tmp_path / "all.parquet"), "--json")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "usage")
    assert "pip install pyarrow" in ran.error["hint"]
    assert not (tmp_path / "all.parquet").exists()


def test_what_cannot_be_exported_is_said(world: Cli, tmp_path: Path) -> None:
    assert "-o export.parquet" in world("signals", "export", "--format", "parquet").err
    assert world("signals", "export", "-o", str(tmp_path / "x.xlsx")).code == 2
    assert world("signals", "export", "-o", str(tmp_path / "none" / "x.csv")).code == 74
    assert world("signals", "export", "--since", "nobody", "--json").error["code"] == "not_found"


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_an_export_that_fails_on_the_way_leaves_the_old_file_and_no_other(
    world: Cli, tmp_path: Path, form: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / f"all.{form}"
    path.write_text("old")
    (last, _) = world.sql(ORDER)[-1]
    world.sql("UPDATE signal SET posted_at = 9000000000000 WHERE id = :id", id=last)  # a time of no year, read last
    assert world("signals", "export", "-o", str(path)).code == 65
    assert [entry.name for entry in folder.iterdir()] == [path.name]
    assert path.read_text() == "old"


def test_no_hostile_text_leaves_raw_where_a_terminal_reads_it(world: Cli, tmp_path: Path) -> None:
    world.sql("UPDATE signal SET text = :text", text=f"\n={hostile.ALL}")
    assert hostile.raw_signs(world("signals", "export").out) == set()
    written = tmp_path / "all.csv"
    world("signals", "export", "-o", str(written))
    assert {row["text"] for row in table(written.read_bytes().decode())} == {f"'\n={hostile.ALL}"}


class Watched(Session):
    """A session that notes how many rows each question gave."""

    noted: list[int]

    def rows(self, sql: str, parameters: Parameters | None = None) -> list[Row]:
        found = super().rows(sql, parameters)
        if "ORDER BY s.posted_at" in sql:
            self.noted.append(len(found))
        return found


class WatchedDatabase(Database):
    """A database whose sessions are watched."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.noted: list[int] = []

    @contextmanager
    def read(self) -> Iterator[Session]:
        with super().read() as session:
            watched = Watched(session.connection)
            watched.noted = self.noted
            yield watched


def test_no_more_than_a_page_is_read_ahead_of_what_is_written(world: Cli) -> None:
    database = WatchedDatabase(world.database)
    total = len(world.sql(ORDER))
    seen = 0
    for page in signal_lists.pages(database, OrganizationId(1), size=10):
        seen += len(page)
        assert sum(database.noted) == seen
    assert (seen, max(database.noted)) == (total, 10)
    assert database.noted == [10] * (total // 10) + [total % 10]


def test_parquet_is_written_group_by_group(world: Cli, tmp_path: Path) -> None:
    total = len(world.sql(ORDER))
    taken = 0

    def items() -> Iterator[object]:
        nonlocal taken
        for page in signal_lists.pages(Database(world.database), OrganizationId(1)):
            for signal in page:
                taken += 1
                yield signal

    path = tmp_path / "all.parquet"
    with path.open("wb") as target:
        parquet.write(target, signal_sheet.WHOLE, items(), group_rows=10)
    groups = pyarrow.parquet.ParquetFile(path).metadata
    sizes = [groups.row_group(number).num_rows for number in range(groups.num_row_groups)]
    assert (taken, sizes) == (total, [10] * (total // 10) + [total % 10])
