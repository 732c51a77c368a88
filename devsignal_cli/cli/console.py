"""The one console: rich, with a closed pipe left to the root command."""

from rich.console import Console


class PlainConsole(Console):
    """A console that does not end the program by itself when the reader of its pipe has gone."""

    def on_broken_pipe(self) -> None:
        """Leave it to the root command, which ends with 0."""
        raise BrokenPipeError
