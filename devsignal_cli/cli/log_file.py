"""The log: a file of JSON lines, one an event, private, rotated, shared by all runs that name it.

Secrets, texts of posts, queries, headers and the messages of defects are never given to it; e-mails are cut to their
domain.
"""

import errno
import fcntl
import logging
import os
import re
import stat
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

from devsignal_cli.folders import make_private
from devsignal_cli.results.enrichment import BulkResult, BulkRuns
from devsignal_cli.results.runs import Runs, SyncResult
from devsignal_cli.serialize import plain, to_json

LARGEST_BYTES = 5 * 1024 * 1024
KEPT = 3  # older files: FILE.1 is the youngest
LOGGER = "devsignal"
_EMAIL = re.compile(  # in JSON of ASCII: other letters are \u00e9, a quotation mark is \"
    r"""(?:\\"[^"@]*\\"|(?:[^\s@<>"'(),;:]|(?<=\w)'(?=\w))+?)(?:@|%40)([\w\\-]+(?:\.[\w\\-]+)+)"""
)
_WATCHED = ("estimate", "planned")  # queries, and who would be asked for
_FLAGS = os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK  # no wait for a pipe


class LogFile(logging.Handler):
    """Writes events to a file; each line carries the time, the run's id and the event's name.

    A line is one write at the file's end, so that several processes may share it; who finds it full moves it aside.
    Once the file cannot be written the log says no more: a full disk must not stop what is logged.

    Args:
        path: the file; made 0600, never followed if it is a symbolic link.
        has_emails: whether e-mails are written out; else only their domains.

    Raises:
        OSError: the file cannot be opened.
    """

    def __init__(self, path: Path, *, has_emails: bool = False) -> None:
        super().__init__()
        self._path = path
        self._has_emails = has_emails
        self._run = uuid4().hex[:12]
        self._one = Lock()  # several threads of an enrichment may speak at once
        self._file: int | None = _opened(path)

    def event(self, name: str, **fields: Any) -> None:
        """Write one event."""
        line = to_json({"time": _now(), "run": self._run, "event": name, **fields})
        with self._one:
            try:
                self._write((line if self._has_emails else _EMAIL.sub(r"*@\1", line)) + "\n")
            except OSError:
                self.close()

    def result(self, value: object) -> None:
        """Write the counts of a run; other results hold texts, and are not logged."""
        match value:
            case Runs() | BulkRuns():
                for run in value.runs:
                    self.result(run)
            case SyncResult() | BulkResult():
                told = plain(value)
                self.event("result", result={key: told[key] for key in told if key not in _WATCHED})

    def emit(self, record: logging.LogRecord) -> None:
        """Write what connectors tell: the message is the event's name, `extra={"fields": …}` what it has."""
        self.event(record.getMessage(), **getattr(record, "fields", {}))

    def close(self) -> None:
        """Close the file; later events are dropped."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        super().close()

    def _write(self, line: str) -> None:
        if self._file is None:
            return
        if not _is_at(self._path, self._file):  # moved aside by another run, or by logrotate
            self._reopen()
        os.write(self._file, line.encode())
        if os.fstat(self._file).st_size > LARGEST_BYTES:
            self._rotate()

    def _rotate(self) -> None:
        """Move the full file aside, unless another run was quicker: the lock on the file itself lets one at a time."""
        assert self._file is not None  # noqa: S101 - only `_write` calls this
        fcntl.flock(self._file, fcntl.LOCK_EX)
        if _is_at(self._path, self._file):
            for number in range(KEPT, 0, -1):
                younger = _aside(self._path, number - 1) if number > 1 else self._path
                if younger.exists():
                    younger.replace(_aside(self._path, number))
        self._reopen()

    def _reopen(self) -> None:
        new = _opened(self._path)
        if self._file is not None:
            os.close(self._file)  # and with it the lock
        self._file = new


@contextmanager
def listening(log: LogFile) -> Iterator[None]:
    """Let connectors' events into the log for the time of the block, and close it behind them."""
    logger = logging.getLogger(LOGGER)
    before = logger.level, logger.propagate
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(log)
    try:
        yield
    finally:
        logger.removeHandler(log)
        logger.level, logger.propagate = before
        log.close()


def places(error: BaseException) -> list[str]:
    """Where a defect happened, outermost first; its message may hold anything and is left out."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


def _opened(path: Path) -> int:
    make_private(path.parent)
    _must_be_ours(path)
    file = os.open(path, _FLAGS, 0o600)
    state = os.fstat(file)
    if stat.S_ISREG(state.st_mode) and state.st_uid == os.getuid():  # /dev/null stays everybody's
        os.fchmod(file, 0o600)  # whatever the umask was, or whoever made it
    return file


def _must_be_ours(path: Path) -> None:
    """Keep a database or a key that is named by mistake from being written to, and moved aside once it is large."""
    if path.is_file() and not path.is_symlink():
        with path.open("rb") as file:
            if file.read(1) not in (b"", b"{"):
                raise FileExistsError(errno.EEXIST, "it holds something else than a log")


def _is_at(path: Path, file: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except FileNotFoundError:
        return False


def _aside(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
