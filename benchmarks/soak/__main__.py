"""The fault suite at length: python -m benchmarks.soak [PART …] [--minutes N] [--kills K] [--seed S]

Parts, in their order: `crowds` (8 processes x 50 syncs of one and of different organizations), `sweeps` (kill, ENOSPC
and EIO at every write of a sync and an enrichment) and `kills` (random SIGKILLs on one growing database: K of them at
least, and on until N minutes are over since the start). The first two take what they take, some 15 minutes on two
cores. Ends with one line of figures; exit code 1 if anything was lost, stored twice, corrupt, or failed a check.
Needs Linux and gcc.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.soak.crowds import crowd
from benchmarks.soak.figures import Figures
from benchmarks.soak.kills import kill_at_random
from benchmarks.soak.sweeps import sweep_all
from tests.faults.program import built_shim

PARTS = ("crowds", "sweeps", "kills")
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help="crowds, sweeps, kills (default: all)")
    parser.add_argument("--minutes", type=float, default=0.0)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    parts = arguments.parts or PARTS
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    figures = Figures()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        folder = Path(name)
        shim = built_shim(folder)
        if "crowds" in parts:
            crowd(figures, folder)
        if "sweeps" in parts:
            sweep_all(figures, shim, folder)
        if "kills" in parts:
            kill_at_random(figures, shim, folder, arguments.kills, arguments.minutes, arguments.seed)
    print(figures.line())
    return 0 if figures.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
