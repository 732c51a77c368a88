"""Takes each guard out of a copy of the program, and shows its test go red: `python -m benchmarks.guards [ROW …]`.

Each of the faults F01-F25 and attacks S01-S24 has a guard in tests/guards. The tree itself is never touched. Ends with
one line of figures; exit code 1 if a test stayed green, or failed for another reason than a failed test.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.guards.every import GUARDS
from tests.guards.guard import Guard

ROOT = Path(__file__).parents[1]
_TESTS_FAILED = 1  # pytest's exit code; 2 to 5 say that nothing was tested


def main() -> int:
    asked = {row.upper() for row in sys.argv[1:]}
    chosen = [guard for guard in GUARDS if not asked or guard.row in asked]
    with tempfile.TemporaryDirectory(prefix="devsignal-guards-") as folder:
        copy = Path(folder) / "tree"
        _copied(copy)
        red = [_is_red(copy, guard) for guard in chosen]
    print(f"guards: {len(chosen)}, red without: {sum(red)}, green without: {len(red) - sum(red)}")
    return 0 if all(red) else 1


def _copied(copy: Path) -> None:
    named = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()  # noqa: S607
    for name in named.rstrip("\0").split("\0"):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name)


def _is_red(copy: Path, guard: Guard) -> bool:
    file = copy / guard.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(guard.text, guard.without), encoding="utf-8")
    try:
        code = _tested(copy, guard.test)
    finally:
        file.write_text(whole, encoding="utf-8")
    is_red = code == _TESTS_FAILED
    print(f"{guard.row}  {'red' if is_red else f'NOT RED (pytest exit code {code})'}  {guard.test}", flush=True)
    return is_red


def _tested(copy: Path, test: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
