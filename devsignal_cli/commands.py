"""Commands as people type them, for a certain organization."""

import re

_COMMAND = re.compile(r"\bdevsignal (?=(?:twitter|clearbit|stats|signals|company|contact|identity)\b)")


def addressed(text: str, org: str | None) -> str:
    """A text whose commands name the organization, unless it is the one that needs no naming."""
    return text if org in (None, "default") else _COMMAND.sub(f"devsignal --org {org} ", text)
