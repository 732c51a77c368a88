"""How long commands take to start, as a multiple of `python -c pass`: python -m benchmarks.start_up [--rounds N]."""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

COMMANDS = {
    "--version": ["--version"],
    "--help": ["--help"],
    "twitter status": ["twitter", "status"],
    "twitter status --json": ["twitter", "status", "--json"],
    "stats": ["stats"],
    "org list": ["org", "list"],
}


def seconds(command: list[str], environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "DEVSIGNAL_HOME": home}
        program = [sys.executable, "-m", "devsignal_cli"]
        seconds([*program, "stats"], environment)  # makes the database
        ratios: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for _ in range(rounds):
            floor = seconds([sys.executable, "-c", "pass"], environment)
            for name, arguments in COMMANDS.items():
                ratios[name].append(seconds([*program, *arguments], environment) / floor)
    print(f"x `python -c pass`, median of {rounds} rounds (lowest to highest)")
    for name, found in ratios.items():
        print(f"{name:24} {statistics.median(found):5.1f}  ({min(found):.1f} to {max(found):.1f})")


if __name__ == "__main__":
    main()
