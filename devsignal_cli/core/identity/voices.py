"""Whether a profile speaks for whom it names: bots, parodies, fans and impersonators do not. Pure."""

import re

from devsignal_cli.core.identity import names
from devsignal_cli.model.people import AuthorFacts

_NAME = re.compile(
    r"\b(?:parody|fans?|stans?|bot|unofficial|mirror|feed|alerts?|memes?|satire|quotes)\b|^RT\b|\U0001f916",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"\b(?:parody|fan ?(?:account|page|club)|satire|unofficial|automated|bot (?:by|for|that)|(?:a|my|this) bot|"
    r"not affiliated|not (?:really|the real)|impersonat\w+|posts? (?:news|updates))\b|\U0001f916",
    re.IGNORECASE,
)


def borrowed(author: AuthorFacts) -> str:
    """Why a profile is no plain voice of whom it names, in words; nothing if it is one."""
    if said := _NAME.search(author.name) or _TEXT.search(author.description):
        return f"the profile says {said[0]!r}: a bot, a parody or a fan"
    shown = names.of_display(author.name)
    if shown is not None and shown.is_disguised:
        return "letters of another script stand in for those of the name"
    return "the name itself says that it is no plain person" if shown is not None and shown.is_marked else ""
