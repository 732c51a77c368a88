"""What `signals list`, `show`, `set` and `export` look like: much, one and nothing, at 80 and 120 columns."""

from pathlib import Path

import pytest

from tests.cli import pictures
from tests.security import hostile
from tests.signal_world import seed
from tests.support import Cli

LONG = "acme " + "is what we deploy with since a year and " * 6 + "https://t.co/abc"
ORGS = {"full": "default", "one": "second", "empty": "new"}


@pytest.fixture(params=[80, 120])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    width: int = request.param
    monkeypatch.setenv("COLUMNS", str(width))
    return width


@pytest.fixture
def world(cli: Cli) -> Cli:
    """Much, one signal, and an organization without any."""
    seed(cli.database)
    cli("org", "add", "new")
    cli.sql("DELETE FROM signal WHERE organization_id = 2 AND id <> 6")
    cli.sql("UPDATE signal SET deleted_at = NULL, muted = 0 WHERE id IN (6, 13)")
    cli.sql("UPDATE signal SET text = :text WHERE id = 14", text=LONG)
    cli.sql("UPDATE signal SET note = :note WHERE id = 13", note=f"asked {hostile.MARKUP}")
    return cli


@pytest.mark.parametrize("which", ORGS)
def test_a_list(world: Cli, columns: int, which: str) -> None:
    ran = world("signals", "list", "--limit", "8", "--muted", "--org", ORGS[which])
    pictures.check(f"signals_list_{which}", ran.out + ran.err, columns)


def test_what_is_open(world: Cli, columns: int) -> None:
    ran = world("signals", "list", "--open", "--limit", "3")
    pictures.check("signals_list_open", ran.out + ran.err, columns)


@pytest.mark.parametrize(("which", "number"), [("full", "13"), ("one", "6")])
def test_one_signal(world: Cli, columns: int, which: str, number: str) -> None:
    pictures.check(f"signals_show_{which}", world("signals", "show", number, "--org", ORGS[which]).out, columns)


def test_what_was_set(world: Cli, columns: int) -> None:
    ran = world("signals", "set", "13", "14", "--done", "--note", "answered by mail", "--type", "question")
    pictures.check("signals_set", ran.out, columns)


def test_what_was_exported(world: Cli, columns: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for which, org in ORGS.items():
        pictures.check(f"signals_export_{which}", world("signals", "export", "-o", "x.csv", "--org", org).out, columns)
