"""Laws of an import: order, files and batches change nothing, and a kill at any moment loses nothing."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.connectors import x_archive
from devsignal_cli.core import sentiment
from devsignal_cli.core.importing import BATCH_ITEMS, ImportJob, ImportOutcome, run_import
from devsignal_cli.errors import InterruptedRunError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.people import Link, People
from devsignal_cli.model.records import RecordRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Database
from devsignal_cli.store.import_store import ImportStore
from tests.archives import counts, edited, file_of, flattened, gone, id_of, lines, page, post, user
from tests.e2e.test_laws import Quiet
from tests.support import NOW_MS, Cli

pytestmark = pytest.mark.long

ORGANIZATION = Organization(OrganizationId(1), "default", "UTC")
STORE = "devsignal_cli.store"
# Whatever the order is, the same rows: posts twice, versions of edits in any order, deletions before their posts.
LINES: list[Any] = [
    page([post(n) for n in range(12)], user(100), user(101)),
    page([post(n) for n in range(8, 20)]),
    *(edited(30, version, f"acme is at version {version}") for version in (0, 1, 2)),
    page([edited(31, 1, "acme, the better words"), post(32)]),
    flattened(40),
    gone(id_of(3)),
    gone(106, "suspended"),
    counts(),
    b'{"data": [{"id": "1',
    page([user(102), user(103)], __twarc={"retrieved_at": "2026-11-17T08:00:00Z"}),
]
ROWS = {
    "signal": "post_key, post_id, author_id, posted_at, text, lang, type, sentiment, score, repost, withheld, deleted_at",
    "raw_answer": "organization_id, kind, object_id",
    "author": "id, username, seen_at, CASE WHEN seen_at IS NULL THEN wanted END",  # nobody asks for who was seen
}


def imported(
    database: Path, names: list[str], batch_items: int = BATCH_ITEMS, rules: RecordRules = RULES
) -> ImportOutcome:
    store = ImportStore(Database(database), ORGANIZATION.id, sentiment.VERSION, rules)
    items = x_archive.read(names, sys.stdin, NOW_MS // 1_000)
    return run_import(
        ImportJob(ORGANIZATION, items, store, Quiet(), lambda: NOW_MS // 1_000, sentiment.shipped(), batch_items)
    )


def rows(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    with Database(database).read() as session:
        return {
            table: sorted((tuple(row) for row in session.rows(f"SELECT {names} FROM {table}")), key=repr)
            for table, names in ROWS.items()
        }


def stored_of(
    template: Path, files: Iterable[Iterable[Any]], *, runs: int = 1, batch_items: int = BATCH_ITEMS
) -> dict[str, list[tuple[Any, ...]]]:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "devsignal.db"
        shutil.copy(template, database)
        names = [file_of(Path(folder), f"{number}.jsonl", *values) for number, values in enumerate(files)]
        for _ in range(runs):
            imported(database, names, batch_items)
        return rows(database)


@settings(max_examples=20)
@given(order=st.permutations(LINES), cuts=st.lists(st.integers(0, len(LINES)), max_size=3), batch=st.integers(1, 9))
def test_order_files_and_batches_change_nothing(template: Path, order: list[Any], cuts: list[int], batch: int) -> None:
    edges = [0, *sorted(cuts), len(order)]
    files = [order[start:end] for start, end in pairwise(edges)]
    assert stored_of(template, files, batch_items=batch) == stored_of(template, [LINES])


def test_a_second_import_changes_no_row(template: Path) -> None:
    assert stored_of(template, [LINES], runs=2) == stored_of(template, [LINES])


POINTS = {
    "before the first batch": ("call", f"{STORE}.import_store:ImportStore.store_batch", 1),
    "in the middle of the first batch": ("call", f"{STORE}.signals:_store_keywords", 1),
    "between a batch and its commit": ("return", f"{STORE}.resolution:resolve", 2),
    "after the second batch": ("return", f"{STORE}.import_store:ImportStore.store_batch", 2),
    "before the deletions": ("call", f"{STORE}.import_store:ImportStore.delete", 1),
    "between a deletion and its commit": ("return", f"{STORE}.signals:delete_content", 1),
    "before the run is noted as finished": ("call", f"{STORE}.runs:finish", 1),
}
POSTS = 4_300


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Three batches of posts, and one of them deleted."""
    pages = [page([post(n) for n in range(start, start + 100)]) for start in range(0, POSTS, 100)]
    return file_of(tmp_path_factory.mktemp("archive"), "a.jsonl", gone(id_of(7)), *pages)


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "DEVSIGNAL_HOME": str(home)}


@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS.keys())
def test_an_import_that_was_killed_is_completed_by_the_next(
    cli: Cli, archive: str, point: tuple[str, str, int]
) -> None:
    event, name, number = point
    killed = subprocess.run(
        [sys.executable, "-m", "tests.e2e.kill_at", event, name, str(number), "twitter", "import", archive],
        env=environment(cli.home), cwd=Path(__file__).parents[2], capture_output=True, check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    assert cli("twitter", "import", archive).code == 0
    assert cli.stored() == [id_of(n) for n in range(POSTS)]
    assert cli.sql("SELECT post_id FROM signal WHERE deleted_at IS NOT NULL AND text = ''") == [(id_of(7),)]
    assert cli.sql("SELECT count(*) FROM raw_answer") == [(POSTS - 1,)]
    assert cli.sql("PRAGMA integrity_check") == [("ok",)]
    assert cli.sql("PRAGMA foreign_key_check") == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_stop_on_request_prints_the_result_so_far(cli: Cli, number: signal.Signals, code: int) -> None:
    command = [sys.executable, "-m", "devsignal_cli", "twitter", "import", "-", "--json"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(cli.home)
    ) as process:
        assert process.stdin
        process.stdin.write(lines(page([post(n) for n in range(2_500)])) + b"\n" + b" " * 500_000)
        process.stdin.flush()
        while not cli.stored():
            assert process.poll() is None
        process.send_signal(number)
        out, said = process.communicate(timeout=5)
    result = json.loads(out)
    assert (process.returncode, result["status"], result["reason"]) == (code, "partial", None)
    assert result["signals_created"] == len(cli.stored()) == 2_000
    assert json.loads(said)["error"]["code"] == "interrupted"
    assert cli.sql("SELECT status FROM run") == [("partial",)]


def test_a_stop_within_a_batch_takes_the_batch_back(home: Path) -> None:
    calls = 0

    def stopping(people: People, author_id: int) -> tuple[Link, ...]:
        nonlocal calls
        calls += 1
        if calls > 7:  # the authors of the first batch
            raise InterruptedRunError(signal.SIGTERM)
        return RULES.identity.decide(people, author_id)

    name = file_of(home, "a.jsonl", *(post(n, author_id=str(100 + n // 10 * 7 + n % 7)) for n in range(20)))
    rules = replace(RULES, identity=replace(RULES.identity, decide=stopping))
    outcome = imported(home / "devsignal.db", [name], 10, rules)
    assert isinstance(outcome.error, InterruptedRunError)
    assert (outcome.result.status, outcome.result.posts_read, outcome.result.signals_created) == ("partial", 10, 10)
    assert len(rows(home / "devsignal.db")["signal"]) == 10
