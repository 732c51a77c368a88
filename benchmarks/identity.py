"""How well the program knows who is who, in a made-up world whose truth is known, beside rules without any care.

    python -m benchmarks.identity [--seed N] [--contacts N] [--authors N] [--wrong N] [--stranger-first W]

Generates the world, imports its files with the program itself in a home of its own, reads the live ties of its
database, and scores them and those of naive rules alike. `--stranger-first` puts in handles that a stranger took
before anybody was seen; they count for nothing.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.identity_ties import ties_in
from tests.identity_world import generate, to_files
from tests.identity_world.model import World
from tests.identity_world.naive import RIVALS
from tests.identity_world.score import Figures, Share, score


@dataclass(frozen=True, slots=True)
class Ran:
    """One command, how long it took, and the most memory that it held."""

    command: str
    seconds: float
    megabytes: float


def imported(world: World, folder: Path) -> list[Ran]:
    """A home with the world in it, made by the program."""
    files = to_files(world, folder)
    commands = (
        ["company", "import", str(files.companies), "--yes"],
        ["contact", "import", str(files.contacts), "--yes"],
        ["twitter", "import", str(files.archive)],
    )
    return [ran(command, folder / "home") for command in commands]


def ran(command: list[str], home: Path) -> Ran:
    environment = os.environ | {"DEVSIGNAL_HOME": str(home), "NO_COLOR": "1"}
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "devsignal_cli", *command], env=environment, stdout=subprocess.DEVNULL
    ) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"devsignal {' '.join(command[:2])} ended with {child.returncode}")
    return Ran(" ".join(command[:2]), time.perf_counter() - began, usage.ru_maxrss / 1024)


def table(rows: dict[str, Figures]) -> Iterator[str]:
    """The figures of each set of rules, a line each."""
    yield f"{'':22}{'contacts: confirmed':>24}{'probable':>20}{'recall':>20}{'where allowed':>20}"
    for name, figures in rows.items():
        of = figures.contacts
        shares = (of.probable, of.recall, of.recall_allowed)
        yield f"{name:22}{told(of.confirmed):>24}" + "".join(f"{told(share):>20}" for share in shares)
    yield ""
    yield f"{'':22}{'companies: confirmed':>24}{'probable':>20}{'recall where named':>20}"
    for name, figures in rows.items():
        at = figures.companies
        yield f"{name:22}{told(at.confirmed):>24}{told(at.probable):>20}{told(at.recall):>20}"
    yield ""
    labels = list(next(iter(rows.values())).contacts.by_evidence)
    yield f"{'found, by evidence':22}" + "".join(f"{label:>20}" for label in labels)
    for name, figures in rows.items():
        yield f"{name:22}" + "".join(f"{told(figures.contacts.by_evidence[label]):>20}" for label in labels)


def told(share: Share) -> str:
    if share.ratio is None:
        return "-"
    return f"{share.ratio:.4f} {share.part}/{share.whole}"


def wrong_ones(figures: Figures, most: int) -> Iterator[str]:
    """The first wrong ties, each with what the world knows."""
    for wrong in figures.wrong[:most]:
        author = wrong.author
        yield f"\n{wrong.kind} {author.user_id} @{author.username} {author.name!r} ({', '.join(wrong.traps)})"
        yield f"  bio   {author.bio!r}\n  link  {author.link}"
        yield f"  said  {wrong.said}\n  is    {wrong.truth}"


def main() -> None:
    parser = argparse.ArgumentParser()
    for name, default in (("seed", 1), ("contacts", 5_000), ("authors", 20_000), ("wrong", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--stranger-first", type=float, default=0.0)
    options = parser.parse_args()
    began = time.perf_counter()
    world = generate(options.seed, options.contacts, options.authors, options.stranger_first)
    print(f"world {options.seed}: {len(world.contacts):,} contacts, {len(world.authors):,} authors", end="")
    print(f", {len(world.posts):,} posts; made in {time.perf_counter() - began:.1f} s")
    with tempfile.TemporaryDirectory() as name:
        for run in imported(world, Path(name)):
            print(f"{run.command:18} {run.seconds:6.1f} s  {run.megabytes:6.0f} MB")
        ours = score(world, ties_in(Path(name) / "home" / "devsignal.db", world))
    rows = {"devsignal": ours} | {name: score(world, rival(world)) for name, rival in RIVALS.items()}
    print("", *table(rows), sep="\n")
    print(f"\nleft out: {ours.contacts.left_out} contacts, {ours.companies.left_out} companies that nobody could tell")
    outdated = ours.companies.outdated
    print(f"wrong ties of devsignal: {ours.wrong_count}, of them {outdated} companies on file that people have left")
    print(*wrong_ones(ours, options.wrong), sep="\n")


if __name__ == "__main__":
    main()
