"""What is logged of a command: that it began, how it ended, and what it said; nothing unless a log file is named."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from devsignal_cli import __version__
from devsignal_cli.cli.output import Output, Shared
from devsignal_cli.errors import DevsignalError, InterruptedRunError

if TYPE_CHECKING:
    from devsignal_cli.cli.log_file import LogFile

FILE = "DEVSIGNAL_LOG"
EMAILS = "DEVSIGNAL_LOG_EMAILS"


@contextmanager
def logged(shared: Shared, command: str, options: Iterable[str]) -> Iterator[None]:
    """Log a command for the time of the block, if `--log-file` or `DEVSIGNAL_LOG` names a file.

    Args:
        shared: the shared options; its `log` is set meanwhile.
        command: the command's name, `twitter sync`.
        options: the names of what was given; their values may be anybody's, and are not logged.
    """
    path = shared.log_file or os.environ.get(FILE)
    log = _opened(Output(shared), Path(path)) if path else None
    if log is None:
        yield
        return
    from devsignal_cli.cli.log_file import listening  # noqa: PLC0415 - only who logs pays for it

    shared.log = log
    log.event("started", command=command, options=list(options), version=__version__, org=shared.org)
    began = time.monotonic()
    try:
        with listening(log):
            try:
                yield
            finally:
                log.event("ended", command=command, seconds=round(time.monotonic() - began, 3), **_end(sys.exception()))
    finally:
        shared.log = None


def _opened(output: Output, path: Path) -> "LogFile | None":
    from devsignal_cli.cli.log_file import LogFile  # noqa: PLC0415 - as above

    try:
        return LogFile(path.expanduser(), has_emails=bool(os.environ.get(EMAILS)))
    except (OSError, RuntimeError) as error:  # RuntimeError: a ~ of somebody who is not there
        why = error.strerror if isinstance(error, OSError) else str(error).rstrip(".")
        output.warn(f"The log file {path} cannot be written: {why}. This run goes on without it.")
        return None


def _end(error: BaseException | None) -> dict[str, object]:
    """How a command ended: its exit code, and what stopped it."""
    match error:
        case None:
            return {"code": 0}
        case typer.Exit():
            return {"code": error.exit_code}
        case DevsignalError() | InterruptedRunError():
            return {"code": error.exit_code, "error": error.code, "message": error.message, "hint": error.hint}
    from devsignal_cli.cli.log_file import places  # noqa: PLC0415 - as above

    return {"code": 1, "error": "defect", "type": type(error).__name__, "places": places(error)}
