"""Kills a piece of work (SIGKILL) at each point where it asks something of the disk, one forked child a point.

A point is an SQL statement of any connection, or a file opened, renamed, linked or removed.
"""

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

FILE_EVENTS = {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "shutil.copyfile"}


def is_killed(point: int, work: Callable[[], object]) -> bool:
    """Whether a child that does the work reached the point, and was killed there; False: it came to its end before."""
    child = os.fork()
    if child == 0:
        _work_until(point, work)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return True
    assert os.waitstatus_to_exitcode(status) == 0, "the work failed by itself"
    return False


def _work_until(point: int, work: Callable[[], object]) -> None:
    left = point

    def step(*_told: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    connect = sqlite3.connect

    def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.set_trace_callback(step)
        return connection

    setattr(sqlite3, "connect", watched)  # noqa: B010 - the child's own
    sys.addaudithook(lambda event, told: step() if event in FILE_EVENTS and not _is_code(told) else None)
    try:
        work()
    except BaseException:  # noqa: BLE001 - the parent asks how it ended
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


def _is_code(told: tuple[Any, ...]) -> bool:
    """Python reading its own modules."""
    return bool(told) and isinstance(told[0], str) and told[0].endswith((".py", ".pyc"))
