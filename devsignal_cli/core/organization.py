"""What an organization may be called: a name that is safe in a path, a cron line and a terminal. Pure."""

import re

from devsignal_cli.errors import UsageError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
_RESERVED = frozenset({"con", "prn", "aux", "nul"})


def clean_name(name: str) -> str:
    """The name, if an organization may have it.

    Raises:
        UsageError: it may not.
    """
    if not _NAME.fullmatch(name) or ".." in name or name.lower() in _RESERVED:
        raise UsageError(
            f"{name!r} cannot be an organization's name.",
            "Take 1 to 63 letters, digits, dots, dashes or underscores, beginning with a letter or digit.",
        )
    return name
