"""Folders for nobody else to read or write, and names and contents that outlive a power cut."""

import os
from pathlib import Path


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, with mode 0700; `mkdir(parents=True)` obeys the umask there.

    Raises:
        OSError: one of them cannot be made, or is no folder.
    """
    missing = [folder]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def flush(path: Path) -> None:
    """See to it that what a file holds, or the names in a folder, outlive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
