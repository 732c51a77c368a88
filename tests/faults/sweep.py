"""Moves a fault from write to write of one command until it is met no more: every n-th point of a run is tried."""

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.faults.program import Fault, Faulted
from tests.faults.stage import Ready, Stage

Judge = Callable[[Stage, Faulted], None]


def swept(
    ready: Ready, folder: Path, command: Sequence[str], fault: Callable[[int], Fault], judge: Judge, points: range
) -> int:
    """Run the command with a fault at each of the points, on a fresh home each; how many there were.

    Ends with the first run that its fault did not meet, never by an exit code: a failure may be tolerated. `points`
    is where to begin, how far at most (none may be left beyond), and in which steps.
    """
    for number, at in enumerate(points):
        with ready.stage(folder) as stage:
            ran = stage.faulted(*command, fault=fault(at))
            if not ran.fired:
                assert ran.code == 0, ran.err
                return number
            judge(stage, ran)
    raise AssertionError(f"there are more points than {points}")
