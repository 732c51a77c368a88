"""The program's door: answers `--version` before anything heavy is loaded, else starts the command line."""

import os
import sys

from devsignal_cli import __version__


def main() -> None:
    """Run `devsignal` with the arguments of this process and end it with the command's exit code."""
    try:
        if sys.argv[1:] == ["--version"] and sys.stdout is not None:
            sys.exit(_say_version())
        from devsignal_cli.cli.main import run  # noqa: PLC0415 - Typer costs six times a bare start

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:  # before `run` has its own way to stop
        sys.exit(130)


def _say_version() -> int:
    try:
        sys.stdout.write(f"devsignal {__version__}\n")
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter would try once more
        return 0 if isinstance(error, BrokenPipeError) else 74
    return 0


if __name__ == "__main__":
    main()
