"""Whether two labels, of a domain, a handle or a word, may name one company. Pure."""

import re

SHORTEST = 4
"""Letters: a shorter name of a company is too often another word."""

_NO_LETTER = re.compile(r"[\W_]")


def sound_alike(one: str, other: str) -> bool:
    """Whether one label is within the other ("acme", "acmehq", "get-acme")."""
    shorter, longer = sorted((_NO_LETTER.sub("", label) for label in (one, other)), key=len)
    return len(shorter) >= SHORTEST and shorter in longer
