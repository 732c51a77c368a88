"""A progress line for long work on a terminal."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

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


class CountBar:
    """A bar of work that is counted: how much is done, how fast it goes, how long it will take."""

    def __init__(self, console: Console, what: str) -> None:
        self._progress = Progress(
            TextColumn("{task.description}", markup=False), BarColumn(bar_width=20), MofNCompleteColumn(), _Rate(),
            TimeRemainingColumn(), console=console, transient=True,
        )  # fmt: skip
        self._task = self._progress.add_task(what, total=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def start(self, total: int | None) -> None:
        """The work begins."""
        self._progress.update(self._task, total=total)
        self._progress.start()

    def done(self, number: int) -> None:
        """So much of it is done."""
        self._progress.update(self._task, completed=number)


class _Rate(ProgressColumn):
    """How many a minute, lately."""

    def render(self, task: Task) -> Text:
        return Text(f"{60 * task.speed:,.0f}/min" if task.speed else "", "bright_black")
