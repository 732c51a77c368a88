"""The first page of `company list` among 100,000 companies, as a multiple of the same among 100.

    python -m benchmarks.company_list [--companies N]

Bound: 2. Whole commands, run by turns; the second table is the store's part alone, without the start of the program.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.model.records import NewRecord
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import migrate, organizations, record_lists, record_views, records
from devsignal_cli.store.db import Database
from devsignal_cli.store.record_lists import Filters

RUNS, FEW, ORG = 11, 100, OrganizationId(1)
INDUSTRIES = ("Software", "Energy", "Logistics", "Banking")


def filled(home: Path, number: int) -> Database:
    """A home with so many companies, each with a name, an industry and a technology stack."""
    home.mkdir()
    database = Database(home / "devsignal.db")
    migrate.ensure(database.path, home / "backups")
    with database.write() as session:
        for each in range(number):
            values = {
                "name": f"Firm {each}",
                "industry": INDUSTRIES[each % 4],
                "techStack": ["go", f"tool_{each % 50}"],
            }
            new = NewRecord("company", f"firm{each}.io", values=values)
            records.create(session, ORG, new, "import", None, 1_795_000_000, RULES)
    return database


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def command(home: Path, *options: str) -> Callable[[], object]:
    line = [sys.executable, "-m", "devsignal_cli", "company", "list", *options]
    environment = os.environ | {"DEVSIGNAL_HOME": str(home)}
    return lambda: subprocess.run(line, env=environment, stdout=subprocess.DEVNULL, check=True)


def page(database: Database, filters: Filters) -> Callable[[], object]:
    def read() -> None:
        with database.read() as session:
            found = record_lists.page(session, ORG, "company", filters, 21, None)
            record_views.companies(session, organizations.find(session, None), found)

    return read


def ratios(few: Callable[[], object], many: Callable[[], object]) -> list[float]:
    return sorted(seconds(many) / seconds(few) for _ in range(RUNS))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--companies", type=int, default=100_000)
    number = parser.parse_args().companies
    with tempfile.TemporaryDirectory() as folder:
        homes = Path(folder) / "few", Path(folder) / "many"
        few, many = filled(homes[0], FEW), filled(homes[1], number)
        pairs = {
            "company list": (command(homes[0]), command(homes[1])),
            "company list --json": (command(homes[0], "--json"), command(homes[1], "--json")),
            "store alone": (page(few, Filters()), page(many, Filters())),
            "store alone, --tech go": (page(few, Filters(tech="go")), page(many, Filters(tech="go"))),
        }
        for name, pair in pairs.items():
            found = ratios(*pair)
            print(f"{name:28} {median(found):5.2f}  ({found[0]:.2f} to {found[-1]:.2f}), {number:,} against {FEW}")


if __name__ == "__main__":
    main()
