"""The program's door: answers `--version` before anything heavy is loaded, else starts the command line."""

import sys

from devsignal_cli import __version__


def main() -> None:
    """Run `devsignal` with the arguments of this process and end it with the command's exit code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"devsignal {__version__}\n")
        return
    from devsignal_cli.cli.main import run  # noqa: PLC0415 - Typer costs six times a bare start

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
