"""Commands as people type them, for a certain organization."""

import re
import shlex

_COMMAND = re.compile(r"\bdevsignal (?=(?:twitter|clearbit|stats|report|signals|company|contact|identity)\b)")


def addressed(text: str, org: str | None) -> str:
    """A text whose commands name the organization, unless it is the one that needs no naming."""
    if org is None or org == "default":
        return text
    named = f"devsignal --org {shlex.quote(org)} "
    return _COMMAND.sub(lambda _: named, text)
