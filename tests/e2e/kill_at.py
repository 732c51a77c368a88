"""Runs the program and kills it (SIGKILL) at the n-th call of, or return from, one of its functions.

Usage: kill_at.py call|return MODULE:FUNCTION N ARGUMENTS…
The program is not changed: Python's own profiler hook tells when the point is reached.
"""

import os
import signal
import sys
from types import FrameType
from typing import Any

from devsignal_cli.cli.main import run


def main() -> None:
    event, point, number, *arguments = sys.argv[1:]
    watch(event, point, int(number))
    sys.exit(run(arguments))


def watch(event: str, point: str, number: int) -> None:
    """From now on, kill this process at the n-th call of, or return from, MODULE:FUNCTION."""
    module, name = point.split(":")
    left = number

    def watched(frame: FrameType, happened: str, _argument: Any) -> None:
        nonlocal left
        if happened == event and frame.f_code.co_qualname == name and frame.f_globals.get("__name__") == module:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watched)


if __name__ == "__main__":
    main()
