"""Files that a command writes for people: whole or not at all, and for nobody else to read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from devsignal_cli.errors import CannotWriteError


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """A file (0600) that takes its name when the block ends well; an older one stays as it was until then.

    What is no plain file (a pipe, /dev/null) is written as it is, and a link leads to what it names.

    Raises:
        CannotWriteError: it cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="") as file:
                yield file
            return
        target = Path(os.path.realpath(path))
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                yield file
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CannotWriteError(
            f"{path} cannot be written: {error.strerror}.", "Name a file in a folder of yours, with space left."
        ) from error
