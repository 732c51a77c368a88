"""A progress line for long work on a terminal."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from devsignal_cli.snowflake import time_of


class Bar:
    """A spinner with what was read so far and how far back the walk has come."""

    def __init__(self, console: Console, what: str) -> None:
        self._progress = Progress(
            SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn(), console=console,
            transient=True,
        )  # fmt: skip
        self._what = what
        self._task = self._progress.add_task(what, total=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def start(self) -> None:
        """The work begins."""
        self._progress.start()

    def page(self, posts_read: int, created: int, oldest_id: int | None) -> None:
        """A page was stored."""
        from datetime import UTC, datetime  # noqa: PLC0415 - only drawn on a terminal

        back = f", back to {datetime.fromtimestamp(time_of(oldest_id), UTC):%d %b %H:%M} UTC" if oldest_id else ""
        self._progress.update(self._task, description=f"{self._what}: {posts_read} posts, {created} new{back}")
