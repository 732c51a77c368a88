"""S17: an organization's name is a plain word, and no path is made from it."""

from pathlib import Path

import pytest

from tests.support import Cli

pytestmark = pytest.mark.usefixtures("home")
REFUSED = (
    "../x", "a/b", "/etc", ".", "..", "a..b", ".hidden", "-rf", "a\\b", "C:x", "nul\0", "a" * 64, "a" * 300,
    "\u0430cme", "acme\u200b", "\uff41cme", "\u00e4cme", "CON", "con", "Nul", "aux", "PRN", "", " ", "a b", " acme",
    "acme\n", "a\nb", "a\tb", "a\x1b[31m", "\u202eemca", "a'b", 'a"b', "a%b", "a;b", "$(id)", "`id`", "a&b", "a|b", "*", "~",
)  # fmt: skip
TAKEN = ("Default", "DEFAULT")


def tree(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize("name", [*REFUSED, *TAKEN], ids=ascii)
def test_s17_a_name_that_means_something_elsewhere_is_refused(cli: Cli, tmp_path: Path, name: str) -> None:
    cli("org", "list")
    before = tree(tmp_path)
    ran = cli("org", "add", "--json", "--", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.error["code"] == "usage"
    assert cli.sql("SELECT name FROM organization") == [("default",)]
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", [name for name in REFUSED if name.strip()], ids=ascii)
def test_s17_a_name_that_was_never_added_opens_nothing(cli: Cli, tmp_path: Path, name: str) -> None:
    cli("org", "list")
    before = tree(tmp_path)
    ran = cli("company", "list", "--json", f"--org={name}")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "not_found")
    assert tree(tmp_path) == before


def test_s17_the_database_lies_where_it_lay_whatever_organization_is_meant(cli: Cli, tmp_path: Path) -> None:
    where = cli("db", "path").out
    assert cli("org", "add", "a.b-c_d").code == 0
    before = tree(tmp_path)
    assert cli("db", "path", "--org", "a.b-c_d").out == where == f"{cli.database}\n"
    assert cli("company", "add", "acme.io", "--org", "a.b-c_d").code == 0
    assert {path for path in tree(tmp_path) - before if "a.b-c_d" in path} == set()
