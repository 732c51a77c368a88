"""The program's door: answers `--version` before anything heavy is loaded, else starts the command line."""

import os
import sys

from devsignal_cli import __version__


def main() -> None:
    """Run `devsignal` with the arguments of this process and end it with the command's exit code."""
    if sys.argv[1:] == ["--version"] and sys.stdout is not None:
        sys.exit(_say_version())
    import signal  # noqa: PLC0415 - not needed for --version

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, _leave)  # until `run` has its own way to stop
    from devsignal_cli.cli.main import run  # noqa: PLC0415 - Typer costs six times a bare start

    sys.exit(run(sys.argv[1:]))


def _leave(number: int, _frame: object) -> None:
    """Leave at once, in a way that nothing on the way can swallow: there is nothing open yet, or no more."""
    os._exit(128 + number)


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
