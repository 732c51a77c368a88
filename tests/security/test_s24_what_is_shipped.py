"""S24: every dependency ends somewhere, and the wheel holds the package and nothing else."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
UNBOUNDED = {
    "publicsuffixlist": "its versions are dates: a bound would freeze the list of suffixes, which is what is wanted of it",
}
"""Dependencies without an upper bound, and why."""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SHIPPED = (".py", ".txt", ".mako", ".typed", ".html", ".css")
BAIT = (
    ".env",
    "devsignal.db",
    "secret.key",
    "notes.md",
    "tests/test_x.py",
    "home/devsignal.db",
    "other_package/__init__.py",
)


def requirements() -> list[str]:
    project = PROJECT["project"]
    more = [asked for extra in project["optional-dependencies"].values() for asked in extra]
    return [*project["dependencies"], *more, *PROJECT["build-system"]["requires"]]


def test_s24_every_dependency_is_bounded_above_or_says_why_not() -> None:
    open_ended = {
        re.split(r"[^A-Za-z0-9_.-]", asked)[0] for asked in requirements() if not re.search(r"<\d|==\d|~=\d", asked)
    }
    assert open_ended == set(UNBOUNDED)


def test_s24_no_dependency_comes_from_an_address() -> None:
    assert [asked for asked in requirements() if "@" in asked or "://" in asked] == []


def test_s24_the_wheel_holds_the_package_and_nothing_else(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    shutil.copytree(ROOT / "devsignal_cli", tree / "devsignal_cli")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, tree / name)
    for name in BAIT:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("bait", encoding="utf-8")
    asked = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "made")]
    subprocess.run(asked, cwd=tree, check=True, capture_output=True)
    (wheel,) = (tmp_path / "made").iterdir()
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if ".dist-info/" not in name}
        about = {name.partition(".dist-info/")[2] for name in packed.namelist()} - {""}
    ours = (path for path in (ROOT / "devsignal_cli").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert names == {str(path.relative_to(ROOT)) for path in ours}
    assert [name for name in names if not name.endswith(SHIPPED)] == []
    assert about == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
