"""An import killed at any point and done again ends as one that was never killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.records import file, listed
from tests.support import Cli

pytestmark = pytest.mark.long

STORE = "devsignal_cli.store"
POINTS = [
    ("call", f"{STORE}.record_import:RecordImportStore.store_rows", 2),
    ("return", f"{STORE}.record_import:RecordImportStore.store_rows", 2),
    ("call", f"{STORE}.records:write", 700),
    ("return", f"{STORE}.record_keys:tie", 1_200),
    ("call", f"{STORE}.record_import:RecordImportStore.finish_run", 1),
]
PEOPLE = "email,title\n" + "".join(f"jo{number}@firm{number % 700}.io,Dev {number}\n" for number in range(1_300))


def killed(home: Path, point: tuple[str, str, int], *arguments: str) -> int:
    event, where, number = point
    return subprocess.run(
        [sys.executable, "-m", "tests.e2e.kill_at", event, where, str(number), *arguments],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"DEVSIGNAL_HOME": str(home)},
        capture_output=True,
        check=False,
        timeout=120,
    ).returncode


@pytest.mark.parametrize("point", POINTS, ids=lambda point: f"{point[0]}-{point[1].rpartition(':')[2]}")
def test_a_killed_import_is_completed_by_the_same_file(cli: Cli, tmp_path: Path, point: tuple[str, str, int]) -> None:
    path = file(tmp_path, PEOPLE)
    assert killed(cli.home, point, "contact", "import", path) == -9
    assert cli("contact", "import", path).code == 0
    assert cli.sql("SELECT count(*), count(DISTINCT email_key), count(DISTINCT company_id) FROM contact") == [
        (1_300, 1_300, 700)
    ]
    assert cli.sql("SELECT count(*) FROM company") == [(700,)]
    assert cli.sql("SELECT count(*) FROM field_provenance WHERE field = 'title'") == [(1_300,)]
    assert cli("db", "check").code == 0


def test_a_killed_undo_is_completed_by_the_next(cli: Cli, tmp_path: Path) -> None:
    cli("contact", "import", file(tmp_path, PEOPLE))
    for point in (
        ("return", f"{STORE}.run_undo:RunUndo._undo_batch", 2),
        ("call", f"{STORE}.record_remove:contacts", 3),
    ):
        assert killed(cli.home, point, "contact", "remove", "--run", "1", "--yes") == -9
    assert cli("contact", "remove", "--run", "1", "--yes").code == 0
    assert listed(cli, "contact") == listed(cli, "company") == []
    assert cli.sql("SELECT count(*) FROM field_provenance") == [(0,)]
    assert cli("db", "check").code == 0
